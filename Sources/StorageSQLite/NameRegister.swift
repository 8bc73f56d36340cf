import GRDB
import Identity
import Storage
import Synchronization

/// Names that are durable but not all in the index yet; read from any thread.
final class RecentNames: Sendable {
    private let places = Mutex<[Digest: EntryPlace]>([:])

    subscript(name: Digest) -> EntryPlace? { places.withLock { $0[name] } }

    var count: Int { places.withLock { $0.count } }

    fileprivate func replace(with places: [Digest: EntryPlace]) {
        self.places.withLock { $0 = places }
    }

    fileprivate func update(
        adding added: [Digest: EntryPlace], removing removed: [(name: Digest, EntryPlace)]
    ) {
        places.withLock { places in
            for (name, place) in added { places[name] = place }
            for (name, place) in removed where places[name] == place { places[name] = nil }
        }
    }

    /// In the order of the index.
    fileprivate var sorted: [(name: Digest, place: EntryPlace)] {
        places.withLock { $0.map { (name: $0.key, place: $0.value) } }
            .sorted { $0.name.leadingNumber < $1.name.leadingNumber }
    }
}

/// Finds an entry by its name, a message's id or a receipt's digest.
///
/// Names are random, so an index that took each at once would write one page for each: half of what
/// a store can do. New names stay in memory instead (they lie in `entry` too, and are read from
/// there when the store is opened); a full generation is merged into the index in the index's own
/// order, a slice with each commit, so that one page takes many.
struct NameRegister: Sendable {
    private let recent: RecentNames
    /// Names of the transaction that goes on.
    private var pending: [Digest: EntryPlace] = [:]
    /// The generation being merged, and how much of it is.
    private var ageing: [(name: Digest, place: EntryPlace)] = []
    private var merged = 0
    /// The first position that the generation being merged does not cover.
    private var ageingEnd: UInt64 = 0
    /// What leaves `recent` once the transaction is durable: merged, or gone from the log.
    private var leaving: [(name: Digest, EntryPlace)] = []
    private var removed: Set<Digest> = []

    /// Reads the names that the index does not have for sure.
    init(loading db: Database, into recent: RecentNames) throws {
        self.recent = recent
        let named = try db.marker("named")
        var places: [Digest: EntryPlace] = [:]
        for lane in MailboxCursor.lanes.indices {
            let cursor = try db.rows(
                "SELECT position, name, kind FROM entry WHERE lane = ? AND position >= ?",
                [lane.bound, named.bound])
            while let row = try cursor.next() {
                // A supplement bears the name of its message, which is the one to find.
                guard try row.integer(2) != EntryKind.supplement.rawValue else { continue }
                let name = try stored { try Digest(bytes: row.bytes(1)) }
                places[name] = EntryPlace(lane: lane, position: try row.natural(0))
            }
        }
        recent.replace(with: places)
    }

    /// Whether an entry of this name is there, as the writer sees it.
    func place(of name: Digest, _ db: Database) throws -> EntryPlace? {
        if let place = pending[name] { return place }
        if removed.contains(name) { return nil }
        return try Self.place(of: name, recent: recent, db)
    }

    /// The same as everybody sees it.
    static func place(
        of name: Digest, recent: RecentNames, _ db: Database
    ) throws -> EntryPlace? {
        if let place = recent[name] { return place }
        let cursor = try db.rows(
            """
            SELECT entry.lane, entry.position, entry.name FROM name
            JOIN entry ON entry.lane = name.lane AND entry.position = name.position
            WHERE name.prefix = ?
            """, [name.leadingNumber.bound])
        var place: EntryPlace?
        while let row = try cursor.next() {
            guard try row.bytes(2) == name.bytes else { continue }
            let lane = Int(try row.integer(0))
            guard MailboxCursor.lanes.indices.contains(lane) else { throw StorageError.corrupt }
            place = EntryPlace(lane: lane, position: try row.natural(1))
        }
        return place
    }

    mutating func insert(_ name: Digest, at place: EntryPlace) { pending[name] = place }

    mutating func remove(_ name: Digest, at place: EntryPlace, _ db: Database) throws {
        leaving.append((name, place))
        removed.insert(name)
        try db.run(
            "DELETE FROM name WHERE prefix = ? AND position = ?",
            [name.leadingNumber.bound, place.position.bound])
    }

    /// Merges some of the generation that ages; begins with the next one when that is full.
    ///
    /// - Parameter next: The position after the last entry.
    /// - Returns: Whether a generation was closed, which is the time to write other summaries too.
    mutating func settle(next: UInt64, _ db: Database) throws -> Bool {
        var closed = false
        if ageing.isEmpty && recent.count >= Self.generationMax {
            ageing = recent.sorted
            merged = 0
            // Those of this transaction are not in `recent` yet, and so not in the generation.
            ageingEnd = pending.values.lazy.map { $0.position }.min() ?? next
            closed = true
        }
        guard !ageing.isEmpty else { return closed }
        let end = min(ageing.count, merged + max(Self.sliceMin, 2 * pending.count))
        for (name, place) in ageing[merged..<end] {
            guard recent[name] == place, !removed.contains(name) else { continue }
            try db.run(
                "INSERT OR IGNORE INTO name (prefix, position, lane) VALUES (?, ?, ?)",
                [
                    name.leadingNumber.bound, place.position.bound,
                    place.lane.bound,
                ])
        }
        merged = end
        if merged == ageing.count {
            try db.setMarker("named", ageingEnd)
            leaving += ageing.map { ($0.name, $0.place) }
            ageing = []
        }
        return closed
    }

    /// After the flush: everybody may find what was added.
    mutating func announce() {
        if !pending.isEmpty || !leaving.isEmpty {
            recent.update(adding: pending, removing: leaving)
        }
        pending.removeAll(keepingCapacity: true)
        leaving = []
        removed = []
    }

    static let generationMax = 8_192
    private static let sliceMin = 256
}

extension Digest {
    /// The first eight bytes, as the index has them.
    fileprivate var leadingNumber: Int64 { Int64(bitPattern: leadingWord) }
}
