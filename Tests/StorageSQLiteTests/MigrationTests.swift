import Foundation
import GRDB
import Storage
@testable import StorageSQLite
import Testing

/// A store of an older program is brought forward, after a copy for whoever must go back.
struct MigrationTests {
    private static let first = StoreKind(
        applicationID: 0x424b_7473, oldestVersion: 2,
        migrations: [{ try $0.execute(sql: "CREATE TABLE thing (a TEXT) STRICT") }],
        secureDelete: "ON")
    private static let second = StoreKind(
        applicationID: 0x424b_7473, oldestVersion: 2,
        migrations: first.migrations
            + [{ try $0.execute(sql: "ALTER TABLE thing ADD COLUMN b TEXT") }],
        secureDelete: "ON")
    /// A next version whose migration cannot be done.
    private static let broken = StoreKind(
        applicationID: 0x424b_7473, oldestVersion: 2,
        migrations: first.migrations
            + [{ try $0.execute(sql: "ALTER TABLE nothing ADD COLUMN b TEXT") }],
        secureDelete: "ON")

    @Test func `an older store is copied beside itself, then migrated, and keeps its rows`() throws
    {
        let place = try TemporaryPlace()
        try fill(place)
        let file = try StoreFile(path: place.path, kind: Self.second, options: StoreOptions())
        try file.pool.write { try $0.execute(sql: "INSERT INTO thing (a, b) VALUES ('2', '3')") }
        #expect(try file.pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
        try file.close()

        let copy = place.path + ".version-2"
        #expect(try permissions(copy) == 0o600)
        // The older program goes on with it, in place of the store and its journal.
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: place.path + suffix)
        }
        try FileManager.default.moveItem(atPath: copy, toPath: place.path)
        let older = try StoreFile(path: place.path, kind: Self.first, options: StoreOptions())
        #expect(
            try older.pool.read { try String.fetchAll($0, sql: "SELECT a FROM thing") } == ["1"])
        try older.close()
    }

    @Test func `a store of this version, and a new one, get no copy`() throws {
        let place = try TemporaryPlace()
        try fill(place)
        try StoreFile(path: place.path, kind: Self.first, options: StoreOptions()).close()
        let names = try FileManager.default.contentsOfDirectory(atPath: place.directory)
        #expect(!names.contains { $0.contains("version") })
    }

    @Test func `a migration that fails leaves the store as the older program knows it`() throws {
        let place = try TemporaryPlace()
        try fill(place)
        #expect(throws: StorageError.self) {
            try StoreFile(path: place.path, kind: Self.broken, options: StoreOptions())
        }
        let older = try StoreFile(path: place.path, kind: Self.first, options: StoreOptions())
        #expect(
            try older.pool.read { try String.fetchAll($0, sql: "SELECT a FROM thing") } == ["1"])
        try older.close()
        // And the next attempt, by a program that can, is not hindered by what is left.
        try StoreFile(path: place.path, kind: Self.second, options: StoreOptions()).close()
    }

    @Test func `without room for the copy nothing is migrated`() throws {
        let place = try TemporaryPlace()
        try fill(place)
        // Where the copy is to lie there is something that cannot be replaced by a file.
        try FileManager.default.createDirectory(
            atPath: place.path + ".version-2/kept", withIntermediateDirectories: true)
        #expect(throws: StorageError.self) {
            try StoreFile(path: place.path, kind: Self.second, options: StoreOptions())
        }
        let older = try StoreFile(path: place.path, kind: Self.first, options: StoreOptions())
        try older.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: place.directory)
        #expect(!names.contains { $0.hasSuffix(".new") })
    }

    @Test func `the version is read while the store is open, and of a file that is none`()
        async throws
    {
        let place = try TemporaryPlace()
        #expect(try StoreHeader.vault(at: place.path) == nil)
        let store = try place.vault()
        #expect(try StoreHeader.vault(at: place.path) == .version(SQLiteVaultStore.currentVersion))
        try await store.close()
        #expect(try StoreHeader.vault(at: place.path) == .version(SQLiteVaultStore.currentVersion))
        let relay = try TemporaryPlace()
        try await relay.relay().close()
        #expect(try StoreHeader.vault(at: relay.path) == .foreign)
        try Data("no database".utf8).write(to: URL(filePath: relay.path))
        #expect(try StoreHeader.vault(at: relay.path) == .foreign)
        try Data().write(to: URL(filePath: relay.path))
        #expect(try StoreHeader.vault(at: relay.path) == .empty)
    }

    private func fill(_ place: TemporaryPlace) throws {
        let file = try StoreFile(path: place.path, kind: Self.first, options: StoreOptions())
        try file.pool.write { try $0.execute(sql: "INSERT INTO thing (a) VALUES ('1')") }
        try file.close()
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
