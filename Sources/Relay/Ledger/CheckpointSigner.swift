import Ledger
import Notes
import Storage
import Synchronization

/// Signs the log's tree, once per size, and keeps what it signed before anybody sees it.
///
/// So a log that lost its end, or was put back from a copy, contradicts itself: `fsck` needs nobody
/// else's memory for that.
final class CheckpointSigner: Sendable {
    private let signer: NoteSigner
    private let store: any RelayStore
    private let memory: SignedMemory?
    private let latest = Mutex<StoredCheckpoint?>(nil)

    /// - Parameter memory: what remembers it beside the keys, apart from the store.
    init(_ signer: NoteSigner, keepingIn store: any RelayStore, memory: SignedMemory?) {
        self.signer = signer
        self.store = store
        self.memory = memory
    }

    /// The signed checkpoint of everything that is durable.
    ///
    /// - Throws: ``Storage/StorageError``: what cannot be kept is not given out.
    func checkpoint() async throws(StorageError) -> [UInt8] {
        let head = try await store.treeHead()
        if let known = latest.withLock({ $0 }), known.size == head.size { return known.note }
        let checkpoint = StoredCheckpoint(size: head.size, note: try await cosignedOrSigned(head))
        try await store.keep(checkpoint)
        try memory?.remember(checkpoint)
        latest.withLock { known in
            if known.map({ $0.size < head.size }) ?? true { known = checkpoint }
        }
        return checkpoint.note
    }

    /// As ``checkpoint()``, read.
    func note() async throws(StorageError) -> SignedNote {
        let bytes = try await checkpoint()
        do { return try SignedNote(parsing: bytes) } catch { throw .corrupt }
    }

    var key: NoteKey { signer.key }

    /// Shows the latest checkpoint with the cosignatures it has got.
    func adopt(_ cosigned: SignedNote, size: UInt64) {
        latest.withLock { known in
            guard known?.size == size else { return }
            known = StoredCheckpoint(size: size, note: cosigned.encoded)
        }
    }

    /// Keeps the latest checkpoint once more: whether the store can be written to.
    ///
    /// - Throws: ``Storage/StorageError``: it cannot.
    func keepAgain() async throws(StorageError) {
        guard let latest = latest.withLock({ $0 }) else {
            _ = try await checkpoint()
            return
        }
        try await store.keep(latest)
    }

    /// What was kept of the very tree has the lines that witnesses gave it before a restart.
    private func cosignedOrSigned(_ head: TreeHead) async throws(StorageError) -> [UInt8] {
        let signed = try signed(head)
        guard latest.withLock({ $0 }) == nil,
            let kept = try await store.latestCheckpoint(), kept.size == head.size,
            let note = try? SignedNote(parsing: kept.note),
            let known = try? note.verifiedCheckpoint(by: signer.key, origin: signer.key.name),
            known.checkpoint.head == head
        else { return signed }
        return kept.note
    }

    private func signed(_ head: TreeHead) throws(StorageError) -> [UInt8] {
        do {
            return try Checkpoint(origin: signer.key.name, head: head).signed(by: [signer]).encoded
        } catch {
            // A tree of our own store under our own name is always one that can be signed.
            throw .corrupt
        }
    }
}
