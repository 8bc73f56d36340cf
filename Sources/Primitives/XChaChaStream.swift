import CSodium

/// XChaCha20-Poly1305 over a stream of chunks (libsodium's secretstream).
///
/// Each chunk carries whether it is the last, so that a stream cannot be cut, extended or reordered
/// unnoticed. The chunks' lengths are not in the stream: both sides agree on them.
package enum XChaChaStream {
    package static let keyByteCount = 32
    package static let headerByteCount = 24
    /// How much longer a sealed chunk is than its plaintext.
    package static let chunkOverheadByteCount = 17

    fileprivate static let lastTag: UInt8 = 3
    fileprivate static let stateByteCount = 52

    /// The state of a stream with this key and header; the same on both sides.
    fileprivate static func state(
        key: SecretBytes, header: [UInt8]
    ) throws(PrimitivesError) -> SecretBytes {
        try requireLength(key.count, keyByteCount)
        try requireLength(header.count, headerByteCount)
        precondition(crypto_secretstream_xchacha20poly1305_statebytes() == stateByteCount)
        return try SecretBytes(count: stateByteCount) { room throws(PrimitivesError) in
            let code = key.withBytes { key in
                unsafe crypto_secretstream_xchacha20poly1305_init_pull(
                    room.streamState, header, key.bytePointer)
            }
            guard code == 0 else {
                throw .callFailed("crypto_secretstream_xchacha20poly1305_init_pull")
            }
        }
    }
}

/// Seals the chunks of one stream, in order.
package struct XChaChaStreamSealer: ~Copyable, Sendable {
    /// 24 bytes that go before the first chunk.
    package let header: [UInt8]
    /// Whether the last chunk has been sealed.
    package private(set) var isFinished = false
    private let state: SecretBytes

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` unless the key has 32
    ///   bytes.
    package init(key: SecretBytes, random: RandomSource) throws(PrimitivesError) {
        header = random.bytes(XChaChaStream.headerByteCount)
        // The library would draw the header itself; a state set from one is the same on both sides.
        state = try XChaChaStream.state(key: key, header: header)
    }

    /// Seals one chunk and gives the number of bytes written, 17 more than were read. The two
    /// buffers must not overlap.
    ///
    /// - Throws: ``PrimitivesError/streamFinished`` after the last chunk;
    ///   ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` when `room` is too small.
    package mutating func sealChunk(
        _ plaintext: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(PrimitivesError) -> Int {
        guard !isFinished else { throw .streamFinished }
        let count = plaintext.count + XChaChaStream.chunkOverheadByteCount
        guard room.count >= count else {
            throw .lengthInvalid(expectedBytes: count, foundBytes: room.count)
        }
        let code = state.withMutableBytes { state in
            unsafe crypto_secretstream_xchacha20poly1305_push(
                state.streamState, room.bytePointer, nil, plaintext.bytePointer,
                UInt64(plaintext.count), nil, 0, isLast ? XChaChaStream.lastTag : 0)
        }
        guard code == 0 else { throw .callFailed("crypto_secretstream_xchacha20poly1305_push") }
        isFinished = isLast
        return count
    }
}

/// Opens the chunks of one stream, in order.
package struct XChaChaStreamOpener: ~Copyable, Sendable {
    /// Whether the last chunk has been opened: without it the stream was cut.
    package private(set) var isFinished = false
    private var hasFailed = false
    private let state: SecretBytes

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` unless the key has 32
    ///   bytes and the header 24.
    package init(key: SecretBytes, header: [UInt8]) throws(PrimitivesError) {
        state = try XChaChaStream.state(key: key, header: header)
    }

    /// Opens one chunk and gives the number of bytes written, 17 fewer than were read. The two
    /// buffers must not overlap. Nothing of a bad chunk stays in `room`.
    ///
    /// - Throws: ``PrimitivesError/openFailed``, then and ever after;
    ///   ``PrimitivesError/streamFinished`` after the last chunk;
    ///   ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` when `room` is too small.
    package mutating func openChunk(
        _ ciphertext: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(PrimitivesError) -> Int {
        guard !isFinished else { throw .streamFinished }
        let count = ciphertext.count - XChaChaStream.chunkOverheadByteCount
        guard !hasFailed, count >= 0 else {
            hasFailed = true
            throw .openFailed
        }
        guard room.count >= count else {
            throw .lengthInvalid(expectedBytes: count, foundBytes: room.count)
        }
        var tag: UInt8 = 0
        let code = state.withMutableBytes { state in
            unsafe crypto_secretstream_xchacha20poly1305_pull(
                state.streamState, room.bytePointer, nil, &tag, ciphertext.bytePointer,
                UInt64(ciphertext.count), nil, 0)
        }
        // Our sealer writes two tags; a third would be another program's meaning.
        guard code == 0, tag == 0 || tag == XChaChaStream.lastTag else {
            hasFailed = true
            unsafe sodium_memzero(room.bytePointer, count)
            throw .openFailed
        }
        isFinished = tag == XChaChaStream.lastTag
        return count
    }
}

extension UnsafeMutableRawBufferPointer {
    // Safety: the C struct is bytes only, so it has no alignment, and the buffer has its size.
    fileprivate var streamState: UnsafeMutablePointer<crypto_secretstream_xchacha20poly1305_state> {
        unsafe UnsafeMutableRawPointer(bytePointer).assumingMemoryBound(
            to: crypto_secretstream_xchacha20poly1305_state.self)
    }
}
