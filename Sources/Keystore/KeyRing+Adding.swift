package import Identity
package import Primitives

/// Keys with a public half name themselves.
extension KeyRing {
    /// - Throws: ``KeystoreError``; ``KeystoreError/keyMismatch`` for a purpose of another
    ///   algorithm, and for a key that is in a token.
    @discardableResult
    package mutating func add(
        _ key: SigningPrivateKey, _ purpose: PrivateKeyPurpose, _ owner: KeyOwner,
        validFrom: Timestamp? = nil, validUntil: Timestamp? = nil, random: RandomSource
    ) throws(KeystoreError) -> RingEntry {
        guard purpose.algorithm == .ed25519, let seed = key.seed else { throw .keyMismatch }
        let entry = try RingEntry(
            purpose, owner, id: key.publicKey.id, validFrom: validFrom, validUntil: validUntil)
        try add(entry, secret: seed, random: random)
        return entry
    }

    /// - Throws: ``KeystoreError``; ``KeystoreError/keyMismatch`` for a purpose of another
    ///   algorithm.
    @discardableResult
    package mutating func add(
        _ key: TokenKey, _ purpose: PrivateKeyPurpose, _ owner: KeyOwner,
        validFrom: Timestamp? = nil, validUntil: Timestamp? = nil
    ) throws(KeystoreError) -> RingEntry {
        let entry = try RingEntry(
            purpose, owner, id: key.publicKey.id, validFrom: validFrom, validUntil: validUntil,
            token: TokenPlace(key))
        try add(inToken: entry)
        return entry
    }

    /// - Throws: ``KeystoreError``; ``KeystoreError/keyMismatch`` for a purpose of another
    ///   algorithm.
    @discardableResult
    package mutating func add(
        _ key: PostQuantumSigningPrivateKey, _ purpose: PrivateKeyPurpose, _ owner: KeyOwner,
        validFrom: Timestamp? = nil, validUntil: Timestamp? = nil, random: RandomSource
    ) throws(KeystoreError) -> RingEntry {
        guard purpose.algorithm == .mlDSA65 else { throw .keyMismatch }
        let entry = try RingEntry(
            purpose, owner, id: key.publicKey.id, validFrom: validFrom, validUntil: validUntil)
        try add(entry, secret: key.seed, random: random)
        return entry
    }

    /// - Throws: ``KeystoreError``; ``KeystoreError/keyMismatch`` for a purpose of another
    ///   algorithm.
    @discardableResult
    package mutating func add(
        _ key: WrappingPrivateKey, _ purpose: PrivateKeyPurpose, _ owner: KeyOwner,
        validFrom: Timestamp? = nil, validUntil: Timestamp? = nil, random: RandomSource
    ) throws(KeystoreError) -> RingEntry {
        guard purpose.algorithm == .xWing else { throw .keyMismatch }
        let entry = try RingEntry(
            purpose, owner, id: key.publicKey.id, validFrom: validFrom, validUntil: validUntil)
        try add(entry, secret: key.seed, random: random)
        return entry
    }

    /// A machine's key that is in a token.
    ///
    /// - Throws: ``KeystoreError``.
    @discardableResult
    package mutating func add(
        _ key: TokenTransportKey, _ owner: KeyOwner, random: RandomSource
    ) throws(KeystoreError) -> RingEntry {
        guard let id = try? KeyID(bytes: random.bytes(KeyID.byteCount)) else { throw .keyUnknown }
        let entry = try RingEntry(.tls, owner, id: id, token: TokenPlace(key))
        try add(inToken: entry)
        return entry
    }

    /// What has no public half, or none that names it: a vault key, a private key for TLS.
    ///
    /// - Throws: ``KeystoreError``; ``KeystoreError/keyMismatch`` for a purpose whose keys name
    ///   themselves.
    @discardableResult
    package mutating func add(
        secret: SecretBytes, _ purpose: PrivateKeyPurpose, _ owner: KeyOwner, random: RandomSource
    ) throws(KeystoreError) -> RingEntry {
        guard [.symmetric, .tls].contains(purpose.algorithm) else { throw .keyMismatch }
        guard let id = try? KeyID(bytes: random.bytes(KeyID.byteCount)) else { throw .keyUnknown }
        let entry = try RingEntry(purpose, owner, id: id)
        try add(entry, secret: secret, random: random)
        return entry
    }
}
