import GRDB
import Identity
import Labels
import Storage

/// What entries of the log carry, read in one snapshot; whose slots come along is the caller's to say.
struct EntryContents {
    let db: Database
    let board: MailboxBoard

    /// - Parameters:
    ///   - kind: as the entry's row has it.
    ///   - name: of the message; a receipt has none.
    ///   - slots: those to bring along of the ones kept at a position.
    /// - Returns: `nil` for what is not there any more.
    func item(
        _ kind: Int64, named name: @autoclosure () throws -> [UInt8], at position: UInt64,
        slots: (UInt64) throws -> [StoredSlot]
    ) throws -> MailboxEntry.Item? {
        switch EntryKind(rawValue: kind) {
        case .message:
            return try message(at: position, named: name(), slots(position))
                .map(MailboxEntry.Item.message)
        case .supplement:
            let original = try db.first(
                "SELECT message FROM supplement WHERE position = ?", [position.bound]
            ) { try $0.natural(0) }
            guard let original else { return nil }
            return try message(at: original, named: name(), slots(position))
                .map(MailboxEntry.Item.supplement)
        case .receipt:
            return try db.first(
                "SELECT bytes FROM receipt WHERE position = ?", [position.bound]
            ) { .receipt(try $0.bytes(0)) }
        case nil: throw StorageError.corrupt
        }
    }

    private func message(
        at position: UInt64, named name: [UInt8], _ slots: [StoredSlot]
    ) throws -> DeliveredMessage? {
        try db.first(
            """
            SELECT originator, level, status, received, head, content FROM message
            WHERE position = ?
            """, [position.bound]
        ) { row in
            guard let originator = board.actor(try row.integer(0)),
                let level = Level(rawValue: Int(try row.integer(1)))
            else { throw StorageError.corrupt }
            return DeliveredMessage(
                id: try stored { try MessageID(bytes: name) }, originator: originator,
                level: level, status: try stored { try StatusKind(row.text(2)) },
                head: try row.bytes(4), slots: slots, content: try row.bytes(5),
                receivedAt: Timestamp(clampingMilliseconds: try row.integer(3)))
        }
    }
}
