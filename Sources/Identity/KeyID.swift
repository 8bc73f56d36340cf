/// Names a public key: the first 16 bytes of `SHA-256("budkavle/key-id/v1" ‖ 0x00 ‖ algorithm byte
/// ‖ public key)`.
///
/// Computed where the public key is known; here it is only 16 bytes, so that every room can speak
/// of keys.
package struct KeyID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    package static let byteCount = 16

    /// - Throws: ``IdentityError/lengthInvalid(expectedBytes:foundBytes:)`` unless exactly 16 bytes
    ///   are given.
    package init(bytes: some Collection<UInt8>) throws(IdentityError) {
        guard bytes.count == Self.byteCount else {
            throw .lengthInvalid(expectedBytes: Self.byteCount, foundBytes: bytes.count)
        }
        // As for digests: the generic way is ten times slower.
        let words = Array(bytes).withUnsafeBytes { bytes in
            (0..<2).map {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self))
            }
        }
        (high, low) = (words[0], words[1])
    }

    /// The first 16 bytes of a digest.
    package init(prefixOf digest: Digest) { (high, low) = digest.leadingWords }

    /// - Throws: ``IdentityError`` unless `hex` is 32 lower-case hexadecimal digits.
    package init(hex: String) throws(IdentityError) {
        try self.init(bytes: Hex.decode(hex))
    }

    package var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: word >> UInt64($0))
            }
        }
    }

    package var hex: String { Hex.encode(bytes) }
}

extension KeyID: Comparable {
    package static func < (left: KeyID, right: KeyID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension KeyID: CustomStringConvertible {
    package var description: String { hex }
}
