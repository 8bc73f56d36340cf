package import Identity
import Primitives

/// What a key ring says in clear of one private key.
package struct RingEntry: Hashable, Sendable {
    package let purpose: PrivateKeyPurpose
    package let owner: KeyOwner
    /// Of the public key; for what has none, any 16 bytes that no other entry has.
    package let id: KeyID
    package let validFrom: Timestamp?
    /// The first moment it is valid no longer.
    package let validUntil: Timestamp?
    /// Where the private half is when it is in a token; `nil` when it rests in the ring.
    package let token: TokenPlace?

    /// - Throws: ``KeystoreError/ownerUnfit``, ``KeystoreError/validityEmpty``, and
    ///   ``KeystoreError/keyMismatch`` for a key in a token that is not the one named, or whose
    ///   purpose takes keys of another algorithm.
    package init(
        _ purpose: PrivateKeyPurpose, _ owner: KeyOwner, id: KeyID, validFrom: Timestamp? = nil,
        validUntil: Timestamp? = nil, token: TokenPlace? = nil
    ) throws(KeystoreError) {
        guard purpose.fits(owner) else { throw .ownerUnfit }
        if let token {
            let isNamed =
                switch purpose.algorithm {
                case .ed25519: token.signingKey?.id == id
                case .tls: token.publicKey.count == TokenTransportKey.publicKeyByteCount
                case .mlDSA65, .xWing, .symmetric: false
                }
            guard isNamed else { throw .keyMismatch }
        }
        if let validFrom, let validUntil, validFrom >= validUntil { throw .validityEmpty }
        self.purpose = purpose
        self.owner = owner
        self.id = id
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.token = token
    }

    package func isValid(at time: Timestamp) -> Bool {
        (validFrom.map { $0 <= time } ?? true) && (validUntil.map { time < $0 } ?? true)
    }

    /// Whether it is one of an actor's message keys.
    package var isOfMessages: Bool {
        if case .messages = owner { true } else { false }
    }

    /// Its line; for a key in the ring, the clear part of it.
    var words: String {
        let from = validFrom.map(\.rfc3339) ?? "-"
        let until = validUntil.map(\.rfc3339) ?? "-"
        let entry = "\(purpose.rawValue) \(owner.text) \(id) from=\(from) until=\(until)"
        return token.map { "token \(entry) \($0.words)" } ?? "key \(entry)"
    }

    /// What the entry's own subkey is derived for.
    var subkeyInfo: [UInt8] {
        Array("budkavle/key-ring/entry/v1\0\(purpose.rawValue) \(owner.text) \(id)".utf8)
    }

    /// Reads the words of ``words`` after `key` or `token`.
    init(_ words: inout RingLine, isInToken: Bool) throws(KeystoreError) {
        guard let purpose = PrivateKeyPurpose(rawValue: try words.word("purpose")) else {
            throw words.malformed("purpose")
        }
        guard let owner = KeyOwner(text: try words.word("owner")) else {
            throw words.malformed("owner")
        }
        let idText = try words.word("key id")
        guard let id = try? KeyID(hex: idText) else { throw words.malformed("key id") }
        let from = try words.time("from")
        let until = try words.time("until")
        let token = isInToken ? try TokenPlace(&words) : nil
        do {
            try self.init(
                purpose, owner, id: id, validFrom: from, validUntil: until, token: token)
        } catch { throw words.malformed("owner, validity and key that fit the purpose") }
    }
}

/// A private key at rest, or where it is.
struct SealedEntry: Sendable {
    let entry: RingEntry
    /// XChaCha20-Poly1305 under the entry's subkey, bound to the clear part of its line; `nil` for a
    /// key in a token, of which the ring has no secret.
    let box: [UInt8]?

    init(_ entry: RingEntry, box: [UInt8]?) {
        self.entry = entry
        self.box = box
    }

    init(
        sealing secret: SecretBytes, as entry: RingEntry, under key: RingKey, random: RandomSource
    ) {
        self.entry = entry
        box = XChaChaBox.seal(
            secret, key: key.subkey(entry.subkeyInfo), aad: Array(entry.words.utf8),
            random: random)
    }

    func open(under key: RingKey) throws(KeystoreError) -> SecretBytes {
        guard let box else { throw .keyInToken }
        let secret: SecretBytes
        do {
            secret = try XChaChaBox.openSecret(
                box, key: key.subkey(entry.subkeyInfo), aad: Array(entry.words.utf8))
        } catch { throw .altered }
        guard entry.purpose.algorithm.accepts(byteCount: secret.count) else {
            throw .secretLengthInvalid(foundBytes: secret.count)
        }
        return secret
    }

    var line: String { box.map { "\(entry.words) \(Base64.encode($0))" } ?? entry.words }
}
