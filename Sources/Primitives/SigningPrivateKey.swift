import CSodium

/// An Ed25519 private key (RFC 8032), kept as its seed and its expanded form.
package struct SigningPrivateKey: Sendable {
    package static let seedByteCount = 32

    package let seed: SecretBytes
    package let publicKey: SigningPublicKey
    /// Seed and public key, as libsodium wants them.
    private let expanded: SecretBytes

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` unless the seed has
    ///   32 bytes.
    package init(seed: SecretBytes) throws(PrimitivesError) {
        try requireLength(seed.count, Self.seedByteCount)
        var publicBytes = [UInt8](repeating: 0, count: SigningPublicKey.byteCount)
        expanded = try SecretBytes(count: 64) { room throws(PrimitivesError) in
            let code = seed.withBytes { seed in
                unsafe crypto_sign_ed25519_seed_keypair(
                    &publicBytes, room.bytePointer, seed.bytePointer)
            }
            guard code == 0 else { throw .callFailed("crypto_sign_ed25519_seed_keypair") }
        }
        self.seed = seed
        publicKey = SigningPublicKey(valid: publicBytes)
    }

    package static func generate() -> SigningPrivateKey {
        do { return try SigningPrivateKey(seed: .random(count: seedByteCount)) } catch {
            preconditionFailure("every seed of the right length gives a key")
        }
    }

    /// 64 bytes, the same for the same message.
    package func signature(over message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: SigningPublicKey.signatureByteCount)
        let code = expanded.withBytes { key in
            unsafe crypto_sign_ed25519_detached(
                &signature, nil, message, UInt64(message.count), key.bytePointer)
        }
        precondition(code == 0, "Ed25519 signing does not fail")
        return signature
    }
}
