import Identity
import Ledger
import Notes
import Storage
import Synchronization

/// Which tree witnesses are to cosign, and which they have.
///
/// The log grows all the time; were each witness shown the latest tree, no two would cosign the
/// same. So one tree stands until all registered witnesses have seen it, or a minute has passed
/// since the first one did.
final class CosignedCheckpoints: Sendable {
    private let signer: CheckpointSigner
    private let store: any RelayStore
    private let state = Mutex(State())

    private struct State {
        var candidate: Candidate?
        /// Those with a cosignature, by size.
        var cosigned: [UInt64: SignedNote] = [:]
        var isRead = false
    }

    private struct Candidate {
        let size: UInt64
        var note: SignedNote
        /// When the first witness had cosigned it.
        var since: Timestamp?

        /// Whether it is still to be cosigned by somebody.
        func stands(for witnesses: Int, at now: Timestamp) -> Bool {
            guard let since else { return false }
            return note.signatures.count <= witnesses
                && now < since.adding(seconds: CosignedCheckpoints.standsMaxSeconds)
        }
    }

    /// Why a note that was handed in is not taken.
    enum Refusal: String, Error {
        /// It is not a tree that was offered for cosigning.
        case notOffered
        /// A line of a registered witness does not hold, or is of a time to come.
        case cosignatureInvalid
        /// No registered witness has signed.
        case cosignatureMissing
    }

    init(_ signer: CheckpointSigner, keepingIn store: any RelayStore) {
        self.signer = signer
        self.store = store
    }

    /// The tree to be cosigned now, with the lines it has.
    ///
    /// - Parameter witnesses: how many are registered.
    func candidate(for witnesses: Int, at now: Timestamp) async throws(StorageError) -> SignedNote {
        try await readKept()
        let latest = try await signer.note()
        return state.withLock { state in
            if let candidate = state.candidate, candidate.stands(for: witnesses, at: now) {
                return candidate.note
            }
            let size = latest.treeSize
            let note = state.cosigned[size] ?? latest
            state.candidate = Candidate(
                size: size, note: note, since: note.signatures.count > 1 ? now : nil)
            return note
        }
    }

    /// Takes the lines of registered witnesses over the candidate, or over another tree that has
    /// some already.
    ///
    /// - Throws: ``Refusal``, `StorageError`.
    func add(_ note: SignedNote, by witnesses: [NoteKey], at now: Timestamp) async throws {
        try await readKept()
        let known = state.withLock { state in
            ([state.candidate?.note].compactMap { $0 } + state.cosigned.values)
                .first { $0.text.utf8.elementsEqual(note.text.utf8) }
        }
        guard let known else { throw Refusal.notOffered }
        let lines = try lines(of: note, by: witnesses, at: now)
        let cosigned = try keepInMind(known, with: lines, at: now)
        let size = cosigned.treeSize
        try await store.keep(StoredCheckpoint(size: size, note: cosigned.encoded))
        signer.adopt(cosigned, size: size)
    }

    /// The tree that most witnesses have cosigned, of those the largest.
    func best() async throws(StorageError) -> SignedNote? {
        try await readKept()
        return state.withLock { $0.cosigned.values.max { $0.isWorseEvidence(than: $1) } }
    }

    /// A signed tree that has this entry: the one that most witnesses have cosigned, else the
    /// latest.
    func covering(_ number: UInt64) async throws(StorageError) -> SignedNote {
        try await readKept()
        let cosigned = state.withLock { state in
            state.cosigned.filter { $0.key > number }.values.max { $0.isWorseEvidence(than: $1) }
        }
        if let cosigned { return cosigned }
        return try await signer.note()
    }

    private func lines(
        of note: SignedNote, by witnesses: [NoteKey], at now: Timestamp
    ) throws -> [NoteSignature] {
        guard let signed = try? note.verifiedCheckpoint(by: signer.key, origin: signer.key.name)
        else { throw Refusal.notOffered }
        let latest = now.adding(seconds: Self.clockSkewMaxSeconds)
        guard let verified = try? signed.cosignatures(by: witnesses, notAfter: latest) else {
            throw Refusal.cosignatureInvalid
        }
        guard !verified.isEmpty else { throw Refusal.cosignatureMissing }
        return note.signatures.filter { line in witnesses.contains(where: line.isMade) }
    }

    /// Two may come at once: each adds to what the other has added.
    private func keepInMind(
        _ known: SignedNote, with lines: [NoteSignature], at now: Timestamp
    ) throws -> SignedNote {
        let size = known.treeSize
        return try state.withLock { state in
            var note = state.cosigned[size] ?? known
            for line in lines { note = try note.adding(line) }
            state.cosigned[size] = note
            if var candidate = state.candidate, candidate.size == size {
                candidate.note = note
                candidate.since = candidate.since ?? now
                state.candidate = candidate
            }
            if state.cosigned.count > Self.keptMax,
                let worst = state.cosigned.min(by: { $0.value.isWorseEvidence(than: $1.value) })
            {
                state.cosigned[worst.key] = nil
            }
            return note
        }
    }

    /// What was cosigned before this start, as far as it is the last that was signed.
    private func readKept() async throws(StorageError) {
        if state.withLock({ $0.isRead }) { return }
        let kept = try await store.latestCheckpoint()
        state.withLock { state in
            state.isRead = true
            guard let kept, let note = try? SignedNote(parsing: kept.note),
                note.signatures.count > 1
            else { return }
            state.cosigned[kept.size] = note
        }
    }

    private static let keptMax = 32
    private static let standsMaxSeconds: Int64 = 60
    /// As far as clocks of a region may differ.
    private static let clockSkewMaxSeconds: Int64 = 300
}

extension SignedNote {
    fileprivate var treeSize: UInt64 { (try? Checkpoint(parsing: text))?.size ?? 0 }

    /// Fewer have signed it, or as many a smaller tree.
    fileprivate func isWorseEvidence(than other: SignedNote) -> Bool {
        (signatures.count, treeSize) < (other.signatures.count, other.treeSize)
    }
}
