import GRDB
package import Identity
import Labels
package import Storage

extension StoreSnapshot {
    /// Counts everything; reads the narrow rows once, and the messages' sizes.
    package func statistics() throws(StorageError) -> StoreStatistics {
        let counts = try counts()
        return try reading {
            StoreStatistics(
                counts: counts, levels: try levels(), lanes: try lanes(),
                mailboxes: try mailboxes(), next: try end())
        }
    }

    /// What of an actor's mailbox lies after a cursor.
    package func waiting(
        for actor: ActorID, after cursor: MailboxCursor
    ) throws(StorageError) -> WaitingFigures {
        try reading {
            let number = try db.first("SELECT id FROM actor WHERE name = ?", [actor.text.bound]) {
                try $0.integer(0)
            }
            guard let number else { return WaitingFigures(entries: 0, oldest: nil) }
            var circles: Set<Int64> = []
            let ids = try db.rows("SELECT id FROM circle")
            while let row = try ids.next() {
                let circle = try row.integer(0)
                if try CircleBook.members(of: circle, db)?.contains(number) == true {
                    circles.insert(circle)
                }
            }
            var entries: UInt64 = 0
            var oldest: Timestamp?
            for lane in MailboxCursor.lanes {
                let rows = try db.rows(
                    """
                    SELECT circle, message.received FROM entry
                    LEFT JOIN message ON message.position = entry.position
                    WHERE entry.lane = ? AND entry.position >= ?
                    """, [lane.lane.bound, cursor[lane].bound])
                while let row = try rows.next() {
                    guard circles.contains(try row.integer(0)) else { continue }
                    entries += 1
                    guard let milliseconds = row[1] as Int64? else { continue }
                    let came = Timestamp(clampingMilliseconds: milliseconds)
                    oldest = min(oldest ?? came, came)
                }
            }
            return WaitingFigures(entries: entries, oldest: oldest)
        }
    }

    private func levels() throws -> [StoreStatistics.LevelFigures] {
        let rows = try db.rows(
            """
            SELECT level, count(*), sum(length(head) + length(content)), min(received)
            FROM message GROUP BY level ORDER BY level
            """)
        var levels: [StoreStatistics.LevelFigures] = []
        while let row = try rows.next() {
            guard let level = Level(rawValue: Int(try row.integer(0))) else {
                throw StorageError.corrupt
            }
            levels.append(
                StoreStatistics.LevelFigures(
                    level: level, messages: try row.natural(1), bytes: try row.natural(2),
                    oldest: Timestamp(clampingMilliseconds: try row.integer(3))))
        }
        return levels
    }

    private func lanes() throws -> [StoreStatistics.LaneFigures] {
        try MailboxCursor.lanes.map { lane in
            let figures = try db.first(
                "SELECT count(*), coalesce(sum(bytes), 0) FROM entry WHERE lane = ?",
                [lane.lane.bound]
            ) { (entries: try $0.natural(0), bytes: try $0.natural(1)) }
            return StoreStatistics.LaneFigures(
                lane: lane, entries: figures?.entries ?? 0, bytes: figures?.bytes ?? 0)
        }
    }

    private func mailboxes() throws -> [StoreStatistics.MailboxFigures] {
        let actors = try ActorNames(db)
        var sums: [ActorID: (entries: UInt64, bytes: UInt64)] = [:]
        let rows = try db.rows("SELECT circle, count(*), sum(bytes) FROM entry GROUP BY circle")
        while let row = try rows.next() {
            let (entries, bytes) = (try row.natural(1), try row.natural(2))
            for member in try CircleBook.members(of: row.integer(0), db) ?? [] {
                guard let actor = actors[member] else { continue }
                let sum = sums[actor] ?? (0, 0)
                sums[actor] = (sum.entries + entries, sum.bytes + bytes)
            }
        }
        return sums.map { actor, sum in
            StoreStatistics.MailboxFigures(actor: actor, entries: sum.entries, bytes: sum.bytes)
        }.sorted { ($0.entries, $1.actor) > ($1.entries, $0.actor) }
    }

    /// The position of the next entry.
    func end() throws -> UInt64 {
        var end = try db.marker("floor")
        for lane in MailboxCursor.lanes {
            let last = try db.first(
                "SELECT coalesce(max(position) + 1, 0) FROM entry WHERE lane = ?",
                [lane.lane.bound]
            ) { try $0.natural(0) }
            end = max(end, last ?? 0)
        }
        return end
    }
}
