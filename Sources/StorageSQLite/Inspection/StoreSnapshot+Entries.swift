import GRDB
package import Identity
package import Storage

extension StoreSnapshot {
    package func forEachEntry(_ body: (InspectedEntry) -> Void) throws(StorageError) {
        try reading {
            let actors = try ActorNames(db)
            let cursor = try db.rows(
                """
                SELECT lane, position, kind, expires, name, bytes, circle FROM entry
                ORDER BY lane, position
                """)
            while let row = try cursor.next() {
                let position = try row.natural(1)
                guard let kind = EntryKind(rawValue: try row.integer(2)),
                    let part = try part(kind, at: position, actors)
                else { continue }
                let members = try CircleBook.members(of: row.integer(6), db) ?? []
                body(
                    InspectedEntry(
                        position: position, lane: Int(try row.integer(0)),
                        expires: Timestamp(clampingMilliseconds: try row.integer(3)),
                        name: try stored { try Digest(bytes: row.bytes(4)) },
                        bytes: Int(try row.integer(5)),
                        recipients: members.compactMap { actors[$0] },
                        part: part))
            }
        }
    }

    /// Those of `wanted` that are there.
    package func messages(among wanted: Set<MessageID>) throws(StorageError) -> Set<MessageID> {
        guard !wanted.isEmpty else { return [] }
        return try reading {
            let cursor = try db.rows("SELECT name FROM entry WHERE kind = 0")
            var found: Set<MessageID> = []
            while let row = try cursor.next() {
                let message = try stored { try MessageID(bytes: row.bytes(0)) }
                if wanted.contains(message) { found.insert(message) }
            }
            return found
        }
    }

    private func part(
        _ kind: EntryKind, at position: UInt64, _ actors: ActorNames
    ) throws -> InspectedEntry.Part? {
        switch kind {
        case .message:
            guard let slots = try slots(at: position, actors) else { return nil }
            return try message(at: position, actors).map { .message($0, slots: slots) }
        case .supplement:
            let original = try db.first(
                "SELECT message FROM supplement WHERE position = ?", [position.bound]
            ) { try $0.natural(0) }
            guard let original, let slots = try slots(at: position, actors) else { return nil }
            return try message(at: original, actors).map {
                .supplement(head: $0.head, contentBytes: $0.content.count, slots: slots)
            }
        case .receipt:
            return try db.first(
                "SELECT bytes FROM receipt WHERE position = ?", [position.bound]
            ) { .receipt(try $0.bytes(0)) }
        }
    }

    private func message(
        at position: UInt64, _ actors: ActorNames
    ) throws -> InspectedMessage? {
        try db.first(
            "SELECT originator, level, status, head, content FROM message WHERE position = ?",
            [position.bound]
        ) { row in
            InspectedMessage(
                originator: actors[try row.integer(0)], level: try row.integer(1),
                status: try row.text(2), head: try row.bytes(3), content: try row.bytes(4))
        }
    }

    /// `nil` where they cannot be read, which is a finding of its own.
    private func slots(at position: UInt64, _ actors: ActorNames) throws -> [StoredSlot]? {
        let runs = try db.rows(
            "SELECT slots FROM slot_run WHERE key BETWEEN ? AND ? ORDER BY key",
            SlotRun.keys(at: position))
        var slots: [StoredSlot] = []
        while let run = try runs.next() {
            guard let read = try? SlotRun.slots(in: run.bytes(0)) else { return nil }
            for slot in read {
                guard let actor = actors[slot.actor] else { continue }
                slots.append(StoredSlot(recipient: actor, key: slot.key, bytes: slot.bytes))
            }
        }
        return slots
    }
}

/// The names behind the numbers.
struct ActorNames {
    private var names: [Int64: ActorID] = [:]

    init(_ db: Database) throws {
        let cursor = try db.rows("SELECT id, name FROM actor")
        while let row = try cursor.next() {
            names[try row.integer(0)] = try stored { try ActorID(row.text(1)) }
        }
    }

    subscript(number: Int64) -> ActorID? { names[number] }
}
