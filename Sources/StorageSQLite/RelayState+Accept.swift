import GRDB
import Identity
import Labels
import Storage

extension RelayState {
    /// Keeps a message, or what of it is new.
    mutating func accept(_ message: AcceptedMessage, _ db: Database) throws -> Acceptance {
        if let place = try names.place(of: message.id.digest, db) {
            return try supplement(place, with: message, db)
        }
        let members = try numbers(of: message.recipients, db)
        let slots = try numbered(message.slots, db)
        let place = try appendEntry(
            .message, lane: message.precedence.lane, members: members,
            bytes: message.head.count + message.content.count + largest(slots),
            expires: message.expires, name: message.id.digest, db)
        let record = try append(message.record, db)
        try db.run(
            """
            INSERT INTO message
            (position, originator, level, status, received, head, content, record, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                place.position.bound,
                try number(of: message.originator, db).bound,
                message.level.rawValue.bound, message.status.rawValue.bound,
                message.receivedAt.milliseconds.bound, message.head.bound,
                message.content.bound, Bound(record), Bound(message.source?.text),
            ])
        try appendSlots(slots, at: place.position, db)
        return Acceptance(.stored, index: LogIndex(place.position), record: record)
    }

    /// Keeps a receipt unless it is known.
    mutating func accept(_ receipt: AcceptedReceipt, _ db: Database) throws -> Acceptance {
        if let place = try names.place(of: receipt.digest, db) {
            return Acceptance(.known, index: LogIndex(place.position), record: nil)
        }
        let place = try appendEntry(
            .receipt, lane: receipt.precedence.lane,
            members: try numbers(of: receipt.addressees, db), bytes: receipt.bytes.count,
            expires: receipt.expires, name: receipt.digest, db)
        let record = try append(receipt.record, db)
        try db.run(
            "INSERT INTO receipt (position, bytes, record, source) VALUES (?, ?, ?, ?)",
            [
                place.position.bound, receipt.bytes.bound, Bound(record),
                Bound(receipt.source?.text),
            ])
        return Acceptance(.stored, index: LogIndex(place.position), record: record)
    }

    /// Adds recipients and slots that a known message does not have yet, as an entry of their own.
    private mutating func supplement(
        _ place: EntryPlace, with message: AcceptedMessage, _ db: Database
    ) throws -> Acceptance {
        let known = try StoredRecipients(of: place, db)
        let slots = try numbered(message.slots, db).filter { !known.has($0) }
        let newcomers = try numbers(of: message.recipients, db).filter {
            !known.actors.contains($0)
        }
        guard !slots.isEmpty || !newcomers.isEmpty else {
            return Acceptance(.known, index: LogIndex(place.position), record: nil)
        }
        let added = try appendEntry(
            .supplement, lane: place.lane, members: Set(newcomers + slots.map(\.actor)).sorted(),
            bytes: message.head.count + message.content.count + largest(slots),
            expires: message.expires, name: message.id.digest, db)
        let record = try append(message.record, db)
        try db.run(
            "INSERT INTO supplement (position, message, record, source) VALUES (?, ?, ?, ?)",
            [
                added.position.bound, place.position.bound, Bound(record),
                Bound(message.source?.text),
            ])
        try appendSlots(slots, at: added.position, db)
        return Acceptance(.supplemented, index: LogIndex(added.position), record: record)
    }

    private mutating func numbered(
        _ slots: [StoredSlot], _ db: Database
    ) throws -> [SlotRun.Slot] {
        var numbered: [SlotRun.Slot] = []
        numbered.reserveCapacity(slots.count)
        for slot in slots {
            numbered.append(
                SlotRun.Slot(
                    actor: try number(of: slot.recipient, db), key: slot.key, bytes: slot.bytes))
        }
        return numbered
    }

    private func largest(_ slots: [SlotRun.Slot]) -> Int {
        slots.map(\.bytes.count).max() ?? 0
    }
}

/// Whom a message and its supplements have reached already.
struct StoredRecipients {
    private(set) var actors: Set<Int64> = []
    private var slots: Set<SlotName> = []

    private struct SlotName: Hashable {
        let actor: Int64
        let key: KeyID
    }

    init(of place: EntryPlace, _ db: Database) throws {
        for position in try [place.position] + Self.supplements(of: place, db) {
            guard
                let circle = try db.first(
                    "SELECT circle FROM entry WHERE lane = ? AND position = ?",
                    [place.lane.bound, position.bound], { try $0.integer(0) })
            else { continue }
            actors.formUnion(try CircleBook.members(of: circle, db) ?? [])
            let runs = try db.rows(
                "SELECT slots FROM slot_run WHERE key BETWEEN ? AND ?",
                SlotRun.keys(at: position))
            while let run = try runs.next() {
                for slot in try SlotRun.slots(in: run.bytes(0)) {
                    slots.insert(SlotName(actor: slot.actor, key: slot.key))
                }
            }
        }
    }

    func has(_ slot: SlotRun.Slot) -> Bool {
        slots.contains(SlotName(actor: slot.actor, key: slot.key))
    }

    static func supplements(of place: EntryPlace, _ db: Database) throws -> [UInt64] {
        let cursor = try db.rows(
            "SELECT position FROM supplement WHERE message = ? ORDER BY position",
            [place.position.bound])
        var positions: [UInt64] = []
        while let row = try cursor.next() { positions.append(try row.natural(0)) }
        return positions
    }
}
