import GRDB
import Identity
import Storage

/// How far this store has come with other relays' logs.
enum PeerTable {
    static func keep(_ progress: PeerProgress, in db: Database) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO peer (relay, cursor, checkpoint, caught_up, passed_over)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                progress.peer.text.bound, progress.cursor.bytes.bound, Bound(progress.checkpoint),
                (progress.hasCaughtUp ? 1 : 0).bound, LogPlace.bytes(of: progress.passedOver).bound,
            ])
    }

    static func progress(with peer: RelayID, in db: Database) throws -> PeerProgress? {
        try db.first(
            "SELECT cursor, checkpoint, caught_up, passed_over FROM peer WHERE relay = ?",
            [peer.text.bound]
        ) { row in
            PeerProgress(
                peer, cursor: try stored { try MailboxCursor(bytes: row.bytes(0)) },
                checkpoint: try row.optionalBytes(1), hasCaughtUp: try row.integer(2) != 0,
                passedOver: try stored { try LogPlace.places(in: row.bytes(3)) })
        }
    }

    /// Of a store put back from a copy: it may have had more than it has.
    static func forgetCatchingUp(in db: Database) throws {
        // A backup of an older program has no such table, and nothing to forget.
        guard try db.tableExists("peer") else { return }
        try db.run("UPDATE peer SET caught_up = 0")
    }
}
