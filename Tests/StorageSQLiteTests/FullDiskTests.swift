import Ledger
import Storage
import StorageContract
import StorageSQLite
import Testing

struct FullDiskTests {
    /// Like a full disk, but as small as a test likes.
    private func fill(_ store: SQLiteRelayStore) async throws -> (stored: [Int], failed: [Int]) {
        try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<200 {
                group.addTask {
                    do throws(StorageError) {
                        _ = try await store.accept(
                            Self.large(number))
                        return (number, true)
                    } catch {
                        #expect(error == .full)
                        return (number, false)
                    }
                }
            }
            return try await group.reduce(into: ([], [])) { result, outcome in
                if outcome.1 { result.0.append(outcome.0) } else { result.1.append(outcome.0) }
            }
        }
    }

    private static func large(_ number: Int) throws(StorageError) -> AcceptedMessage {
        do { return try Samples.message(number, to: [1], contentBytes: 10_000) } catch {
            throw .corrupt
        }
    }

    @Test func `a full store accepts nothing it does not keep, and goes on when there is room`()
        async throws
    {
        let place = try TemporaryPlace()
        let size: Int64 = 1_000_000
        var store = try place.relay(StoreOptions(sizeMaxBytes: size))
        let (stored, failed) = try await fill(store)
        #expect(!stored.isEmpty)
        #expect(!failed.isEmpty)
        let records = try await store.treeHead().size
        #expect(records == UInt64(stored.count))

        // Nothing is lost, nothing half there.
        try await store.close()
        store = try place.relay(StoreOptions(sizeMaxBytes: size))
        var ids = try await store.wholeMailbox(of: Samples.actor(1)).compactMap(\.message?.id)
        #expect(try Set(ids) == Set(stored.map { try Samples.message($0, to: [1]).id }))
        #expect(ids.count == stored.count)

        // What expires makes room.
        try await store.expire(at: Samples.tomorrow)
        let number = failed[0]
        let again = try await store.accept(Self.large(number))
        #expect(again.outcome == .stored)
        ids = try await store.wholeMailbox(of: Samples.actor(1)).compactMap(\.message?.id)
        #expect(ids == [try Samples.message(number, to: [1]).id])
        #expect(try await store.treeHead().size == records + 1)
        try await store.close()
    }

    @Test func `one that finds no room takes no others with it`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay(StoreOptions(sizeMaxBytes: 1_000_000))
        let stored = try await withThrowingTaskGroup(of: Int?.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let message = try Samples.message(
                        number, to: [1], contentBytes: number == 20 ? 3_000_000 : 1_000)
                    do throws(StorageError) {
                        _ = try await store.accept(message)
                        return number
                    } catch {
                        #expect(error == .full)
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
        }
        #expect(stored.sorted() == Array(0..<20) + Array(21..<40))
        #expect(await store.load(of: try Samples.actor(1)).entries == 39)
        try await store.close()
    }

    @Test func `a failed group leaves no trace in what the writer remembers`() async throws {
        let place = try TemporaryPlace()
        let store = try place.relay(StoreOptions(sizeMaxBytes: 600_000))
        let first = try await store.accept(Samples.message(1, to: [1]))
        await #expect(throws: StorageError.full) {
            _ = try await store.acceptAll(
                (100..<200).map { try Samples.message($0, to: [7, 8], contentBytes: 10_000) })
        }
        #expect(await store.latest() == first.index)
        #expect(await store.load(of: try Samples.actor(7)) == .empty)
        #expect(try await store.message(Samples.message(100, to: [7]).id) == nil)
        #expect(try await store.treeHead().size == 1)
        // The same ids and the same actors are new, and get the next index.
        let next = try await store.accept(Samples.message(100, to: [7, 8]))
        #expect(next.outcome == .stored)
        #expect(next.index == LogIndex(1))
        #expect(next.record == 1)
        #expect(try await store.wholeMailbox(of: Samples.actor(8)).count == 1)
        #expect(try await store.wholeMailbox(of: Samples.actor(1)).count == 1)
        try await store.close()
    }
}
