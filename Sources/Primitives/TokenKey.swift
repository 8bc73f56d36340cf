/// An Ed25519 key in a token: what signs with it does so there.
package struct TokenKey: Sendable {
    /// Names the key, by its id.
    package let uri: TokenURI
    package let publicKey: SigningPublicKey
    private let token: Token

    /// A key whose public half is known from elsewhere; that it is the one is shown when it signs.
    package init(_ token: Token, at uri: TokenURI, _ publicKey: SigningPublicKey) {
        self.token = token
        self.uri = uri
        self.publicKey = publicKey
    }

    /// 64 bytes, as RFC 8032 has them: what the token gave is believed once it verifies.
    ///
    /// - Throws: ``TokenError``.
    package func signature(over message: [UInt8]) throws(TokenError) -> [UInt8] {
        let signature = try token.signature(.ed25519, over: message, by: uri)
        guard publicKey.verifies(signature, over: message) else {
            throw .signatureInvalid(token: uri.token)
        }
        return signature
    }

    /// That the key was made in the token and has never been, and will never be, anywhere else, by the
    /// token's own word.
    ///
    /// - Throws: ``TokenError/keyMayLeave(token:)``.
    package func requireNeverLeaves() throws(TokenError) {
        guard try token.keeps(.ed25519, at: uri) else { throw .keyMayLeave(token: uri.token) }
    }

    /// Destroys both halves.
    ///
    /// - Throws: ``TokenError``.
    package func destroy() throws(TokenError) { try token.destroy(.ed25519, at: uri) }
}

extension Token {
    /// Makes an Ed25519 key that stays in the token.
    ///
    /// - Parameter label: for people who look into the token by other programs.
    /// - Throws: ``TokenError``.
    package func makeKey(label: String, random: RandomSource) throws(TokenError) -> TokenKey {
        try key(make(.ed25519, label: label, random: random))
    }

    /// The key that the URI names, or the only one of its kind there is.
    ///
    /// - Throws: ``TokenError``; ``TokenError/keyMissing(token:)``,
    ///   ``TokenError/keysSeveral(token:)``.
    package func key(_ place: TokenURI) throws(TokenError) -> TokenKey {
        let point = try point(.ed25519, at: place)
        guard let publicKey = try? SigningPublicKey(bytes: point) else {
            throw .keyMissing(token: uri.token)
        }
        return TokenKey(self, at: place, publicKey)
    }
}
