import CSodium

/// An Ed25519 private key (RFC 8032): here, as its seed and its expanded form, or in a token.
package struct SigningPrivateKey: Sendable {
    package static let seedByteCount = 32

    package let publicKey: SigningPublicKey
    private let place: Place

    private enum Place: Sendable {
        /// `expanded` is seed and public key, as libsodium wants them.
        case here(seed: SecretBytes, expanded: SecretBytes)
        case token(TokenKey)
    }

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` unless the seed has
    ///   32 bytes.
    package init(seed: SecretBytes) throws(PrimitivesError) {
        try requireLength(seed.count, Self.seedByteCount)
        var publicBytes = [UInt8](repeating: 0, count: SigningPublicKey.byteCount)
        let expanded = try SecretBytes(count: 64) { room throws(PrimitivesError) in
            let code = seed.withBytes { seed in
                unsafe crypto_sign_ed25519_seed_keypair(
                    &publicBytes, room.bytePointer, seed.bytePointer)
            }
            guard code == 0 else { throw .callFailed("crypto_sign_ed25519_seed_keypair") }
        }
        place = .here(seed: seed, expanded: expanded)
        publicKey = SigningPublicKey(valid: publicBytes)
    }

    /// A key that is in a token and signs there.
    package init(_ key: TokenKey) {
        place = .token(key)
        publicKey = key.publicKey
    }

    package static func generate() -> SigningPrivateKey {
        do { return try SigningPrivateKey(seed: .random(count: seedByteCount)) } catch {
            preconditionFailure("every seed of the right length gives a key")
        }
    }

    /// `nil` for a key that never leaves its token.
    package var seed: SecretBytes? {
        if case .here(let seed, _) = place { seed } else { nil }
    }

    /// 64 bytes, the same for the same message.
    ///
    /// - Throws: ``TokenError``, for a key in a token alone.
    package func signature(over message: [UInt8]) throws(TokenError) -> [UInt8] {
        switch place {
        case .here(_, let expanded): signature(over: message, by: expanded)
        case .token(let key): try key.signature(over: message)
        }
    }

    private func signature(over message: [UInt8], by expanded: SecretBytes) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: SigningPublicKey.signatureByteCount)
        let code = expanded.withBytes { key in
            unsafe crypto_sign_ed25519_detached(
                &signature, nil, message, UInt64(message.count), key.bytePointer)
        }
        precondition(code == 0, "Ed25519 signing does not fail")
        return signature
    }
}
