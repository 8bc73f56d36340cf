/// Seals the chunks of one ciphertext, in order. One thread at a time; nothing is allocated per
/// chunk.
package struct Cobblestone256Sealer: ~Copyable, Sendable {
    /// salt ‖ commitment, 56 bytes that go before the first chunk.
    package let header: [UInt8]
    /// Whether the last chunk, the short one, has been sealed.
    package private(set) var isFinished: Bool
    private var nonces: Cobblestone256Nonces
    private var cipher: AES256GCM

    /// - Parameters:
    ///   - key: 32 uniformly random bytes.
    ///   - context: what the ciphertext is bound to.
    ///   - salt: 24 bytes, never twice with one key.
    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)``.
    package init(key: SecretBytes, context: [UInt8], salt: [UInt8]) throws(PrimitivesError) {
        let keys = try Cobblestone256Keys(key: key, context: context, salt: salt)
        let cipher = try keys.cipher(.sealing)
        self.cipher = cipher
        header = salt + keys.commitment
        nonces = keys.nonces
        isFinished = false
    }

    /// Seals the next chunk and gives the number of bytes written, 16 more than were read.
    ///
    /// A chunk of ``Cobblestone256/chunkPlaintextByteCount`` bytes is followed by another; a
    /// shorter one, possibly empty, is the last. `room` may begin where `plaintext` does.
    ///
    /// - Throws: ``PrimitivesError/streamFinished`` after the last chunk;
    ///   ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` when the chunk is too long or
    ///   `room` too small; ``PrimitivesError/chunkLimitReached``.
    package mutating func sealChunk(
        _ plaintext: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(PrimitivesError) -> Int {
        guard !isFinished else { throw .streamFinished }
        guard plaintext.count <= Cobblestone256.chunkPlaintextByteCount else {
            throw .lengthInvalid(
                expectedBytes: Cobblestone256.chunkPlaintextByteCount, foundBytes: plaintext.count)
        }
        guard room.count >= plaintext.count + Cobblestone256.tagByteCount else {
            throw .lengthInvalid(
                expectedBytes: plaintext.count + Cobblestone256.tagByteCount,
                foundBytes: room.count)
        }
        let isLast = plaintext.count < Cobblestone256.chunkPlaintextByteCount
        let nonce = try nonces.next()
        // Should the library fail, the chunk's nonce is spent and the stream has no next one.
        isFinished = true
        let written = try unsafe cipher.seal(plaintext, nonce: nonce, into: room)
        isFinished = isLast
        return written
    }
}
