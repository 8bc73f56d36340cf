import Identity
package import Keystore
package import Notes
package import Primitives

/// The private half of an authority: what signs notes under its name with both algorithms.
package struct AuthorityKeys: Sendable {
    package let classical: SigningPrivateKey
    package let postQuantum: PostQuantumSigningPrivateKey
    package let authority: NoteAuthority
    package let signers: [NoteSigner]

    package init(
        name: String, classical: SigningPrivateKey, postQuantum: PostQuantumSigningPrivateKey
    ) throws {
        self.classical = classical
        self.postQuantum = postQuantum
        let signers = [
            try NoteSigner(name: name, ed25519: classical),
            try NoteSigner(name: name, mlDSA65: postQuantum),
        ]
        self.signers = signers
        authority = try NoteAuthority(ed25519: signers[0].key, mlDSA65: signers[1].key)
    }

    package static func generate(name: String) throws -> AuthorityKeys {
        try AuthorityKeys(name: name, classical: .generate(), postQuantum: .generate())
    }

    /// From a ring that holds both.
    ///
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)``.
    package init(
        name: String, ring: KeyRing, at path: String, _ purposes: AuthorityPurposes
    ) throws {
        guard let classical = ring.entries.first(where: { $0.purpose == purposes.classical }) else {
            throw RegionError.keyAbsent(ring: path, purpose: purposes.classical.rawValue)
        }
        guard
            let postQuantum = ring.entries(purposes.postQuantum, classical.owner).first
        else {
            throw RegionError.keyAbsent(ring: path, purpose: purposes.postQuantum.rawValue)
        }
        try self.init(
            name: name, classical: ring.signingKey(classical),
            postQuantum: ring.postQuantumSigningKey(postQuantum))
    }

    /// The registered pair, of all that a ring may hold.
    ///
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)``.
    package init(
        _ authority: NoteAuthority, ring: KeyRing, at path: String, _ purposes: AuthorityPurposes
    ) throws {
        guard case .ed25519(let key) = authority.ed25519.publicKey,
            let classical = ring.entry(key.id), classical.purpose == purposes.classical
        else { throw RegionError.keyAbsent(ring: path, purpose: purposes.classical.rawValue) }
        guard case .mlDSA65(let key) = authority.mlDSA65.publicKey,
            let postQuantum = ring.entry(key.id), postQuantum.purpose == purposes.postQuantum
        else { throw RegionError.keyAbsent(ring: path, purpose: purposes.postQuantum.rawValue) }
        try self.init(
            name: authority.name, classical: ring.signingKey(classical),
            postQuantum: ring.postQuantumSigningKey(postQuantum))
    }

    package func add(
        to ring: inout KeyRing, _ purposes: AuthorityPurposes, _ owner: KeyOwner,
        random: RandomSource
    ) throws {
        try ring.add(classical, purposes.classical, owner, random: random)
        try ring.add(postQuantum, purposes.postQuantum, owner, random: random)
    }
}

/// The two purposes an authority's keys have in its ring.
package struct AuthorityPurposes: Sendable {
    package let classical: PrivateKeyPurpose
    package let postQuantum: PrivateKeyPurpose

    package static let identity = AuthorityPurposes(
        classical: .identitySigning, postQuantum: .identityPostQuantumSigning)

    package static func of(_ role: AuthorityRole) -> AuthorityPurposes {
        switch role {
        case .root:
            AuthorityPurposes(classical: .rootSigning, postQuantum: .rootPostQuantumSigning)
        case .policy:
            AuthorityPurposes(classical: .policySigning, postQuantum: .policyPostQuantumSigning)
        case .freshness:
            AuthorityPurposes(
                classical: .freshnessSigning, postQuantum: .freshnessPostQuantumSigning)
        }
    }
}
