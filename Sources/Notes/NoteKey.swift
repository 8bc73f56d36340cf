import Identity
package import Primitives

/// What verifies one kind of signature line.
package enum NotePublicKey: Hashable, Sendable {
    /// Type `01`: Ed25519 over the note's text.
    case ed25519(SigningPublicKey)
    /// Type `ff` ‖ `budkavle/ml-dsa-65/v1`: ML-DSA-65 (FIPS 204) with empty context over the note's
    /// text.
    ///
    /// C2SP assigns no type to ML-DSA-65, so this is an own long identifier as the specification
    /// recommends. The context is empty so that any ML-DSA tool verifies the line; the first line
    /// of every text of ours names its type, which keeps notes apart from all else.
    case mlDSA65(PostQuantumSigningPublicKey)
    /// Any other type, as type and key bytes: known by name, its lines are ignored here.
    case other(typedKey: [UInt8])
}

/// A C2SP *vkey*: the name, id and public key that a note's signature line is checked under.
///
///     example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
///
/// The id is the first four bytes of `SHA-256(name ‖ 0x0A ‖ type ‖ key)`, big-endian. Source:
/// c2sp.org/signed-note.
package struct NoteKey: Hashable, Sendable {
    package let name: String
    package let id: UInt32
    package let publicKey: NotePublicKey

    /// - Throws: ``NoteError/nameInvalid(text:)``.
    package init(name: String, ed25519: SigningPublicKey) throws(NoteError) {
        try self.init(name: name, publicKey: .ed25519(ed25519))
    }

    /// - Throws: ``NoteError/nameInvalid(text:)``.
    package init(name: String, mlDSA65: PostQuantumSigningPublicKey) throws(NoteError) {
        try self.init(name: name, publicKey: .mlDSA65(mlDSA65))
    }

    /// The key of a cosigner, type `04`.
    ///
    /// - Throws: ``NoteError/nameInvalid(text:)``.
    package init(name: String, cosigner: SigningPublicKey) throws(NoteError) {
        let typedKey = [cosignatureNoteType] + cosigner.bytes
        try self.init(name: name, publicKey: .other(typedKey: typedKey))
    }

    private init(name: String, publicKey: NotePublicKey) throws(NoteError) {
        guard noteNameIsValid(name) else { throw .nameInvalid(text: name) }
        self.name = name
        self.publicKey = publicKey
        id = noteKeyID(name: name, typedKey: publicKey.typedKey)
    }

    /// Reads a vkey in its one form.
    ///
    /// - Throws: ``NoteError/keyIDMismatch(name:)`` when the id does not follow from the rest; of
    ///   types `02`, `05` and unknown ones, whose rule is their own, any id is taken.
    package init(vkey: String) throws(NoteError) {
        // Base64 may hold plus signs too: only the first two part the fields.
        let parts = vkey.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let hex = String(parts[1]), let base64 = String(parts[2]),
            let name = String(parts[0])
        else { throw .verifierKeyMalformed }
        guard noteNameIsValid(name) else { throw .nameInvalid(text: name) }
        guard let idBytes = try? Hex.decode(hex), idBytes.count == noteKeyIDBytes,
            let typedKey = try? Base64.decode(base64)
        else { throw .verifierKeyMalformed }
        let publicKey = try NotePublicKey(typedKey: typedKey)
        let id = bigEndian(idBytes)
        if publicKey.hasGeneralID {
            guard id == noteKeyID(name: name, typedKey: typedKey) else {
                throw .keyIDMismatch(name: name)
            }
        }
        self.name = name
        self.id = id
        self.publicKey = publicKey
    }

    package var vkey: String {
        "\(name)+\(Hex.encode(bigEndianBytes(id)))+\(Base64.encode(publicKey.typedKey))"
    }

    /// The Ed25519 key of a cosigner (type `04`, c2sp.org/tlog-cosignature), or `nil` for any other
    /// type.
    package var cosignatureKey: SigningPublicKey? {
        guard case .other(let typedKey) = publicKey, typedKey.first == cosignatureNoteType else {
            return nil
        }
        return try? SigningPublicKey(bytes: Array(typedKey.dropFirst()))
    }

    /// Whether `signature` is this key's over `text`; never for types this room does not verify.
    package func verifies(_ signature: [UInt8], over text: [UInt8]) -> Bool {
        switch publicKey {
        case .ed25519(let key): key.verifies(signature, over: text)
        case .mlDSA65(let key): key.verifies(signature, over: text)
        case .other: false
        }
    }
}

extension NotePublicKey {
    /// - Throws: ``NoteError/verifierKeyMalformed`` without a type, or when the key of a known type
    ///   is none.
    fileprivate init(typedKey: [UInt8]) throws(NoteError) {
        let mlDSA65Type = mlDSA65NoteType
        do {
            switch typedKey.first {
            case nil: throw NoteError.verifierKeyMalformed
            case ed25519NoteType:
                self = .ed25519(try SigningPublicKey(bytes: Array(typedKey.dropFirst())))
            case longNoteType where typedKey.starts(with: mlDSA65Type):
                let key = Array(typedKey.dropFirst(mlDSA65Type.count))
                self = .mlDSA65(try PostQuantumSigningPublicKey(bytes: key))
            default: self = .other(typedKey: typedKey)
            }
        } catch { throw .verifierKeyMalformed }
    }

    /// Type and key: what a vkey carries in base64.
    package var typedKey: [UInt8] {
        switch self {
        case .ed25519(let key): [ed25519NoteType] + key.bytes
        case .mlDSA65(let key): mlDSA65NoteType + key.bytes
        case .other(let typedKey): typedKey
        }
    }

    /// Whether the id follows the rule C2SP recommends; ECDSA (`02`) and RFC 6962 tree heads
    /// (`05`) have rules of their own.
    fileprivate var hasGeneralID: Bool {
        switch self {
        case .ed25519, .mlDSA65: true
        case .other(let typedKey): [cosignatureNoteType, 0x06].contains(typedKey.first)
        }
    }
}

/// Not empty, no Unicode white space, no plus sign, no control character.
func noteNameIsValid(_ name: String) -> Bool {
    !name.isEmpty
        && name.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar != "+" && !scalar.properties.isWhitespace
        }
}

func bigEndian(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
}

func bigEndianBytes(_ value: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
}

private func noteKeyID(name: String, typedKey: [UInt8]) -> UInt32 {
    bigEndian(
        Hashing.sha256(Array(name.utf8) + [UInt8(ascii: "\n")] + typedKey).bytes
            .prefix(noteKeyIDBytes))
}

let noteKeyIDBytes = 4
private let ed25519NoteType: UInt8 = 0x01
private let cosignatureNoteType: UInt8 = 0x04
private let longNoteType: UInt8 = 0xff
private let mlDSA65NoteType = [longNoteType] + Array("budkavle/ml-dsa-65/v1".utf8)
