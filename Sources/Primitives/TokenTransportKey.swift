import Crypto
import FoundationEssentials
import Identity

/// A P-256 key in a token, for the certificate of a machine.
package struct TokenTransportKey: Sendable {
    package static let publicKeyByteCount = 65

    /// Names the key, by its id.
    package let uri: TokenURI
    /// The uncompressed point (SEC 1): 04, x, y.
    package let publicKey: [UInt8]
    private let token: Token

    /// A key whose public half is known from elsewhere; that it is the one is shown when it signs.
    package init(_ token: Token, at uri: TokenURI, publicKey: [UInt8]) {
        self.token = token
        self.uri = uri
        self.publicKey = publicKey
    }

    /// ECDSA with SHA-256, DER, as TLS and X.509 have it: what the token gave is believed once it
    /// verifies.
    ///
    /// - Throws: ``TokenError``.
    package func signature(over message: [UInt8]) throws(TokenError) -> [UInt8] {
        let raw = try token.signature(.p256, over: Hashing.sha256(message).bytes, by: uri)
        guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw),
            let key = try? P256.Signing.PublicKey(x963Representation: publicKey),
            key.isValidSignature(signature, for: message)
        else { throw .signatureInvalid(token: uri.token) }
        return Array(signature.derRepresentation)
    }

    /// Destroys both halves.
    ///
    /// - Throws: ``TokenError``.
    package func destroy() throws(TokenError) { try token.destroy(.p256, at: uri) }
}

extension TokenTransportKey: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.uri == right.uri && left.publicKey == right.publicKey
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(publicKey) }
}

extension Token {
    /// Makes a P-256 key that stays in the token.
    ///
    /// - Throws: ``TokenError``.
    package func makeTransportKey(
        label: String, random: RandomSource
    ) throws(TokenError) -> TokenTransportKey {
        let place = try make(.p256, label: label, random: random)
        return try TokenTransportKey(self, at: place, publicKey: point(.p256, at: place))
    }
}
