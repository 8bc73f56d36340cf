import Crypto
package import struct Identity.Digest

/// SHA-256 over bytes that come in pieces.
package struct DigestStream: Sendable {
    private var state = SHA256()

    package init() {}

    /// Begins with `domain ‖ 0x00`, as ``Hashing/sha256(domain:_:)`` does.
    package init(domain: String) {
        state.update(data: Array(domain.utf8))
        state.update(data: [0])
    }

    package mutating func update(_ bytes: [UInt8]) {
        state.update(data: bytes)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        unsafe state.update(bufferPointer: bytes)
    }

    /// The digest of everything so far; more may follow.
    package func finish() -> Digest {
        Digest(state.finalize())
    }
}
