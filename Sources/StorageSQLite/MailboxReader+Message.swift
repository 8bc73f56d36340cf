import GRDB
import Identity
import Labels
import Storage

extension MailboxReader {
    /// One message as its reader may be handed it, without content: with the slots of the newest
    /// entry that is for the reader, the message's own or a supplement's.
    func message(_ id: MessageID, at place: EntryPlace) throws -> DeliveredMessage? {
        let positions = try [place.position] + StoredRecipients.supplements(of: place, db)
        guard
            let entry = try positions.last(where: { try isReader(of: $0, in: place.lane) })
        else { return nil }
        let slots = try ownSlots(at: entry)
        return try db.first(
            "SELECT originator, level, status, received, head FROM message WHERE position = ?",
            [place.position.bound]
        ) { row in
            guard let originator = board.actor(try row.integer(0)),
                let level = Level(rawValue: Int(try row.integer(1)))
            else { throw StorageError.corrupt }
            return DeliveredMessage(
                id: id, originator: originator, level: level,
                status: try stored { try StatusKind(row.text(2)) }, head: try row.bytes(4),
                slots: slots, content: [],
                receivedAt: Timestamp(clampingMilliseconds: try row.integer(3)))
        }
    }

    private func isReader(of position: UInt64, in lane: Int) throws -> Bool {
        let circle = try db.first(
            "SELECT circle FROM entry WHERE lane = ? AND position = ?",
            [lane.bound, position.bound]
        ) { try $0.integer(0) }
        guard let circle else { return false }
        return try CircleBook.members(of: circle, db)?.contains(reader) ?? false
    }
}
