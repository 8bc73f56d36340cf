import GRDB
import Identity
import Ledger
import Storage

/// What a relay's writer knows beside the database.
struct RelayState: CommitState {
    private(set) var ledger: LedgerTail
    private(set) var actors: ActorBook
    private var circles = CircleBook()
    private(set) var names: NameRegister
    private var tallies: TallyBook
    /// The position of the next entry.
    private(set) var next: UInt64
    private var news = MailboxBoard.News()
    private let shared: RelayShared

    init(loading db: Database, shared: RelayShared) throws {
        ledger = try LedgerTail(loading: db)
        actors = try ActorBook(loading: db)
        names = try NameRegister(loading: db, into: shared.recent)
        tallies = try TallyBook(loading: db)
        // Expiry may have taken the newest entries; their positions are not given again.
        next = try db.marker("floor")
        for lane in MailboxCursor.lanes.indices {
            let last = try db.first(
                "SELECT max(position) FROM entry WHERE lane = ?", [lane.bound]
            ) { $0[0] as Int64? }
            if let last = last.flatMap({ $0 }) { next = max(next, UInt64(clamping: last) + 1) }
        }
        self.shared = shared
    }

    /// Makes what the store holds visible, when it is opened.
    func fillBoard(_ db: Database) throws {
        var held: [(members: [Int64], tally: Tally)] = []
        for (circle, tally) in tallies.tallies {
            guard let members = try CircleBook.members(of: circle, db) else { continue }
            held.append((members, tally))
        }
        shared.board.fill(actors: actors.all, circles: held, next: next)
        shared.tree.publish(ledger.frontier)
    }

    mutating func settle(_ db: Database) throws {
        if try names.settle(next: next, db) { try tallies.write(next: next, db) }
    }

    mutating func announce() {
        news.newcomers = actors.newcomers
        news.next = next
        actors.forgetNewcomers()
        shared.tree.publish(ledger.frontier)
        shared.board.publish(news)
        news = MailboxBoard.News()
        // Last: who finds an entry by its name looks its actors up on the board.
        names.announce()
    }

    /// Before closing: so that opening has nothing to count.
    mutating func writeSummaries(_ db: Database) throws { try tallies.write(next: next, db) }

    // MARK: What entries are made of

    mutating func append(_ record: LedgerRecord?, _ db: Database) throws -> UInt64? {
        guard let record else { return nil }
        return try ledger.append(record, db)
    }

    mutating func number(of actor: ActorID, _ db: Database) throws -> Int64 {
        try actors.number(of: actor, db)
    }

    /// The numbers of these actors, ascending, each once.
    mutating func numbers(of recipients: [ActorID], _ db: Database) throws -> [Int64] {
        var numbers: [Int64] = []
        numbers.reserveCapacity(recipients.count)
        for recipient in recipients { numbers.append(try actors.number(of: recipient, db)) }
        numbers.sort()
        var last: Int64?
        numbers.removeAll { number in
            defer { last = number }
            return number == last
        }
        return numbers
    }

    /// Writes the narrow row; what the entry carries is the caller's to write.
    ///
    /// - Parameter bytes: What one recipient reads at most.
    mutating func appendEntry(
        _ kind: EntryKind, lane: Int, members: [Int64], bytes: Int, expires: Timestamp,
        name: Digest, _ db: Database
    ) throws -> EntryPlace {
        guard next < SlotRun.positionMax else { throw StorageError.full }
        let place = EntryPlace(lane: lane, position: next)
        let circle = try circles.number(of: members, db)
        try db.run(
            """
            INSERT INTO entry (lane, position, kind, circle, bytes, expires, name)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                lane.bound, next.bound, kind.rawValue.bound,
                circle.bound, bytes.bound, expires.milliseconds.bound,
                name.bound,
            ])
        next += 1
        if kind != .supplement { names.insert(name, at: place) }
        tallies.add(place, circle: circle, bytes: bytes)
        news.arrivals.append((members, place, bytes))
        return place
    }

    func appendSlots(_ slots: [SlotRun.Slot], at position: UInt64, _ db: Database) throws {
        for run in SlotRun.runs(of: slots, at: position) {
            try db.run(
                "INSERT INTO slot_run (key, slots) VALUES (?, ?)",
                [run.key.bound, run.content.bound])
        }
    }

    /// Removes an entry with all it carries; returns whether it was there.
    mutating func remove(_ place: EntryPlace, _ db: Database) throws -> Bool {
        let key: Bindings = [place.lane.bound, place.position.bound]
        let found = try db.first(
            "SELECT kind, circle, bytes, name FROM entry WHERE lane = ? AND position = ?", key
        ) { row in
            (
                kind: EntryKind(rawValue: try row.integer(0)), circle: try row.integer(1),
                bytes: Int(try row.integer(2)), name: try stored { try Digest(bytes: row.bytes(3)) }
            )
        }
        guard let found else { return false }
        try db.run("DELETE FROM entry WHERE lane = ? AND position = ?", key)
        let position = place.position.bound
        switch found.kind {
        case .message: try db.run("DELETE FROM message WHERE position = ?", [position])
        case .supplement: try db.run("DELETE FROM supplement WHERE position = ?", [position])
        case .receipt: try db.run("DELETE FROM receipt WHERE position = ?", [position])
        case nil: throw StorageError.corrupt
        }
        if found.kind != .receipt {
            try db.run(
                "DELETE FROM slot_run WHERE key BETWEEN ? AND ?",
                SlotRun.keys(at: place.position))
        }
        if found.kind != .supplement { try names.remove(found.name, at: place, db) }
        if let members = try CircleBook.members(of: found.circle, db) {
            news.departures.append((members, found.bytes))
        }
        if tallies.remove(circle: found.circle, bytes: found.bytes) {
            try circles.remove(found.circle, db)
        }
        return true
    }

    /// After removals: sums and the next position no longer follow from the entries.
    mutating func writeAfterRemoval(_ db: Database) throws {
        try tallies.write(next: next, db)
        try db.setMarker("floor", next)
    }
}

/// What writer and readers of a relay's store have in common, as of the last flushed commit.
struct RelayShared: Sendable {
    let board = MailboxBoard()
    let recent = RecentNames()
    let tree = PublishedTree()
}
