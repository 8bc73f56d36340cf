import Identity
import Labels
import Primitives
import Registry

/// Which signatures a message must bear: one Ed25519, and one ML-DSA-65 beside it where the suite
/// says so, both by keys
/// registered for the originator, level and status, both holding.
struct SignatureRule {
    let originator: ActorID
    let level: Level
    let status: StatusKind
    let created: Timestamp
    let postQuantum: Bool

    func check(
        _ signatures: [KeySignature], over bytes: [UInt8], domain: String, in view: RegistryView
    ) throws(EnvelopeError) {
        let expected = postQuantum ? 2 : 1
        guard signatures.count == expected else {
            throw .signatureCountWrong(expected: expected, found: signatures.count)
        }
        let signed = Array(domain.utf8) + [0] + bytes
        let classical = try key(signatures[0], .signing, in: view)
        guard case .signing(let publicKey) = classical,
            publicKey.verifies(signatures[0].bytes, over: signed)
        else { throw .signatureInvalid(signatures[0].keyID) }
        guard postQuantum else { return }
        let second = try key(signatures[1], .postQuantumSigning, in: view)
        guard case .postQuantumSigning(let publicKey) = second,
            publicKey.verifies(signatures[1].bytes, over: signed)
        else { throw .signatureInvalid(signatures[1].keyID) }
    }

    private func key(
        _ signature: KeySignature, _ purpose: KeyPurpose, in view: RegistryView
    ) throws(EnvelopeError) -> PublicKey {
        let id = signature.keyID
        guard let record = view.key(id) else { throw .keyUnknown(id) }
        if record.actor != originator { throw .keyMisused(id, .actor) }
        if record.purpose != purpose { throw .keyMisused(id, .purpose) }
        if record.level != level { throw .keyMisused(id, .level) }
        if record.status != status { throw .keyMisused(id, .status) }
        // A revocation counts from when it is known: `created` is the holder's word and proves
        // nothing.
        if case .revoked = record.usability(at: view.time) { throw .keyMisused(id, .revoked) }
        switch record.usability(at: created) {
        case .usable: return record.key
        case .notYetValid: throw .keyMisused(id, .notYetValid)
        case .expired: throw .keyMisused(id, .expired)
        case .revoked: throw .keyMisused(id, .revoked)
        }
    }
}
