import Foundation
import GRDB
import Identity
import Ledger
import Storage
import Synchronization

/// The tables of a ledger, in every kind of store.
enum LedgerTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE ledger_record (
                    number INTEGER PRIMARY KEY,
                    commitment BLOB NOT NULL,
                    -- NULL once erased.
                    salt BLOB,
                    facts BLOB
                ) STRICT;
                -- Full tiles only; root is the tile's one hash in the level above.
                CREATE TABLE ledger_tile (
                    level INTEGER NOT NULL,
                    number INTEGER NOT NULL,
                    root BLOB NOT NULL,
                    hashes BLOB NOT NULL,
                    PRIMARY KEY (level, number)
                ) STRICT;
                """)
    }
}

/// The growing end of the stored ledger, as the writer has it.
struct LedgerTail: Sendable {
    private var edge: LedgerEdge

    /// Reads what no full tile holds: fewer than 256 hashes a level, so opening costs the same for
    /// a log of any length.
    init(loading db: Database) throws {
        let last = try db.first("SELECT max(number) FROM ledger_record") { $0[0] as Int64? }
        let size = UInt64(clamping: (last.flatMap { $0 } ?? -1) + 1)
        let layout = TileLayout(size: size)
        var partials: [[Digest]] = []
        for level in 0... {
            let start = layout.fullTiles(level: level) << 8
            let width = layout.partialWidth(level: level)
            if start == 0 && width == 0 { break }
            partials.append(
                try storedHashes(db, level: level, from: start, count: width))
        }
        edge = try stored { try LedgerEdge(size: size, partials: partials) }
    }

    var frontier: LedgerFrontier { edge.frontier }

    /// Appends one record; returns its number.
    mutating func append(_ record: LedgerRecord, _ db: Database) throws -> UInt64 {
        let number = edge.size
        try db.run(
            "INSERT INTO ledger_record (number, commitment, salt, facts) VALUES (?, ?, ?, ?)",
            [
                number.bound, record.commitment.bound,
                record.salt.bound, record.facts.bound,
            ])
        for tile in edge.append(record.leafHash) {
            guard case .hashes(let level) = tile.path.kind else { continue }
            try db.run(
                "INSERT INTO ledger_tile (level, number, root, hashes) VALUES (?, ?, ?, ?)",
                [
                    level.bound, tile.path.number.bound,
                    tile.root.bound, tile.content.bound,
                ])
        }
        return number
    }
}

/// Hashes of one level: leaf hashes from the records, higher ones from the tiles below.
private func storedHashes(
    _ db: Database, level: Int, from start: UInt64, count: Int
) throws -> [Digest] {
    let range: Bindings = [start.bound, (start + UInt64(count)).bound]
    let cursor =
        level == 0
        ? try db.rows(
            """
            SELECT commitment FROM ledger_record WHERE number >= ? AND number < ? ORDER BY number
            """, range)
        : try db.rows(
            """
            SELECT root FROM ledger_tile WHERE level = ? AND number >= ? AND number < ?
            ORDER BY number
            """, [(level - 1).bound] + range)
    var hashes: [Digest] = []
    while let row = try cursor.next() {
        let digest = try stored { try Digest(bytes: row.bytes(0)) }
        hashes.append(level == 0 ? LeafCommitment.leafHash(of: digest) : digest)
    }
    return hashes
}

/// The tree everybody may see: that of the last flushed commit.
final class PublishedTree: Sendable {
    private let frontier = Mutex(LedgerFrontier())

    func publish(_ frontier: LedgerFrontier) { self.frontier.withLock { $0 = frontier } }

    var head: TreeHead { frontier.withLock { $0 }.head }
}

/// Readings of the ledger on any connection.
enum LedgerReader {
    static func tile(_ path: TilePath, in db: Database) throws -> [UInt8]? {
        let start = path.number.multipliedReportingOverflow(by: UInt64(TilePath.widthMax))
        guard !start.overflow, start.partialValue < UInt64(Int64.max) - 256 else { return nil }
        switch path.kind {
        case .entries:
            let commitments = try records(
                start.partialValue..<start.partialValue + UInt64(path.width), in: db
            ).map(\.commitment)
            guard commitments.count == path.width else { return nil }
            return EntryBundle.content(of: commitments)
        case .hashes(let level):
            if path.isFull {
                return try db.first(
                    "SELECT hashes FROM ledger_tile WHERE level = ? AND number = ?",
                    [level.bound, path.number.bound]
                ) { try $0.bytes(0) }
            }
            let hashes = try storedHashes(
                db, level: level, from: start.partialValue, count: path.width)
            guard hashes.count == path.width else { return nil }
            return try stored {
                try Tile(level: level, number: path.number, hashes: hashes).content
            }
        }
    }

    static func records(_ numbers: Range<UInt64>, in db: Database) throws -> [StoredRecord] {
        let cursor = try db.rows(
            """
            SELECT number, commitment, salt, facts FROM ledger_record
            WHERE number >= ? AND number < ? ORDER BY number
            """, [numbers.lowerBound.bound, numbers.upperBound.bound])
        var records: [StoredRecord] = []
        while let row = try cursor.next() {
            let commitment = try stored { try Digest(bytes: row.bytes(1)) }
            var disclosure: StoredRecord.Disclosure?
            if let salt = try row.optionalBytes(2), let facts = try row.optionalBytes(3) {
                disclosure = StoredRecord.Disclosure(salt: salt, facts: facts)
            }
            records.append(
                StoredRecord(
                    number: try row.natural(0), commitment: commitment, disclosure: disclosure))
        }
        return records
    }

    static func eraseFacts(of numbers: [UInt64], in db: Database) throws {
        for number in numbers {
            try db.run(
                "UPDATE ledger_record SET salt = NULL, facts = NULL WHERE number = ?",
                [number.bound])
        }
    }
}
