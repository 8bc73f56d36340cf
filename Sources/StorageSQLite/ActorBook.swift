import GRDB
import Identity
import Storage

/// Actors by number: names are long, and recipients are many.
struct ActorBook: Sendable {
    private var numbers: [ActorID: Int64] = [:]
    /// Those of the transaction that goes on.
    private(set) var newcomers: [(actor: ActorID, number: Int64)] = []

    init(loading db: Database) throws {
        let cursor = try db.rows("SELECT id, name FROM actor")
        while let row = try cursor.next() {
            let actor = try stored { try ActorID(row.text(1)) }
            numbers[actor] = try row.integer(0)
        }
    }

    var all: [ActorID: Int64] { numbers }

    /// The actor's number; a new one if it has none yet.
    mutating func number(of actor: ActorID, _ db: Database) throws -> Int64 {
        if let number = numbers[actor] { return number }
        try db.run("INSERT INTO actor (name) VALUES (?)", [actor.text.bound])
        let number = db.lastInsertedRowID
        guard number <= SlotRun.actorMax else { throw StorageError.full }
        numbers[actor] = number
        newcomers.append((actor, number))
        return number
    }

    mutating func forgetNewcomers() { newcomers = [] }
}

/// Sets of actors by number.
struct CircleBook: Sendable {
    private var numbers: [[Int64]: Int64] = [:]

    /// The number of a circle; a new one if it has none yet.
    ///
    /// - Parameter members: In ascending order, without repetition.
    mutating func number(of members: [Int64], _ db: Database) throws -> Int64 {
        if let number = numbers[members] { return number }
        if numbers.count >= Self.rememberedMax { numbers = [:] }
        let blob = Self.encoded(members).bound
        var number = try db.first("SELECT id FROM circle WHERE members = ?", [blob]) {
            try $0.integer(0)
        }
        if number == nil {
            try db.run("INSERT INTO circle (members) VALUES (?)", [blob])
            number = db.lastInsertedRowID
        }
        guard let number else { throw StorageError.corrupt }
        numbers[members] = number
        return number
    }

    /// Drops a circle that has no entries left; its number is never given again.
    mutating func remove(_ number: Int64, _ db: Database) throws {
        if let members = try Self.members(of: number, db) { numbers[members] = nil }
        try db.run("DELETE FROM circle WHERE id = ?", [number.bound])
    }

    /// The members of a circle, on any connection.
    static func members(of number: Int64, _ db: Database) throws -> [Int64]? {
        try db.first("SELECT members FROM circle WHERE id = ?", [number.bound]) { row in
            let bytes = try row.bytes(0)
            guard bytes.count.isMultiple(of: 4) else { throw StorageError.corrupt }
            return stride(from: 0, to: bytes.count, by: 4).map { start in
                bytes[start..<start + 4].reduce(0) { $0 << 8 | Int64($1) }
            }
        }
    }

    private static func encoded(_ members: [Int64]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(members.count * 4)
        for member in members { out += bigEndianBytes(UInt32(clamping: member)) }
        return out
    }

    /// Circles kept in memory; others are looked up.
    private static let rememberedMax = 16_384
}
