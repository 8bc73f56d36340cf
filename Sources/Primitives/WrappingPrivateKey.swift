import CSodium
import Crypto
import FoundationEssentials

/// An X-Wing private key, kept as its seed; the library's key lives for one call.
package struct WrappingPrivateKey: Sendable {
    package static let seedByteCount = 32

    package let seed: SecretBytes
    package let publicKey: WrappingPublicKey

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` unless the seed has
    ///   32 bytes.
    package init(seed: SecretBytes) throws(PrimitivesError) {
        let key = try Self.key(from: seed)
        self.seed = seed
        publicKey = try WrappingPublicKey(bytes: Array(key.publicKey.rawRepresentation))
    }

    package static func generate() -> WrappingPrivateKey {
        do { return try WrappingPrivateKey(seed: .random(count: seedByteCount)) } catch {
            preconditionFailure("every seed of the right length gives a key")
        }
    }

    /// Opens what ``WrappingPublicKey/seal(_:info:aad:)`` gave.
    ///
    /// - Throws: ``PrimitivesError/openFailed``, whatever was wrong.
    package func open(
        _ sealed: [UInt8], info: [UInt8], aad: [UInt8]
    ) throws(PrimitivesError) -> SecretBytes {
        guard sealed.count >= WrappingPublicKey.overheadByteCount else { throw .openFailed }
        let encapsulation = Data(sealed.prefix(WrappingPublicKey.encapsulationByteCount))
        let ciphertext = sealed.dropFirst(WrappingPublicKey.encapsulationByteCount)
        let key = try Self.key(from: seed)
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key, ciphersuite: hpkeSuite, info: Data(info),
                encapsulatedKey: encapsulation)
            var plaintext = try recipient.open(ciphertext, authenticating: aad)
            defer { wipe(&plaintext) }
            return SecretBytes(copying: plaintext)
        } catch { throw .openFailed }
    }

    private static func key(
        from seed: SecretBytes
    ) throws(PrimitivesError) -> XWingMLKEM768X25519.PrivateKey {
        try requireLength(seed.count, seedByteCount)
        do {
            return try seed.withBytes { bytes in
                try unsafe XWingMLKEM768X25519.PrivateKey(
                    seedRepresentation: bytes, publicKey: nil)
            }
        } catch { throw .callFailed("XWingMLKEM768X25519.PrivateKey") }
    }

    private func wipe(_ data: inout Data) {
        unsafe data.withUnsafeMutableBytes { room in
            unsafe sodium_memzero(room.bytePointer, room.count)
        }
    }
}
