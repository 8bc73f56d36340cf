package import Identity
package import Notes
package import Primitives

/// Cosigns the trees of logs it knows, each only as the continuation of what it cosigned before
/// (c2sp.org/tlog-witness).
///
/// Pure: what it saw last is given to it, and whoever asks it must keep what it answers with before
/// the cosignature leaves, with nothing in between. Then no two trees of one log that contradict
/// each other can both bear its name, whoever holds the log's key.
package struct Witness: Sendable {
    package let key: NoteKey
    private let privateKey: SigningPrivateKey

    /// - Parameter name: as registered.
    /// - Throws: ``LedgerError/note(_:)`` for a name no note line can bear.
    package init(name: String, key: SigningPrivateKey) throws(LedgerError) {
        do { self.key = try NoteKey(name: name, cosigner: key.publicKey) } catch {
            throw .note(error)
        }
        privateKey = key
    }

    package enum Answer: Hashable, Sendable {
        /// The tree, with the line over it: to be kept first, then sent.
        case cosigned(VerifiedCheckpoint, NoteSignature)
        case refused(WitnessRefusal)
    }

    /// Judges a request.
    ///
    /// - Parameters:
    ///   - seen: the largest tree this witness has cosigned for the log; `nil` for none.
    ///   - log: the registered key whose name is the log's origin; `nil` where none is known.
    package func answer(
        _ request: AddCheckpoint, seen: Checkpoint?, log: NoteKey?, at now: Timestamp
    ) throws(LedgerError) -> Answer {
        guard let log else { return .refused(.logUnknown) }
        let offered: VerifiedCheckpoint
        do {
            offered = try request.checkpoint.verifiedCheckpoint(by: log, origin: log.name)
        } catch { return .refused(WitnessRefusal(error)) }
        let checkpoint = offered.checkpoint
        guard request.oldSize <= checkpoint.size else { return .refused(.sizesReversed) }
        let known = seen?.size ?? 0
        guard request.oldSize == known else { return .refused(.sizeDiffers(known: known)) }
        if let refusal = inconsistency(of: checkpoint, seen: seen, request.proof) {
            return .refused(refusal)
        }
        return .cosigned(
            offered, try offered.cosignature(name: key.name, key: privateKey, at: now))
    }

    private func inconsistency(
        of checkpoint: Checkpoint, seen: Checkpoint?, _ proof: [Digest]
    ) -> WitnessRefusal? {
        guard let seen else { return proof.isEmpty ? nil : .proofInvalid }
        // Of one size there is one tree, and nothing to be proven.
        if seen.size == checkpoint.size {
            if seen.root != checkpoint.root { return .forked }
            return proof.isEmpty ? nil : .proofInvalid
        }
        do { try checkpoint.verifyContinues(seen, proof: proof) } catch { return .proofInvalid }
        return nil
    }
}

/// Why a witness does not cosign, with the status C2SP gives it.
package enum WitnessRefusal: Hashable, Sendable {
    /// The log signed something that is no checkpoint.
    case malformed
    /// The old size is larger than the new.
    case sizesReversed
    /// The log's key did not sign it.
    case notSigned
    case logUnknown
    /// What the witness saw last has another size; the answer's body is that size.
    case sizeDiffers(known: UInt64)
    /// Nothing shows that the new tree continues the old one, or more was sent than shows it.
    case proofInvalid
    /// The same size with another root: both notes together are evidence.
    case forked

    package var statusCode: Int {
        switch self {
        case .malformed, .sizesReversed: 400
        case .notSigned: 403
        case .logUnknown: 404
        case .sizeDiffers: 409
        case .proofInvalid, .forked: 422
        }
    }
}

extension WitnessRefusal {
    /// What is wrong with a checkpoint by itself.
    fileprivate init(_ error: LedgerError) {
        self =
            switch error {
            case .note: .notSigned
            case .originUnexpected: .logUnknown
            case .emptyTreeRootInvalid: .proofInvalid
            default: .malformed
            }
    }
}
