package import Identity
package import Primitives

/// The private keys of one machine, unlocked.
///
/// Keys stay sealed, each under its own subkey, until one is asked for, and are found by exact
/// purpose and owner only: there is no way to ask for "a signing key", and so none to be given
/// that of another level, status or purpose. Spec: KeyRing.
package struct KeyRing: Sendable {
    let key: RingKey
    private var stanzas: [UnlockStanza]
    private var sealed: [SealedEntry]
    /// Where its keys in tokens are reached; `nil` where nobody can give a PIN.
    package var tokens: OpenTokens?

    /// For ``LockedRing``, which has checked that they belong together.
    init(key: RingKey, stanzas: [UnlockStanza], sealed: [SealedEntry]) {
        self.key = key
        self.stanzas = stanzas
        self.sealed = sealed
    }

    /// A new ring without keys.
    ///
    /// - Throws: ``KeystoreError/unlocksInvalid`` unless there is one method, or one of each kind;
    ///   ``KeystoreError/passwordCostRefused``.
    package init(unlockedBy methods: [UnlockMethod], random: RandomSource) throws(KeystoreError) {
        key = RingKey()
        sealed = []
        stanzas = []
        try setUnlocks(methods, random: random)
    }

    /// The ring as a file.
    package var encoded: [UInt8] {
        var text = ringVersionLine + "\n"
        for stanza in stanzas { text += stanza.line + "\n" }
        for entry in sealed { text += entry.line + "\n" }
        let authenticated = Array(text.utf8)
        let mac = HMAC256.code(key: key.macKey, over: authenticated)
        return authenticated + Array("mac \(Base64.encode(mac))\n".utf8)
    }

    /// Replaces every way to unlock the ring. Copies of the file made before still open as they
    /// did: where the old passphrase may be known, use ``rekeyed(unlockedBy:random:)``.
    ///
    /// - Throws: ``KeystoreError/unlocksInvalid``, ``KeystoreError/passwordCostRefused``.
    package mutating func setUnlocks(
        _ methods: [UnlockMethod], random: RandomSource
    ) throws(KeystoreError) {
        var stanzas: [UnlockStanza] = []
        for method in methods {
            stanzas.append(try UnlockStanza(wrapping: key, by: method, random: random))
        }
        try stanzas.requireOnePerKind()
        self.stanzas = stanzas
    }

    /// The same keys in a ring with another key-encryption key.
    ///
    /// - Throws: ``KeystoreError``.
    package func rekeyed(
        unlockedBy methods: [UnlockMethod], random: RandomSource
    ) throws(KeystoreError) -> KeyRing {
        var ring = try KeyRing(unlockedBy: methods, random: random)
        ring.tokens = tokens
        for entry in entries { try ring.copy(entry, from: self, random: random) }
        return ring
    }
}

// MARK: - Finding

extension KeyRing {
    /// In the order they were added.
    package var entries: [RingEntry] { sealed.map(\.entry) }

    /// All entries of exactly this purpose and owner.
    package func entries(_ purpose: PrivateKeyPurpose, _ owner: KeyOwner) -> [RingEntry] {
        entries.filter { $0.purpose == purpose && $0.owner == owner }
    }

    package func entry(_ id: KeyID) -> RingEntry? { entries.first { $0.id == id } }

    /// The entry of exactly this purpose and owner that is valid at `time`; of several, the one
    /// that became valid last.
    package func entry(
        _ purpose: PrivateKeyPurpose, _ owner: KeyOwner, at time: Timestamp
    ) -> RingEntry? {
        entries(purpose, owner).filter { $0.isValid(at: time) }
            .max { ($0.validFrom?.milliseconds ?? -1) < ($1.validFrom?.milliseconds ?? -1) }
    }

    /// The private key itself, in guarded memory.
    ///
    /// - Throws: ``KeystoreError/keyUnknown``.
    package func secret(_ entry: RingEntry) throws(KeystoreError) -> SecretBytes {
        guard let found = sealed.first(where: { $0.entry == entry }) else { throw .keyUnknown }
        return try found.open(under: key)
    }

    /// The key, wherever its private half is.
    ///
    /// - Throws: ``KeystoreError/keyUnknown``, and ``KeystoreError/keyMismatch`` when the entry is
    ///   for no Ed25519 key or for another than it names; ``KeystoreError/tokenClosed(token:)``,
    ///   ``KeystoreError/token(_:)``.
    package func signingKey(_ entry: RingEntry) throws(KeystoreError) -> SigningPrivateKey {
        if let place = entry.token {
            guard entries.contains(entry) else { throw .keyUnknown }
            guard let publicKey = place.signingKey else { throw .keyMismatch }
            return SigningPrivateKey(TokenKey(try open(place), at: place.uri, publicKey))
        }
        let secret = try secret(entry, .ed25519)
        guard let key = try? SigningPrivateKey(seed: secret), key.publicKey.id == entry.id else {
            throw .keyMismatch
        }
        return key
    }

    /// A machine's key that is in a token; `nil` where it rests in the ring.
    ///
    /// - Throws: ``KeystoreError/tokenClosed(token:)``, ``KeystoreError/token(_:)``.
    package func transportKey(_ entry: RingEntry) throws(KeystoreError) -> TokenTransportKey? {
        guard let place = entry.token, entry.purpose == .tls else { return nil }
        return TokenTransportKey(try open(place), at: place.uri, publicKey: place.publicKey)
    }

    /// - Throws: ``KeystoreError/keyUnknown``, and ``KeystoreError/keyMismatch`` when the entry is
    ///   for no ML-DSA-65 key or for another than it names.
    package func postQuantumSigningKey(
        _ entry: RingEntry
    ) throws(KeystoreError) -> PostQuantumSigningPrivateKey {
        let secret = try secret(entry, .mlDSA65)
        guard let key = try? PostQuantumSigningPrivateKey(seed: secret),
            key.publicKey.id == entry.id
        else { throw .keyMismatch }
        return key
    }

    /// - Throws: ``KeystoreError/keyUnknown``, and ``KeystoreError/keyMismatch`` when the entry is
    ///   for no X-Wing key or for another than it names.
    package func wrappingKey(_ entry: RingEntry) throws(KeystoreError) -> WrappingPrivateKey {
        let secret = try secret(entry, .xWing)
        guard let key = try? WrappingPrivateKey(seed: secret), key.publicKey.id == entry.id else {
            throw .keyMismatch
        }
        return key
    }

    private func open(_ place: TokenPlace) throws(KeystoreError) -> Token {
        guard let tokens else { throw .tokenClosed(token: place.uri.token) }
        return try tokens.token(place.uri)
    }

    /// Whether the private half of a message key can be got at, or is known to be gone: a token may be away.
    package func reaches(_ entry: RingEntry) -> Bool {
        guard let place = entry.token else { return true }
        guard place.signingKey != nil, let token = try? open(place) else { return false }
        do throws(TokenError) {
            _ = try token.key(place.uri)
            return true
        } catch {
            if case .keyMissing = error { return true }
            return false
        }
    }

    /// Opens every token that the ring names, where nobody can be asked for a PIN later.
    ///
    /// - Throws: ``KeystoreError/tokenClosed(token:)``, ``KeystoreError/token(_:)``.
    package func openTokens() throws(KeystoreError) {
        for place in entries.compactMap(\.token) { _ = try open(place) }
    }

    private func secret(
        _ entry: RingEntry, _ algorithm: PrivateKeyAlgorithm
    ) throws(KeystoreError) -> SecretBytes {
        guard entry.purpose.algorithm == algorithm else { throw .keyMismatch }
        return try secret(entry)
    }
}

// MARK: - Changing

extension KeyRing {
    /// - Throws: ``KeystoreError/keyTwice``, ``KeystoreError/secretLengthInvalid(foundBytes:)``,
    ///   ``KeystoreError/tooManyKeys(limit:)``.
    package mutating func add(
        _ entry: RingEntry, secret: SecretBytes, random: RandomSource
    ) throws(KeystoreError) {
        guard entry.purpose.algorithm.accepts(byteCount: secret.count) else {
            throw .secretLengthInvalid(foundBytes: secret.count)
        }
        guard self.entry(entry.id) == nil else { throw .keyTwice }
        guard sealed.count < ringKeysMax else { throw .tooManyKeys(limit: ringKeysMax) }
        sealed.append(SealedEntry(sealing: secret, as: entry, under: key, random: random))
    }

    /// Notes where a key is that its token keeps.
    ///
    /// - Throws: ``KeystoreError/keyMismatch`` for an entry without a token,
    ///   ``KeystoreError/keyTwice``, ``KeystoreError/tooManyKeys(limit:)``.
    package mutating func add(inToken entry: RingEntry) throws(KeystoreError) {
        guard entry.token != nil else { throw .keyMismatch }
        guard self.entry(entry.id) == nil else { throw .keyTwice }
        guard sealed.count < ringKeysMax else { throw .tooManyKeys(limit: ringKeysMax) }
        sealed.append(SealedEntry(entry, box: nil))
    }

    /// Takes a key over from another ring; of one in a token, where it is.
    ///
    /// - Throws: ``KeystoreError``.
    package mutating func copy(
        _ entry: RingEntry, from other: KeyRing, random: RandomSource
    ) throws(KeystoreError) {
        if entry.token != nil { return try add(inToken: entry) }
        try add(entry, secret: other.secret(entry), random: random)
    }

    /// Takes the key out; once the file is written anew, the machine can use it no more. A key in a
    /// token is destroyed there first: while that cannot be done, its line stays.
    ///
    /// - Throws: ``KeystoreError/keyUnknown``, ``KeystoreError/tokenClosed(token:)``,
    ///   ``KeystoreError/token(_:)``.
    package mutating func destroy(_ id: KeyID) throws(KeystoreError) {
        guard let index = sealed.firstIndex(where: { $0.entry.id == id }) else {
            throw .keyUnknown
        }
        if let place = sealed[index].entry.token { try destroy(place) }
        sealed.remove(at: index)
    }

    private func destroy(_ place: TokenPlace) throws(KeystoreError) {
        let token = try open(place)
        do throws(TokenError) {
            if let key = place.signingKey {
                try TokenKey(token, at: place.uri, key).destroy()
            } else {
                try TokenTransportKey(token, at: place.uri, publicKey: place.publicKey).destroy()
            }
        } catch {
            // Somebody else has destroyed it.
            if case .keyMissing = error { return }
            throw .token(error)
        }
    }
}
