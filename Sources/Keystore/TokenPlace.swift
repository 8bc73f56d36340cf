import Identity
package import Primitives

/// Where a key of a ring is whose private half never leaves its token, and its public half.
package struct TokenPlace: Hashable, Sendable {
    package let uri: TokenURI
    /// 32 bytes of Ed25519, or an uncompressed point of P-256 for a machine's certificate.
    package let publicKey: [UInt8]

    package init(_ key: TokenKey) {
        uri = key.uri
        publicKey = key.publicKey.bytes
    }

    package init(_ key: TokenTransportKey) {
        uri = key.uri
        publicKey = key.publicKey
    }

    /// `nil` for a machine's.
    package var signingKey: SigningPublicKey? { try? SigningPublicKey(bytes: publicKey) }

    /// The last words of a `token` line.
    var words: String { "\(uri.text) \(Base64.encode(publicKey))" }

    /// Reads what ``words`` writes.
    init(_ words: inout RingLine) throws(KeystoreError) {
        let expected = "PKCS #11 URI with module-path and without PIN"
        let text = try words.word(expected)
        do throws(TokenError) { uri = try TokenURI(text) } catch {
            throw words.malformed(expected)
        }
        publicKey = try words.base64("public key")
    }
}
