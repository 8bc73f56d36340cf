import CSodium
package import Identity

/// An Ed25519 public key (RFC 8032).
package struct SigningPublicKey: Sendable {
    package static let byteCount = 32
    package static let signatureByteCount = 64

    package let bytes: [UInt8]
    package let id: KeyID

    /// Looks at the bytes alone, since a registry holds hundreds of keys and most of them verify
    /// nothing in this process. Bytes that are no point of the curve verify nothing at all.
    ///
    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)``, and
    ///   ``PrimitivesError/keyInvalid`` for a second form of a point, and for one of small order,
    ///   which would let one signature fit many messages.
    package init(bytes: [UInt8]) throws(PrimitivesError) {
        try requireLength(bytes.count, Self.byteCount)
        guard Curve25519Field.isReduced(bytes), !SmallOrder.edwards.contains(bytes) else {
            throw .keyInvalid
        }
        self.init(valid: bytes)
    }

    init(valid bytes: [UInt8]) {
        self.bytes = bytes
        id = KeyAlgorithm.ed25519.id(of: bytes)
    }

    /// Whether `signature` is this key's over exactly `message`.
    ///
    /// Strict, as libsodium is: a signature has one form (S below the group order), and points of
    /// small order are refused.
    package func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureByteCount else { return false }
        return unsafe crypto_sign_ed25519_verify_detached(
            signature, message, UInt64(message.count), bytes) == 0
    }
}

extension SigningPublicKey: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
