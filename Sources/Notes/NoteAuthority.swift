package import Primitives

/// One signer of what must outlast Ed25519: two keys of one name, and only both together count.
package struct NoteAuthority: Hashable, Sendable {
    package let name: String
    package let ed25519: NoteKey
    package let mlDSA65: NoteKey

    /// - Throws: ``NoteError/authorityIncomplete(name:)`` unless the keys are one of each algorithm
    ///   and bear one name.
    package init(ed25519: NoteKey, mlDSA65: NoteKey) throws(NoteError) {
        guard case .ed25519 = ed25519.publicKey, case .mlDSA65 = mlDSA65.publicKey,
            ed25519.name.utf8.elementsEqual(mlDSA65.name.utf8)
        else { throw .authorityIncomplete(name: ed25519.name) }
        name = ed25519.name
        self.ed25519 = ed25519
        self.mlDSA65 = mlDSA65
    }

    /// - Throws: ``NoteError/nameInvalid(text:)``.
    package init(
        name: String, ed25519: SigningPublicKey, mlDSA65: PostQuantumSigningPublicKey
    ) throws(NoteError) {
        try self.init(
            ed25519: NoteKey(name: name, ed25519: ed25519),
            mlDSA65: NoteKey(name: name, mlDSA65: mlDSA65))
    }
}

/// *k of n*: so many of these authorities must have signed.
package struct NoteQuorum: Hashable, Sendable {
    /// At least 1, at most the number of authorities.
    package let threshold: Int
    package let authorities: [NoteAuthority]

    /// - Throws: ``NoteError/authoritiesOverlap(name:)`` when two share a name or a key, since one
    ///   signer would then count twice; ``NoteError/thresholdInvalid(required:authorities:)``.
    package init(threshold: Int, authorities: [NoteAuthority]) throws(NoteError) {
        guard threshold >= 1, threshold <= authorities.count else {
            throw .thresholdInvalid(required: threshold, authorities: authorities.count)
        }
        var names: Set<String> = []
        var keys: Set<NotePublicKey> = []
        for authority in authorities {
            guard names.insert(authority.name).inserted,
                keys.insert(authority.ed25519.publicKey).inserted,
                keys.insert(authority.mlDSA65.publicKey).inserted
            else { throw .authoritiesOverlap(name: authority.name) }
        }
        self.threshold = threshold
        self.authorities = authorities
    }

    /// One authority that must sign.
    package init(_ authority: NoteAuthority) {
        threshold = 1
        authorities = [authority]
    }
}
