/// Opens the chunks of one ciphertext, in order. One thread at a time; nothing is allocated per
/// chunk.
package struct Cobblestone256Opener: ~Copyable, Sendable {
    /// Whether the last chunk, the short one, has been opened.
    package private(set) var isFinished: Bool
    private var hasFailed: Bool
    private var nonces: Cobblestone256Nonces
    private var cipher: AES256GCM

    /// Checks the commitment, in constant time, before anything is decrypted.
    ///
    /// - Throws: ``PrimitivesError/openFailed`` when the header is not one of this key and context;
    ///   ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` for a key that has not 32
    ///   bytes.
    package init(key: SecretBytes, context: [UInt8], header: [UInt8]) throws(PrimitivesError) {
        guard header.count == Cobblestone256.headerByteCount else { throw .openFailed }
        let keys = try Cobblestone256Keys(
            key: key, context: context, salt: Array(header.prefix(Cobblestone256.saltByteCount)))
        let commitment = Array(header.dropFirst(Cobblestone256.saltByteCount))
        guard ConstantTime.areEqual(commitment, keys.commitment) else { throw .openFailed }
        let cipher = try keys.cipher(.opening)
        self.cipher = cipher
        nonces = keys.nonces
        isFinished = false
        hasFailed = false
    }

    /// Opens the next chunk and gives the number of bytes written, 16 fewer than were read.
    ///
    /// A chunk of ``Cobblestone256/chunkCiphertextByteCount`` bytes is followed by another; a
    /// shorter one is the last. `room` may begin where `ciphertext` does; nothing of a bad chunk
    /// stays in it.
    ///
    /// - Throws: ``PrimitivesError/openFailed``, then and ever after;
    ///   ``PrimitivesError/streamFinished`` after the last chunk;
    ///   ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` when `room` is too small.
    package mutating func openChunk(
        _ ciphertext: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(PrimitivesError) -> Int {
        guard !isFinished else { throw .streamFinished }
        guard !hasFailed,
            (Cobblestone256.tagByteCount...Cobblestone256.chunkCiphertextByteCount)
                .contains(ciphertext.count)
        else {
            hasFailed = true
            throw .openFailed
        }
        let count = ciphertext.count - Cobblestone256.tagByteCount
        guard room.count >= count else {
            throw .lengthInvalid(expectedBytes: count, foundBytes: room.count)
        }
        let nonce = try nonces.next()
        // Until proven otherwise: after a bad chunk nothing can be right.
        hasFailed = true
        let written = try unsafe cipher.open(ciphertext, nonce: nonce, into: room)
        hasFailed = false
        isFinished = ciphertext.count < Cobblestone256.chunkCiphertextByteCount
        return written
    }

    /// To be called at the end of input.
    ///
    /// - Throws: ``PrimitivesError/openFailed`` unless the last chunk has been opened: the
    ///   ciphertext was cut.
    package func finish() throws(PrimitivesError) {
        guard isFinished else { throw .openFailed }
    }
}
