package import Primitives

/// A private key that signs notes under a name.
package struct NoteSigner: Sendable {
    package let key: NoteKey
    private let privateKey: PrivateKey

    private enum PrivateKey: Sendable {
        case ed25519(SigningPrivateKey)
        case mlDSA65(PostQuantumSigningPrivateKey)
    }

    /// - Throws: ``NoteError/nameInvalid(text:)``.
    package init(name: String, ed25519: SigningPrivateKey) throws(NoteError) {
        key = try NoteKey(name: name, ed25519: ed25519.publicKey)
        privateKey = .ed25519(ed25519)
    }

    /// - Throws: ``NoteError/nameInvalid(text:)``.
    package init(name: String, mlDSA65: PostQuantumSigningPrivateKey) throws(NoteError) {
        key = try NoteKey(name: name, mlDSA65: mlDSA65.publicKey)
        privateKey = .mlDSA65(mlDSA65)
    }

    func signature(over text: [UInt8]) throws(NoteError) -> NoteSignature {
        let bytes: [UInt8]
        do {
            switch privateKey {
            case .ed25519(let key): bytes = try key.signature(over: text)
            case .mlDSA65(let key): bytes = try key.signature(over: text)
            }
        } catch { throw .signingFailed(name: key.name) }
        return try NoteSignature(name: key.name, id: key.id, bytes: bytes)
    }
}
