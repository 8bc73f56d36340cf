package import Identity
import Primitives

/// The first 16 bytes of a hash, where 32 would cost too much on thin carriers and collisions gain
/// an attacker nothing.
package struct ShortDigest: Hashable, Sendable {
    package let bytes: [UInt8]

    package static let byteCount = 16

    package init(prefixOf digest: Digest) { bytes = Array(digest.bytes.prefix(Self.byteCount)) }

    /// - Throws: ``EnvelopeError/fieldInvalid(field:)`` unless exactly 16 bytes are given.
    package init(bytes: [UInt8], field: String) throws(EnvelopeError) {
        guard bytes.count == Self.byteCount else { throw .fieldInvalid(field: field) }
        self.bytes = bytes
    }

    /// One digest of both the policy and the registry a sender decided under.
    package static func view(policy: Digest, registry: Digest) -> ShortDigest {
        ShortDigest(
            prefixOf: Hashing.sha256(domain: EnvelopeDomain.view, policy.bytes, registry.bytes))
    }

    /// Names the message whose slots carry a key epoch's secret.
    package static func keyCarrier(_ coreID: CoreID) -> ShortDigest {
        ShortDigest(prefixOf: coreID.digest)
    }
}

extension ShortDigest: CustomStringConvertible {
    package var description: String { Hex.encode(bytes) }
}
