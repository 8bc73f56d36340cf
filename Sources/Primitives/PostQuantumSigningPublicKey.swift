import Crypto
package import Identity

/// An ML-DSA-65 public key (FIPS 204).
package struct PostQuantumSigningPublicKey: Sendable {
    package static let byteCount = 1952
    package static let signatureByteCount = 3309
    package static let contextMaxBytes = 255

    package let bytes: [UInt8]
    package let id: KeyID
    private let key: MLDSA65.PublicKey

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)``,
    ///   ``PrimitivesError/keyInvalid``.
    package init(bytes: [UInt8]) throws(PrimitivesError) {
        try requireLength(bytes.count, Self.byteCount)
        do { key = try MLDSA65.PublicKey(rawRepresentation: bytes) } catch { throw .keyInvalid }
        self.bytes = bytes
        id = KeyAlgorithm.mlDSA65.id(of: bytes)
    }

    /// Whether `signature` is this key's over exactly `message` under exactly `context`.
    package func verifies(
        _ signature: [UInt8], over message: [UInt8], context: [UInt8] = []
    ) -> Bool {
        guard signature.count == Self.signatureByteCount, context.count <= Self.contextMaxBytes
        else { return false }
        return key.isValidSignature(signature, for: message, context: context)
    }
}

extension PostQuantumSigningPublicKey: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
