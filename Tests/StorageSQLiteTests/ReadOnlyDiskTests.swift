import Foundation
import ProgramSupport
import Storage
import StorageContract
import StorageSQLite
import Testing

/// A store on a disk that nobody can write to, as evidence is kept.
@Suite(.enabled(if: MemoryDisk.isPossible, "needs the right to mount"))
struct ReadOnlyDiskTests {
    /// A store with one message, its companions beside it, on a disk made read-only.
    private func withDisk(
        keeping suffixes: [String], _ body: (_ path: String) throws -> Void
    ) async throws {
        let place = try TemporaryPlace()
        let store = try place.relay()
        _ = try await store.accept(Samples.message(1, to: [1]))
        let disk = try MemoryDisk(maxBytes: 4 << 20)
        defer { disk.remove() }
        let path = disk.url.appending(path: "relay.sqlite").path(percentEncoded: false)
        if suffixes.isEmpty { try await store.close() }
        for suffix in [""] + suffixes {
            try FileManager.default.copyItem(atPath: place.path + suffix, toPath: path + suffix)
        }
        if !suffixes.isEmpty { try await store.close() }
        try disk.makeReadOnly()
        try body(path)
    }

    @Test func `a store that was closed is checked as it lies`() async throws {
        try await withDisk(keeping: []) { path in
            let inspection = try StoreInspection(path: path)
            #expect(inspection.isImmutable)
            #expect(try inspection.withSnapshot { try $0.counts() }.messages == 1)
        }
    }

    @Test func `a journal that cannot be read is told, and not passed over`() async throws {
        try await withDisk(keeping: ["-wal"]) { path in
            #expect(throws: StorageError.journalUnreadable(path: path)) {
                try StoreInspection(path: path)
            }
        }
    }

    @Test func `with all its companions a store is read with its journal`() async throws {
        try await withDisk(keeping: ["-wal", "-shm"]) { path in
            let inspection = try StoreInspection(path: path)
            #expect(!inspection.isImmutable)
            #expect(try inspection.withSnapshot { try $0.counts() }.messages == 1)
        }
    }

    @Test func `on a disk that can be written to nothing is taken for unchanging`() async throws {
        let place = try TemporaryPlace()
        try await place.relay().close()
        #expect(try !StoreInspection(path: place.path).isImmutable)
        #expect(throws: StorageError.cannotOpen(path: place.path + "?")) {
            try StoreInspection(path: place.path + "?")
        }
    }
}
