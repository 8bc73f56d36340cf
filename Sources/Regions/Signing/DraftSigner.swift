package import Identity
import Keystore
import Notes
import Primitives
package import Registry

/// Signs drafts with one holder's ring, and remembers beside it what was signed.
///
/// Two texts for one place of a chain, both signed, are a fork, and the holder's own name stands under
/// it. So a second one for the same place is refused until the holder says that the first is
/// withdrawn, by its digest.
package struct DraftSigner {
    private let ring: OpenedRing

    package init(_ ring: OpenedRing) { self.ring = ring }

    /// The draft with this holder's signatures; what was signed is remembered before anybody sees
    /// it.
    ///
    /// - Parameters:
    ///   - standing: of this draft, in the registry the holder has.
    ///   - withdrawn: the digest of an earlier draft that will not be used.
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)`` where the ring is of none who are to sign,
    ///   ``RegionError/rivalSigned(_:sequence:digest:)``, `RegistryError/signedTwice(name:)`, file
    ///   errors.
    package func sign(
        _ draft: NoteDraft, _ standing: DraftStanding, withdrawn: Digest? = nil
    ) throws -> NoteDraft {
        let keys = try authorityKeys(draft, standing)
        let signed = try draft.signed(by: keys.signers)
        var memory = try ring.folder.signedDrafts()
        if let rival = memory.remember(draft), rival != withdrawn {
            throw RegionError.rivalSigned(draft.chain, sequence: draft.sequence, digest: rival)
        }
        try ring.folder.write(memory)
        return signed
    }

    private func authorityKeys(
        _ draft: NoteDraft, _ standing: DraftStanding
    ) throws -> AuthorityKeys {
        let purposes: AuthorityPurposes =
            switch draft.content {
            case .root: .of(.root)
            case .actor: .identity
            }
        for authority in standing.sets.flatMap(\.quorum.authorities) {
            guard case .ed25519(let key) = authority.ed25519.publicKey,
                ring.keys.entry(key.id) != nil
            else { continue }
            return try AuthorityKeys(
                authority, ring: ring.keys, at: ring.folder.path, purposes)
        }
        throw RegionError.keyAbsent(
            ring: ring.folder.path, purpose: purposes.classical.rawValue)
    }
}
