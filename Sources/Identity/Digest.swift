/// 32 bytes: a SHA-256 value or anything of that shape.
///
/// Kept in four words, so that identifiers are compared and hashed without touching the heap.
package struct Digest: Hashable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    package static let byteCount = 32

    /// - Throws: ``IdentityError/lengthInvalid(expectedBytes:foundBytes:)`` unless exactly 32 bytes
    ///   are given.
    package init(bytes: some Collection<UInt8>) throws(IdentityError) {
        guard bytes.count == Self.byteCount else {
            throw .lengthInvalid(expectedBytes: Self.byteCount, foundBytes: bytes.count)
        }
        // Digests are made by the thousand: the generic way is ten times slower.
        let contiguous = bytes.withContiguousStorageIfAvailable { Self.words(of: .init($0)) }
        words = contiguous ?? Array(bytes).withUnsafeBytes { Self.words(of: $0) }
    }

    /// From four big-endian words: for what is 32 bytes long by its type.
    package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// The big-endian words of exactly 32 bytes.
    package static func words(
        of bytes: UnsafeRawBufferPointer
    ) -> (UInt64, UInt64, UInt64, UInt64) {
        precondition(bytes.count == byteCount)
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
        }
        return (word(0), word(1), word(2), word(3))
    }

    /// - Throws: ``IdentityError`` unless `hex` is 64 lower-case hexadecimal digits.
    package init(hex: String) throws(IdentityError) {
        try self.init(bytes: Hex.decode(hex))
    }

    package var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(Self.byteCount)
        append(to: &out)
        return out
    }

    package func append(to out: inout [UInt8]) {
        let inOrder = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
        )
        withUnsafeBytes(of: inOrder) { out.append(contentsOf: $0) }
    }

    package var hex: String { Hex.encode(bytes) }

    /// The first eight bytes as a number, which orders as the digest does.
    package var leadingWord: UInt64 { words.0 }

    /// The first sixteen bytes as two big-endian numbers.
    var leadingWords: (UInt64, UInt64) { (words.0, words.1) }

    package static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Digest: Comparable {
    package static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }
}

extension Digest: CustomStringConvertible {
    package var description: String { hex }
}

/// A 32-byte identifier that means one thing only.
package struct DigestIdentifier<Meaning>: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let digest: Digest

    package init(_ digest: Digest) { self.digest = digest }

    /// - Throws: ``IdentityError`` unless exactly 32 bytes are given.
    package init(bytes: some Collection<UInt8>) throws(IdentityError) {
        try self.init(Digest(bytes: bytes))
    }

    /// - Throws: ``IdentityError`` unless `hex` is 64 lower-case hexadecimal digits.
    package init(hex: String) throws(IdentityError) { try self.init(Digest(hex: hex)) }

    package var bytes: [UInt8] { digest.bytes }
    package var hex: String { digest.hex }
    package var description: String { digest.hex }

    package static func < (left: Self, right: Self) -> Bool { left.digest < right.digest }
}

package enum MessageMeaning {}
package enum CoreMeaning {}

/// `SHA-256(domain ‖ header)`: names a message once and for all. Spec: Envelope.
package typealias MessageID = DigestIdentifier<MessageMeaning>
/// `SHA-256(domain ‖ core)`: what slots and content keys are bound to, known before the ciphertext
/// is. Spec: Envelope.
package typealias CoreID = DigestIdentifier<CoreMeaning>
