import Storage
import StorageContract
import StorageSQLite
import Testing

struct GroupCommitTests {
    @Test func `calls that come together share commits`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        let before = store.commits
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask { _ = try await store.accept(Samples.message(number, to: [1])) }
            }
            try await group.waitForAll()
        }
        #expect(store.commits.jobs - before.jobs == 400)
        #expect(store.commits.groups - before.groups < 200)
        #expect(await store.load(of: try Samples.actor(1)).entries == 400)
        try await store.close()
    }

    @Test func `many given at once are one commit`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        let before = store.commits.groups
        let messages = try (0..<1_000).map { try Samples.message($0, to: [1, 2]) }
        _ = try await store.acceptAll(messages)
        #expect(store.commits.groups - before == 1)
        try await store.close()
    }

    @Test func `a conflict fails its own caller only`() async throws {
        let place = try TemporaryPlace()
        let vault = try place.vault()
        let table = VaultTable("rows")
        func row(_ number: UInt8, _ version: UInt64) throws -> VaultRow {
            let id = try VaultRowID(bytes: Array(repeating: number, count: 16))
            return VaultRow(table: table, id: id, version: version, blob: [number])
        }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number: UInt8 in 0..<100 {
                group.addTask {
                    // Every second one does not follow.
                    let version: UInt64 = number % 2 == 0 ? 1 : 2
                    do {
                        try await vault.apply([.put(row(number, version))], recording: [])
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 50)
        #expect(try await vault.rows(in: table).count == 50)
        try await vault.close()
    }
}
