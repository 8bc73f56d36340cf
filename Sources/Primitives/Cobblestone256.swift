/// C2SP chunked encryption with AES-256-GCM (c2sp.org/chunked-encryption).
///
/// salt (24) ‖ commitment (32) ‖ chunks. A chunk holds 16 KiB and the last one always less,
/// possibly nothing: so the length alone tells which chunk is the last, and none can be dropped or
/// added.
package enum Cobblestone256 {
    package static let keyByteCount = 32
    package static let saltByteCount = 24
    package static let commitmentByteCount = 32
    package static let headerByteCount = saltByteCount + commitmentByteCount
    package static let chunkPlaintextByteCount = 16_384
    package static let tagByteCount = 16
    package static let chunkCiphertextByteCount = chunkPlaintextByteCount + tagByteCount
    /// The most chunks under one salt.
    package static let chunkCountMax = 1 << 38

    /// The length of the whole ciphertext, header included.
    ///
    /// - Returns: `nil` for a negative length or one of more than ``chunkCountMax`` chunks.
    package static func ciphertextLength(ofPlaintext byteCount: Int) -> Int? {
        guard byteCount >= 0 else { return nil }
        let chunks = byteCount / chunkPlaintextByteCount + 1
        guard chunks <= chunkCountMax else { return nil }
        return headerByteCount + byteCount + chunks * tagByteCount
    }

    /// The length of the plaintext of a whole ciphertext, header included.
    ///
    /// - Returns: `nil` for a length that no plaintext gives.
    package static func plaintextLength(ofCiphertext byteCount: Int) -> Int? {
        guard byteCount >= headerByteCount + tagByteCount else { return nil }
        let body = byteCount - headerByteCount
        let (fullChunks, tail) = body.quotientAndRemainder(dividingBy: chunkCiphertextByteCount)
        guard tail >= tagByteCount, fullChunks < chunkCountMax else { return nil }
        return fullChunks * chunkPlaintextByteCount + tail - tagByteCount
    }

    /// Seals a whole buffer.
    ///
    /// - Parameters:
    ///   - key: 32 uniformly random bytes.
    ///   - context: what the ciphertext is bound to.
    ///   - salt: 24 bytes, never twice with one key.
    /// - Throws: ``PrimitivesError``.
    package static func seal(
        _ plaintext: [UInt8], key: SecretBytes, context: [UInt8], salt: [UInt8]
    ) throws(PrimitivesError) -> [UInt8] {
        var sealer = try Cobblestone256Sealer(key: key, context: context, salt: salt)
        guard let count = ciphertextLength(ofPlaintext: plaintext.count) else {
            throw .chunkLimitReached
        }
        var sealed = [UInt8](repeating: 0, count: count)
        sealed.replaceSubrange(0..<headerByteCount, with: sealer.header)
        var offsets = (read: 0, written: headerByteCount)
        while !sealer.isFinished {
            let end = min(offsets.read + chunkPlaintextByteCount, plaintext.count)
            let count = try unsafe transform(
                plaintext, offsets.read..<end, into: &sealed, from: offsets.written
            ) { chunk, room throws(PrimitivesError) in
                try unsafe sealer.sealChunk(chunk, into: room)
            }
            offsets = (end, offsets.written + count)
        }
        return sealed
    }

    /// Opens a whole buffer.
    ///
    /// - Throws: ``PrimitivesError/openFailed``, whatever was wrong with the ciphertext.
    package static func open(
        _ sealed: [UInt8], key: SecretBytes, context: [UInt8]
    ) throws(PrimitivesError) -> [UInt8] {
        guard let count = plaintextLength(ofCiphertext: sealed.count) else { throw .openFailed }
        var opener = try Cobblestone256Opener(
            key: key, context: context, header: Array(sealed.prefix(headerByteCount)))
        var plaintext = [UInt8](repeating: 0, count: count)
        var offsets = (read: headerByteCount, written: 0)
        while !opener.isFinished {
            let end = min(offsets.read + chunkCiphertextByteCount, sealed.count)
            let count = try unsafe transform(
                sealed, offsets.read..<end, into: &plaintext, from: offsets.written
            ) { chunk, room throws(PrimitivesError) in
                try unsafe opener.openChunk(chunk, into: room)
            }
            offsets = (end, offsets.written + count)
        }
        return plaintext
    }

    /// One chunk from one array to the other; gives the number of bytes written.
    private static func transform(
        _ input: [UInt8], _ range: Range<Int>, into output: inout [UInt8], from start: Int,
        _ body: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(PrimitivesError)
            -> Int
    ) throws(PrimitivesError) -> Int {
        let result = unsafe output.withUnsafeMutableBytes { output in
            unsafe input.withUnsafeBytes { input in
                Result { () throws(PrimitivesError) in
                    try unsafe body(
                        UnsafeRawBufferPointer(rebasing: input[range]),
                        UnsafeMutableRawBufferPointer(rebasing: output[start...]))
                }
            }
        }
        return try result.get()
    }
}
