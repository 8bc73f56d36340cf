import Crypto
import FoundationEssentials

/// An ML-DSA-65 private key (FIPS 204), kept as its seed; the library's key lives for one call.
package struct PostQuantumSigningPrivateKey: Sendable {
    package static let seedByteCount = 32

    package let seed: SecretBytes
    package let publicKey: PostQuantumSigningPublicKey

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` unless the seed has
    ///   32 bytes.
    package init(seed: SecretBytes) throws(PrimitivesError) {
        let key = try Self.key(from: seed)
        self.seed = seed
        publicKey = try PostQuantumSigningPublicKey(bytes: Array(key.publicKey.rawRepresentation))
    }

    package static func generate() -> PostQuantumSigningPrivateKey {
        do { return try PostQuantumSigningPrivateKey(seed: .random(count: seedByteCount)) } catch {
            preconditionFailure("every seed of the right length gives a key")
        }
    }

    /// 3309 bytes, randomised: another signature each time. Takes about a millisecond.
    ///
    /// - Throws: ``PrimitivesError/contextTooLong(foundBytes:)`` above 255 bytes of context.
    package func signature(
        over message: [UInt8], context: [UInt8] = []
    ) throws(PrimitivesError) -> [UInt8] {
        guard context.count <= PostQuantumSigningPublicKey.contextMaxBytes else {
            throw .contextTooLong(foundBytes: context.count)
        }
        let key = try Self.key(from: seed)
        do { return try Array(key.signature(for: message, context: context)) } catch {
            throw .callFailed("MLDSA65.signature")
        }
    }

    private static func key(from seed: SecretBytes) throws(PrimitivesError) -> MLDSA65.PrivateKey {
        try requireLength(seed.count, seedByteCount)
        do {
            return try seed.withBytes { bytes in
                try unsafe MLDSA65.PrivateKey(seedRepresentation: bytes, publicKey: nil)
            }
        } catch { throw .callFailed("MLDSA65.PrivateKey") }
    }
}
