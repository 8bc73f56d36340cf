import Foundation
import GRDB
import Storage
import StorageContract
import StorageSQLite
import Testing

struct OpeningTests {
    @Test func `a store open in one place cannot be opened in another`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        #expect(throws: StorageError.inUse(path: place.path, process: getpid())) {
            try place.relay()
        }
        try await store.close()
        let again = try place.relay()
        try await again.close()
    }

    @Test func `whoever only looks whether a vault is free keeps nobody from opening it`()
        async throws
    {
        let place = try TemporaryPlace()
        try await place.vault().close()
        let path = place.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<2_000 { try? SQLiteVaultStore.requireFree(path: path) }
            }
            for _ in 0..<20 { try await place.vault().close() }
            try await group.waitForAll()
        }
    }

    @Test func `nobody else can read the files`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        _ = try await store.accept(Samples.message(1, to: [1]))
        let files = try FileManager.default.contentsOfDirectory(atPath: place.directory)
        #expect(
            files.sorted().map { $0.dropFirst("store.sqlite".count) }
                == ["", "-lock", "-shm", "-wal"])
        for file in files {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: place.directory + "/" + file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
        try await store.close()
    }

    @Test func `a store of a newer program is refused and left as it is`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        _ = try await store.accept(Samples.message(1, to: [1]))
        try await store.close()
        try change(place, "PRAGMA user_version = 4")
        #expect(throws: StorageError.newer(foundVersion: 4, knownVersion: 3)) {
            try place.relay()
        }
        #expect(throws: StorageError.newer(foundVersion: 4, knownVersion: 3)) {
            try StoreInspection(path: place.path)
        }
        try change(place, "PRAGMA user_version = 3")
        let again = try place.relay()
        #expect(await again.latest() == LogIndex(0))
        try await again.close()
    }

    /// What the first release wrote.
    private func makeVersion1(at place: TemporaryPlace) async throws {
        let store = try place.relay()
        for number in 0..<300 {
            _ = try await store.accept(Samples.message(number, to: [1], contentBytes: 2_000))
        }
        try await store.close()
        try change(
            place,
            """
            DROP TABLE checkpoint;
            DROP TABLE peer;
            ALTER TABLE message DROP COLUMN record;
            ALTER TABLE message DROP COLUMN source;
            ALTER TABLE supplement DROP COLUMN record;
            ALTER TABLE supplement DROP COLUMN source;
            ALTER TABLE receipt DROP COLUMN record;
            ALTER TABLE receipt DROP COLUMN source;
            DELETE FROM grdb_migrations WHERE identifier IN ('2', '3');
            PRAGMA user_version = 1;
            """)
    }

    @Test func `a store of an older program is copied first and then brought up to date`()
        async throws
    {
        let place = try TemporaryPlace()
        try await makeVersion1(at: place)
        let store = try place.relay()
        #expect(await store.latest() == LogIndex(299))
        try await store.keep(StoredCheckpoint(size: 1, note: [1]))
        try await store.close()
        #expect(try StoreInspection(path: place.path).version == 3)

        // The copy is a whole store of the old version, and nobody else can read it.
        let copy = place.path + ".version-1"
        let inspection = try StoreInspection(path: copy)
        #expect(inspection.version == 1)
        try inspection.withSnapshot { snapshot in
            #expect(try snapshot.counts().messages == 300)
            #expect(try snapshot.checkpoints().isEmpty)
            try snapshot.databaseFindings { Issue.record("\($0)") }
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!FileManager.default.fileExists(atPath: copy + ".part"))
    }

    @Test func `where the copy cannot be made the store stays as it was`() async throws {
        let place = try TemporaryPlace()
        try await makeVersion1(at: place)
        // A directory in the copy's place.
        let copy = place.path + ".version-1"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        #expect(throws: StorageError.cannotOpen(path: copy)) { try place.relay() }
        #expect(try StoreInspection(path: place.path).version == 1)
        try FileManager.default.removeItem(atPath: copy)
        try await place.relay().close()
        #expect(try StoreInspection(path: place.path).version == 3)
    }

    @Test func `a vault from before the first release is refused and left as it is`() async throws {
        let place = try TemporaryPlace()
        try await place.vault().close()
        try change(place, "PRAGMA user_version = 1")
        #expect(throws: StorageError.older(foundVersion: 1, oldestVersion: 2)) {
            try place.vault()
        }
        try change(place, "PRAGMA user_version = 2")
        try await place.vault().close()
    }

    @Test func `a store of another kind, and a database of others, are refused`() async throws {
        let place = try TemporaryPlace()
        let vault = try place.vault()
        try await vault.close()
        #expect(throws: StorageError.notAStore(path: place.path)) { try place.relay() }
        let other = try TemporaryPlace()
        try change(other, "CREATE TABLE others (a)")
        #expect(throws: StorageError.notAStore(path: other.path)) { try other.vault() }
    }

    @Test func `a file that is no database is refused as damaged`() throws {
        let place = try TemporaryPlace()
        try Data(repeating: 0x41, count: 20_000).write(to: URL(fileURLWithPath: place.path))
        #expect(throws: StorageError.corrupt) { try place.relay() }
    }

    @Test func `a directory that is not there is said so`() throws {
        let path = try TemporaryPlace().directory + "/missing/store.sqlite"
        #expect(throws: StorageError.cannotOpen(path: path + "-lock")) {
            try SQLiteRelayStore(path: path)
        }
    }

    /// No product setting leads to unflushed commits: their name occurs in no other room, nor in
    /// any
    /// executable.
    @Test func `unflushed commits are named in this room and in tests alone`() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix(".swift") }
        #expect(files.count > 20)
        let naming = try files.filter {
            try String(contentsOf: sources.appending(path: $0), encoding: .utf8)
                .contains("unflushed")
        }
        #expect(
            naming.sorted() == [
                "StorageSQLite/StoreFile.swift", "StorageSQLite/StoreOptions.swift",
            ])
    }

    private func change(_ place: TemporaryPlace, _ sql: String) throws {
        let queue = try DatabaseQueue(path: place.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}
