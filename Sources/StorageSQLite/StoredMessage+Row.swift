import GRDB
import Identity
import Labels
import Storage

extension StoredMessage {
    /// Reads a message's row; `nil` for the name of a receipt, or when it expired meanwhile.
    init?(
        _ id: MessageID, at place: EntryPlace, _ db: Database, board: MailboxBoard
    ) throws {
        let expires = try db.first(
            "SELECT expires FROM entry WHERE lane = ? AND position = ? AND kind = 0",
            [place.lane.bound, place.position.bound]
        ) { Timestamp(clampingMilliseconds: try $0.integer(0)) }
        guard let expires else { return nil }
        let recipients = try StoredRecipients(of: place, db).actors
        let message = try db.first(
            """
            SELECT originator, level, status, received, head, source FROM message
            WHERE position = ?
            """, [place.position.bound]
        ) { row in
            guard let originator = board.actor(try row.integer(0)),
                let level = Level(rawValue: Int(try row.integer(1)))
            else { throw StorageError.corrupt }
            return StoredMessage(
                id: id, index: LogIndex(place.position), originator: originator, level: level,
                status: try stored { try StatusKind(row.text(2)) },
                precedence: MailboxCursor.lanes[place.lane], expires: expires,
                receivedAt: Timestamp(clampingMilliseconds: try row.integer(3)),
                head: try row.bytes(4), recipients: recipients.compactMap(board.actor).sorted(),
                source: try stored { try row.relay(5) })
        }
        guard let message else { return nil }
        self = message
    }
}
