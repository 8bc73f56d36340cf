import GRDB
import Identity
package import Storage

extension StoreSnapshot {
    package func databaseFindings(_ tell: (StoreFinding) -> Void) throws(StorageError) {
        try reading {
            for message in try String.fetchAll(db, sql: "PRAGMA integrity_check(100)")
            where message != "ok" {
                tell(.database(message: message))
            }
            for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
                tell(
                    .referenceDangling(
                        table: row[0] as String? ?? "", row: row[1] as Int64? ?? 0))
            }
        }
    }

    package func logFindings(_ tell: (StoreFinding) -> Void) throws(StorageError) {
        try reading {
            try entryFindings(tell)
            try recipientFindings(tell)
            try nameFindings(tell)
            try summaryFindings(tell)
        }
    }

    // MARK: Entries and what they carry

    private func entryFindings(_ tell: (StoreFinding) -> Void) throws {
        try positions(
            "SELECT position FROM entry WHERE lane NOT IN (0,1,2,3) OR kind NOT IN (0,1,2)"
        ) { tell(.entryInvalid(position: $0)) }
        try positions("SELECT position FROM entry GROUP BY position HAVING count(*) > 1") {
            tell(.positionRepeated(position: $0))
        }
        for (kind, table) in [(0, "message"), (1, "supplement"), (2, "receipt")] {
            try positions(
                """
                SELECT position FROM entry WHERE kind = \(kind) AND NOT EXISTS
                (SELECT 1 FROM \(table) WHERE \(table).position = entry.position)
                """
            ) { tell(.partMissing(position: $0)) }
            try positions(
                """
                SELECT position FROM \(table) WHERE NOT EXISTS (SELECT 1 FROM entry
                WHERE lane IN (0,1,2,3) AND entry.position = \(table).position AND kind = \(kind))
                """
            ) { tell(.entryMissing(table: table, position: $0)) }
        }
        try positions(
            """
            SELECT DISTINCT key >> \(SlotRun.actorBits) AS place FROM slot_run WHERE NOT EXISTS
            (SELECT 1 FROM entry WHERE lane IN (0,1,2,3) AND position = place AND kind IN (0,1))
            """
        ) { tell(.entryMissing(table: "slot_run", position: $0)) }
    }

    // MARK: Recipients and their slots

    private func recipientFindings(_ tell: (StoreFinding) -> Void) throws {
        let actors = try ActorNames(db)
        let missing = try db.rows(
            "SELECT DISTINCT circle FROM entry WHERE circle NOT IN (SELECT id FROM circle)")
        while let row = try missing.next() { tell(.circleInvalid(circle: try row.integer(0))) }
        var circles: [Int64] = []
        let ids = try db.rows("SELECT id FROM circle")
        while let row = try ids.next() { circles.append(try row.integer(0)) }
        for circle in circles {
            let members = try? CircleBook.members(of: circle, db)
            let isSound = members.map { members in
                zip(members, members.dropFirst()).allSatisfy { $0 < $1 }
                    && members.allSatisfy { actors[$0] != nil }
            }
            if isSound != true { tell(.circleInvalid(circle: circle)) }
        }
        try slotFindings(tell)
    }

    private func slotFindings(_ tell: (StoreFinding) -> Void) throws {
        let runs = try db.rows(
            """
            SELECT slot_run.key, slot_run.slots, entry.circle FROM slot_run JOIN entry
            ON entry.lane IN (0,1,2,3) AND entry.position = slot_run.key >> \(SlotRun.actorBits)
            """)
        while let run = try runs.next() {
            let key = try run.natural(0)
            let position = SlotRun.position(ofKey: key)
            guard let slots = try? SlotRun.slots(in: run.bytes(1)), let first = slots.first,
                SlotRun.key(position: position, actor: first.actor) == key
            else {
                tell(.slotsUnreadable(position: position))
                continue
            }
            let members = Set((try? CircleBook.members(of: run.integer(2), db)) ?? [])
            if slots.contains(where: { !members.contains($0.actor) }) {
                tell(.slotOfStranger(position: position))
            }
        }
    }

    // MARK: Names

    private func nameFindings(_ tell: (StoreFinding) -> Void) throws {
        let named = try db.marker("named")
        let repeated = try db.rows(
            "SELECT name FROM entry WHERE kind <> 1 GROUP BY name HAVING count(*) > 1")
        while let row = try repeated.next() {
            tell(.nameRepeated(name: try stored { try Digest(bytes: row.bytes(0)) }))
        }
        var known: [UInt64: (prefix: Int64, lane: Int64)] = [:]
        let index = try db.rows("SELECT position, prefix, lane FROM name")
        while let row = try index.next() {
            known[try row.natural(0)] = (try row.integer(1), try row.integer(2))
        }
        let entries = try db.rows("SELECT position, name, lane FROM entry WHERE kind <> 1")
        while let row = try entries.next() {
            let position = try row.natural(0)
            let name = try stored { try Digest(bytes: row.bytes(1)) }
            guard let place = known.removeValue(forKey: position) else {
                // Names from there on are read from the entries when the store is opened.
                if position < named { tell(.nameMissing(position: position)) }
                continue
            }
            let lane = try row.integer(2)
            guard place.prefix == Int64(bitPattern: name.leadingWord), place.lane == lane else {
                tell(.nameStale(position: position))
                continue
            }
        }
        for position in known.keys.sorted() { tell(.nameStale(position: position)) }
    }

    // MARK: Sums and markers

    private func summaryFindings(_ tell: (StoreFinding) -> Void) throws {
        var end = try db.marker("floor")
        try positions("SELECT position FROM entry") { end = max(end, $0 + 1) }
        for marker in ["counted", "named"] {
            let value = try db.marker(marker)
            if value > end { tell(.markerBeyondEnd(marker: marker, value: value, end: end)) }
        }
        let counted = try db.marker("counted")
        var sums: [Int64: Tally] = [:]
        let entries = try db.rows(
            "SELECT circle, lane, position, bytes FROM entry WHERE position < ?", [counted.bound])
        while let row = try entries.next() {
            let lane = Int(try row.integer(1))
            guard MailboxCursor.lanes.indices.contains(lane) else { continue }
            sums[try row.integer(0), default: Tally()].add(
                EntryPlace(lane: lane, position: try row.natural(2)),
                bytes: Int(try row.integer(3)))
        }
        let stored = try db.rows(
            "SELECT circle, entries, bytes, flash, immediate, priority, routine FROM tally")
        while let row = try stored.next() {
            let circle = try row.integer(0)
            let found = sums.removeValue(forKey: circle) ?? Tally()
            let load = MailboxLoad(
                entries: Int(try row.integer(1)), bytes: Int(try row.integer(2)))
            let ends = try MailboxCursor.lanes.indices.map { try row.natural(3 + $0) }
            // What has expired leaves an end behind that no entry reaches any more.
            let isReached = zip(ends, found.ends).allSatisfy { $0 >= $1 }
            let isWithin = ends.allSatisfy { $0 <= end }
            if load != found.load || !isReached || !isWithin { tell(.tallyWrong(circle: circle)) }
        }
        for circle in sums.keys.sorted() { tell(.tallyWrong(circle: circle)) }
    }

    private func positions(_ sql: String, _ each: (UInt64) -> Void) throws {
        let cursor = try db.rows(sql)
        while let row = try cursor.next() { each(try row.natural(0)) }
    }
}
