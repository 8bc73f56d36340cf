import Foundation
import Identity
import Ledger
import Notes
import Primitives
import ProgramSupport
@testable import Relay
import Storage
import StorageContract
import StorageSQLite
import Testing

extension RelayTests {
    /// What a relay has signed binds it, whatever becomes of its store.
    struct SignedMemoryTests {
        private func signer(_ seed: UInt8) throws -> NoteSigner {
            let key = try SigningPrivateKey(
                seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32)))
            return try NoteSigner(name: "region/relay/relay-1", ed25519: key)
        }

        private func withStore(
            of texts: [String], in scratch: ScratchFolder,
            _ body: (SQLiteRelayStore) async throws -> Void
        ) async throws {
            let store = try SQLiteRelayStore(path: scratch.path(UUID().uuidString))
            for text in texts { _ = try await store.append([Samples.record(text)]) }
            do { try await body(store) } catch {
                await store.abandon()
                throw error
            }
            try await store.close()
        }

        @Test func `a log goes on only where what was signed is its beginning`() async throws {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            let signer = try signer(1)
            let memory = SignedMemory(path: scratch.path("last-checkpoint"))
            #expect(try memory.latest(by: signer.key) == nil && !memory.isOfRecords)
            try await withStore(of: ["a", "b", "c"], in: scratch) { store in
                try await memory.requireContinued(by: store, key: signer.key)
                let note = try await CheckpointSigner(signer, keepingIn: store, memory: memory)
                    .checkpoint()
                let kept = try Data(contentsOf: URL(filePath: scratch.path("last-checkpoint")))
                #expect(Array(kept) == note)
            }
            #expect(memory.isOfRecords)
            for texts in [["a", "b", "c"], ["a", "b", "c", "d"]] {
                try await withStore(of: texts, in: scratch) { store in
                    try await SignedMemory(path: scratch.path("last-checkpoint"))
                        .requireContinued(by: store, key: signer.key)
                }
            }
            for (texts, error) in [
                (["a", "b"], RelayError.logWentBack(signed: 3, found: 2)),
                ([], .logWentBack(signed: 3, found: 0)),
                (["a", "b", "x"], .logContradicts(size: 3)),
                (["x", "b", "c", "d"], .logContradicts(size: 3)),
            ] {
                try await withStore(of: texts, in: scratch) { store in
                    await #expect(throws: error) {
                        try await SignedMemory(path: scratch.path("last-checkpoint"))
                            .requireContinued(by: store, key: signer.key)
                    }
                }
            }
        }

        @Test func `what cannot be read, or another signed, is no memory`() async throws {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            let path = scratch.path("last-checkpoint")
            let memory = SignedMemory(path: path)
            try await withStore(of: ["a"], in: scratch) { store in
                _ = try await CheckpointSigner(signer(1), keepingIn: store, memory: memory)
                    .checkpoint()
            }
            #expect(try memory.latest(by: signer(1).key)?.size == 1)
            #expect(throws: RelayError.signedUnreadable(path: path)) {
                try memory.latest(by: signer(2).key)
            }
            try Data("x".utf8).write(to: URL(filePath: path))
            #expect(throws: RelayError.signedUnreadable(path: path)) {
                try memory.latest(by: signer(1).key)
            }
            #expect(memory.isOfRecords)
        }

        @Test func `the largest tree is remembered, and what is not remembered is not given out`()
            async throws
        {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            let memory = SignedMemory(path: scratch.path("last-checkpoint"))
            let signer = try signer(1)
            try await withStore(of: ["a"], in: scratch) { store in
                let checkpoints = CheckpointSigner(signer, keepingIn: store, memory: memory)
                _ = try await checkpoints.checkpoint()
                _ = try await store.append([Samples.record("b")])
                _ = try await checkpoints.checkpoint()
                let older = try #require(await store.latestCheckpoint())
                try memory.remember(StoredCheckpoint(size: 1, note: older.note))
                #expect(try memory.latest(by: signer.key)?.size == 2)
                let nowhere = SignedMemory(path: scratch.path("nosuch/last-checkpoint"))
                await #expect(throws: StorageError.self) {
                    try await CheckpointSigner(signer, keepingIn: store, memory: nowhere)
                        .checkpoint()
                }
            }
        }
    }
}
