import GRDB
import Identity
import Ledger
import Storage

/// The one row by which a store is known for a backup.
enum BackupTable {
    static func write(_ note: BackupNote, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE backup (
                    relay TEXT NOT NULL,
                    -- Milliseconds since 1970.
                    made INTEGER NOT NULL,
                    -- The ledger's tree.
                    size INTEGER NOT NULL,
                    root BLOB NOT NULL,
                    configuration TEXT NOT NULL,
                    -- Whether attachments lie beside it.
                    blobs INTEGER NOT NULL
                ) STRICT;
                """)
        try db.run(
            """
            INSERT INTO backup (relay, made, size, root, configuration, blobs)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                note.relay.text.bound, note.madeAt.milliseconds.bound, note.head.size.bound,
                note.head.root.bound, note.configuration.bound, (note.hasBlobs ? 1 : 0).bound,
            ])
    }

    /// `nil` in a store that a relay serves from.
    static func note(in db: Database) throws -> BackupNote? {
        guard try db.tableExists("backup") else { return nil }
        let knowsBlobs = try db.columns(in: "backup").contains { $0.name == "blobs" }
        let blobs = knowsBlobs ? "blobs" : "0"
        let note = try db.first(
            "SELECT relay, made, size, root, configuration, \(blobs) FROM backup"
        ) { row in
            try stored {
                BackupNote(
                    relay: try RelayID(row.text(0)),
                    madeAt: Timestamp(clampingMilliseconds: try row.integer(1)),
                    head: TreeHead(
                        size: try row.natural(2), root: try Digest(bytes: row.bytes(3))),
                    configuration: try row.text(4), hasBlobs: try row.integer(5) == 1)
            }
        }
        guard let note else { throw StorageError.corrupt }
        return note
    }

    static func remove(from db: Database) throws { try db.execute(sql: "DROP TABLE backup") }
}
