import Foundation
import GRDB
import Ledger
import Storage

/// What distinguishes one kind of store file from another.
struct StoreKind: Sendable {
    /// In the file's header, so that no program takes it for something else.
    let applicationID: Int32
    /// The version the first migration makes. Older files, which no release has written, are
    /// refused.
    var oldestVersion = 1
    /// In order, each one version further.
    let migrations: [@Sendable (Database) throws -> Void]
    /// SQLite's `secure_delete`: whether deleted bytes are overwritten.
    let secureDelete: String

    var version: Int { oldestVersion + migrations.count - 1 }
}

/// An open database file: one writer, several readers, a lock against other processes.
struct StoreFile: Sendable {
    let pool: DatabasePool
    fileprivate let lock: StoreLock

    /// - Throws: ``Storage/StorageError``; nothing is changed in a file that is refused.
    init(path: String, kind: StoreKind, options: StoreOptions) throws(StorageError) {
        lock = try StoreLock(store: path)
        try createPrivateFile(path: path)
        do {
            pool = try DatabasePool(
                path: path, configuration: Self.configuration(kind, options))
            try pool.writeWithoutTransaction { db in
                try Self.check(db, path: path, kind: kind)
                try Self.setDurability(options.durability, in: db)
                if let bytes = options.sizeMaxBytes {
                    try db.execute(sql: "PRAGMA max_page_count = \(bytes / pageBytes)")
                }
            }
            try Self.keepCopy(of: pool, path: path, kind: kind)
            try Self.migrate(pool, kind: kind)
            try pool.writeWithoutTransaction { try Self.flush($0, version: kind.version) }
        } catch { throw StorageError(error) }
    }

    private static func configuration(
        _ kind: StoreKind, _ options: StoreOptions
    ) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = options.readersMax
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            // Before the first table is made; later it is without effect.
            try db.execute(sql: "PRAGMA page_size = \(pageBytes)")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA mmap_size = 0")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA cache_size = -\(cacheKiB)")
            try db.execute(sql: "PRAGMA secure_delete = \(kind.secureDelete)")
            // The committer checkpoints between commits; this is the net below it.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(autoCheckpointPages)")
            try db.execute(sql: "PRAGMA journal_size_limit = \(journalMaxBytes)")
        }
        return configuration
    }

    /// GRDB sets NORMAL when it turns WAL on, which is not enough for us; so this comes after, and
    /// reads back.
    private static func setDurability(_ durability: Durability, in db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = \(durability.pragma)")
        let found = try Int.fetchOne(db, sql: "PRAGMA synchronous")
        let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
        let expected =
            switch durability {
            case .flushed: 2
            case .unflushedForTestsOnly: 0
            }
        guard found == expected, journal == "wal" else { throw StorageError.unexpected(code: 0) }
    }

    /// - Throws: ``Storage/StorageError`` for what is no store of this kind, or none to write to.
    private static func check(_ db: Database, path: String, kind: StoreKind) throws {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        let isNew = application == 0 && version == 0 && tables == 0
        guard isNew || application == kind.applicationID else {
            throw StorageError.notAStore(path: path)
        }
        guard isNew || version >= kind.oldestVersion else {
            throw StorageError.older(foundVersion: version, oldestVersion: kind.oldestVersion)
        }
        guard version <= kind.version else {
            throw StorageError.newer(foundVersion: version, knownVersion: kind.version)
        }
        if let note = try BackupTable.note(in: db) {
            throw StorageError.isBackup(path: path, madeAt: note.madeAt, size: note.head.size)
        }
    }

    /// Makes durable what is found.
    ///
    /// A process that died between writing a commit and flushing it leaves one that we can read and
    /// a power cut can still take away. Answering "known" to that would be a promise without a
    /// flush; so one is made before anything is answered. Any commit flushes the whole log.
    private static func flush(_ db: Database, version: Int) throws {
        try db.inTransaction(.immediate) {
            try db.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
    }

    /// Before an older store is changed: a copy of it beside it, flushed, as whoever must go back to
    /// the older program needs it.
    private static func keepCopy(of pool: DatabasePool, path: String, kind: StoreKind) throws {
        let version = try pool.writeWithoutTransaction { db in
            try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        }
        guard version > 0, version < kind.version else { return }
        let copy = StoreCopy(of: path, version: version)
        try copy.take(replacing: true) { temporary in
            try pool.writeWithoutTransaction {
                try $0.execute(sql: "VACUUM INTO ?", arguments: [temporary])
            }
        }
    }

    private static func migrate(_ pool: DatabasePool, kind: StoreKind) throws {
        var migrator = DatabaseMigrator()
        for (offset, migration) in kind.migrations.enumerated() {
            let version = kind.oldestVersion + offset
            migrator.registerMigration("\(version)") { db in
                try migration(db)
                try db.execute(sql: "PRAGMA application_id = \(kind.applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(version)")
            }
        }
        try migrator.migrate(pool)
    }
}

/// Measured: at 4 KiB every 2 KiB message costs a page of its own and a half more bytes; at 16 KiB
/// a
/// commit of one message writes four times as much.
let pageBytes: Int64 = 8_192
private let cacheKiB = 8_192
private let autoCheckpointPages = 8_192
private let journalMaxBytes = 64 << 20

extension StoreFile {
    /// Runs a reading in one snapshot.
    func read<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        do { return try await pool.read(body) } catch { throw StorageError(error) }
    }

    func close() throws(StorageError) {
        do { try pool.close() } catch { throw StorageError(error) }
        lock.release()
    }
}
