import GRDB
import Storage

/// What a circle's entries come to.
struct Tally: Hashable, Sendable {
    var load = MailboxLoad.empty
    /// By lane, the position after the newest entry; 0 where there never was one.
    var ends = [UInt64](repeating: 0, count: MailboxCursor.lanes.count)

    mutating func add(_ place: EntryPlace, bytes: Int) {
        load.entries += 1
        load.bytes += bytes
        ends[place.lane] = max(ends[place.lane], place.position + 1)
    }

    mutating func remove(bytes: Int) {
        load.entries -= 1
        load.bytes -= bytes
    }
}

/// Sums per circle, so that opening a store does not have to read its whole log.
///
/// Written now and then, together with the position up to which they count; entries from there on
/// are added when the store is opened.
struct TallyBook: Sendable {
    private(set) var tallies: [Int64: Tally] = [:]
    private var changed: Set<Int64> = []

    init(loading db: Database) throws {
        let sums = try db.rows(
            """
            SELECT circle, entries, bytes, flash, immediate, priority, routine FROM tally
            """)
        while let row = try sums.next() {
            var tally = Tally()
            tally.load = MailboxLoad(
                entries: Int(try row.integer(1)), bytes: Int(try row.integer(2)))
            for lane in MailboxCursor.lanes.indices {
                tally.ends[lane] = try row.natural(3 + lane)
            }
            tallies[try row.integer(0)] = tally
        }
        let counted = try db.marker("counted")
        for lane in MailboxCursor.lanes.indices {
            let cursor = try db.rows(
                "SELECT position, circle, bytes FROM entry WHERE lane = ? AND position >= ?",
                [lane.bound, counted.bound])
            while let row = try cursor.next() {
                let place = EntryPlace(lane: lane, position: try row.natural(0))
                add(place, circle: try row.integer(1), bytes: Int(try row.integer(2)))
            }
        }
    }

    mutating func add(_ place: EntryPlace, circle: Int64, bytes: Int) {
        tallies[circle, default: Tally()].add(place, bytes: bytes)
        changed.insert(circle)
    }

    /// Takes an entry off; returns whether the circle has none left.
    mutating func remove(circle: Int64, bytes: Int) -> Bool {
        guard var tally = tallies[circle] else { return false }
        tally.remove(bytes: bytes)
        changed.insert(circle)
        if tally.load.entries > 0 {
            tallies[circle] = tally
            return false
        }
        tallies[circle] = nil
        return true
    }

    /// Writes the sums of all entries before `next`.
    mutating func write(next: UInt64, _ db: Database) throws {
        for circle in changed {
            guard let tally = tallies[circle] else { continue }
            try db.run(
                """
                INSERT OR REPLACE INTO tally
                (circle, entries, bytes, flash, immediate, priority, routine)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    circle.bound, tally.load.entries.bound, tally.load.bytes.bound,
                    tally.ends[0].bound,
                    tally.ends[1].bound, tally.ends[2].bound, tally.ends[3].bound,
                ])
        }
        changed = []
        try db.setMarker("counted", next)
    }
}
