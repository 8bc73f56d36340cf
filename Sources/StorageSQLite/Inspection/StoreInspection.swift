import Foundation
import GRDB
import Glibc
import Identity
package import Storage

/// A relay's store opened to be checked: read-only, in one snapshot, beside a running relay too.
///
/// While a snapshot is read the running relay's write-ahead log cannot be shortened; it grows until
/// the check is over.
package final class StoreInspection {
    /// What the file says it is.
    package let version: Int
    /// Whether the disk lets nobody write, so that the file is read as one that cannot change:
    /// SQLite's file for those who read beside a writer cannot be made there.
    package let isImmutable: Bool
    let queue: DatabaseQueue

    /// - Throws: ``Storage/StorageError``: not there, not a relay's store, of a newer program;
    ///   ``Storage/StorageError/journalUnreadable(path:)`` on a read-only disk.
    package init(path: String) throws(StorageError) {
        let opened: (queue: DatabaseQueue, version: Int)
        var isImmutable = false
        do throws(StorageError) { opened = try Self.opened(path, of: path) } catch {
            guard error == .cannotOpen(path: path) || error == .readOnly,
                Self.isOnReadOnlyDisk(path)
            else { throw error }
            // Unchanging also means that SQLite does not look for a journal.
            guard !Self.hasJournal(path) else { throw .journalUnreadable(path: path) }
            let unchanging = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
            opened = try Self.opened(unchanging, of: path)
            isImmutable = true
        }
        queue = opened.queue
        version = opened.version
        self.isImmutable = isImmutable
    }

    /// - Parameter place: the path, or an address of it (sqlite.org/uri.html).
    private static func opened(
        _ place: String, of path: String
    ) throws(StorageError) -> (queue: DatabaseQueue, version: Int) {
        let queue: DatabaseQueue
        let version: Int
        do {
            queue = try DatabaseQueue(path: place, configuration: configuration)
            version = try queue.read { db in
                let application = try Int32.fetchOne(db, sql: "PRAGMA application_id")
                guard application == RelaySchema.kind.applicationID else {
                    throw StorageError.notAStore(path: path)
                }
                return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            }
        } catch {
            let isAbsent = (error as? DatabaseError)?.resultCode == .SQLITE_CANTOPEN
            throw isAbsent ? .cannotOpen(path: path) : StorageError(error)
        }
        let known = RelaySchema.kind.version
        guard version <= known else { throw .newer(foundVersion: version, knownVersion: known) }
        return (queue, version)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA mmap_size = 0")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
        }
        return configuration
    }

    private static func isOnReadOnlyDisk(_ path: String) -> Bool {
        var disk = statvfs()
        return statvfs(path, &disk) == 0 && disk.f_flag & UInt(ST_RDONLY) != 0
    }

    private static func hasJournal(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    /// Looks at one moment of the store.
    package func withSnapshot<Value>(
        _ body: (StoreSnapshot) throws -> Value
    ) throws(StorageError) -> Value {
        do { return try queue.read { try body(StoreSnapshot(db: $0)) } } catch {
            throw StorageError(error)
        }
    }
}

/// One moment of a store, to be read in whatever order a check needs.
package struct StoreSnapshot: InspectedStore {
    let db: Database

    package func counts() throws(StorageError) -> StoreCounts {
        try reading {
            func count(_ sql: String) throws -> UInt64 {
                try db.first("SELECT count(*) FROM " + sql) { try $0.natural(0) } ?? 0
            }
            return StoreCounts(
                messages: try count("entry WHERE kind = 0"),
                supplements: try count("entry WHERE kind = 1"),
                receipts: try count("entry WHERE kind = 2"), records: try count("ledger_record"),
                checkpoints: try hasCheckpoints ? count("checkpoint") : 0)
        }
    }

    package func checkpoints() throws(StorageError) -> [StoredCheckpoint] {
        try reading {
            guard try hasCheckpoints else { return [] }
            let cursor = try db.rows("SELECT size, note FROM checkpoint ORDER BY size")
            var checkpoints: [StoredCheckpoint] = []
            while let row = try cursor.next() {
                checkpoints.append(
                    StoredCheckpoint(size: try row.natural(0), note: try row.bytes(1)))
            }
            return checkpoints
        }
    }

    package func forEachRecord(
        _ body: (InspectedRecord) throws(StorageError) -> Void
    ) throws(StorageError) {
        try reading {
            let cursor = try db.rows(
                "SELECT number, commitment, salt, facts FROM ledger_record ORDER BY number")
            while let row = try cursor.next() {
                try body(
                    InspectedRecord(
                        number: try row.natural(0),
                        commitment: try stored { try Digest(bytes: row.bytes(1)) },
                        salt: try row.optionalBytes(2), facts: try row.optionalBytes(3)))
            }
        }
    }

    package func tile(
        level: Int, number: UInt64
    ) throws(StorageError) -> (hashes: [UInt8], root: [UInt8])? {
        try reading {
            try db.first(
                "SELECT hashes, root FROM ledger_tile WHERE level = ? AND number = ?",
                [level.bound, number.bound]
            ) { (hashes: try $0.bytes(0), root: try $0.bytes(1)) }
        }
    }

    package func forEachTile(
        _ body: (_ level: Int, _ number: UInt64) -> Void
    ) throws(StorageError) {
        try reading {
            let cursor = try db.rows("SELECT level, number FROM ledger_tile")
            while let row = try cursor.next() {
                body(Int(try row.integer(0)), try row.natural(1))
            }
        }
    }

    /// Stores of version 1 kept none.
    private var hasCheckpoints: Bool {
        get throws { try db.tableExists("checkpoint") }
    }

    func reading<Value>(_ body: () throws -> Value) throws(StorageError) -> Value {
        do { return try body() } catch { throw StorageError(error) }
    }
}
