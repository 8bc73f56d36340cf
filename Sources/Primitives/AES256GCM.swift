import COpenSSL

/// AES-256-GCM under one key (NIST SP 800-38D), by OpenSSL: 12-byte nonces, 16-byte tags.
///
/// The key schedule is made once and every message reuses it; nothing is allocated per message.
@safe package struct AES256GCM: ~Copyable {
    package enum Direction: Sendable { case sealing, opening }

    package static let keyByteCount = 32
    package static let nonceByteCount = 12
    package static let tagByteCount = 16

    private let context: OpaquePointer
    private let direction: Direction

    /// - Parameter key: 32 bytes.
    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)``,
    ///   ``PrimitivesError/callFailed(_:)``.
    package init(key: UnsafeRawBufferPointer, direction: Direction) throws(PrimitivesError) {
        try requireLength(key.count, Self.keyByteCount)
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            throw .callFailed("EVP_CIPHER_CTX_new")
        }
        let isSealing: CInt = direction == .sealing ? 1 : 0
        let code = unsafe EVP_CipherInit_ex(
            context, EVP_aes_256_gcm(), nil, key.bytePointer, nil, isSealing)
        guard code == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw .callFailed("EVP_CipherInit_ex")
        }
        unsafe self.context = context
        self.direction = direction
    }

    // Wipes the key schedule too.
    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// Writes ciphertext ‖ tag; `room` may begin where `plaintext` does.
    ///
    /// - Parameter nonce: 12 bytes, never twice under one key: a repeat gives the key's
    ///   authentication away.
    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` when `room` is too
    ///   small, ``PrimitivesError/callFailed(_:)``.
    package mutating func seal(
        _ plaintext: UnsafeRawBufferPointer, nonce: [UInt8], aad: [UInt8] = [],
        into room: UnsafeMutableRawBufferPointer
    ) throws(PrimitivesError) -> Int {
        precondition(direction == .sealing)
        let count = plaintext.count + Self.tagByteCount
        guard room.count >= count else {
            throw .lengthInvalid(expectedBytes: count, foundBytes: room.count)
        }
        try begin(nonce: nonce, aad: aad)
        try unsafe update(plaintext, into: room)
        let end = unsafe room.bytePointer + plaintext.count
        var written: CInt = 0
        guard unsafe EVP_CipherFinal_ex(context, end, &written) == 1, written == 0 else {
            throw .callFailed("EVP_CipherFinal_ex")
        }
        let code = unsafe EVP_CIPHER_CTX_ctrl(
            context, EVP_CTRL_AEAD_GET_TAG, CInt(Self.tagByteCount), end)
        guard code == 1 else { throw .callFailed("EVP_CTRL_AEAD_GET_TAG") }
        return count
    }

    /// Writes the plaintext; `room` may begin where `sealed` does. Of a message that fails nothing
    /// stays in `room`.
    ///
    /// - Throws: ``PrimitivesError/openFailed``,
    ///   ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)`` when `room` is too small,
    ///   ``PrimitivesError/callFailed(_:)``.
    package mutating func open(
        _ sealed: UnsafeRawBufferPointer, nonce: [UInt8], aad: [UInt8] = [],
        into room: UnsafeMutableRawBufferPointer
    ) throws(PrimitivesError) -> Int {
        precondition(direction == .opening)
        let count = sealed.count - Self.tagByteCount
        guard count >= 0 else { throw .openFailed }
        guard room.count >= count else {
            throw .lengthInvalid(expectedBytes: count, foundBytes: room.count)
        }
        try begin(nonce: nonce, aad: aad)
        // The library reads the tag through a pointer to mutable memory but does not write.
        let tag = unsafe UnsafeMutableRawPointer(mutating: sealed.bytePointer + count)
        let code = unsafe EVP_CIPHER_CTX_ctrl(
            context, EVP_CTRL_AEAD_SET_TAG, CInt(Self.tagByteCount), tag)
        guard code == 1 else { throw .callFailed("EVP_CTRL_AEAD_SET_TAG") }
        try unsafe update(UnsafeRawBufferPointer(rebasing: sealed[..<count]), into: room)
        let end = unsafe room.bytePointer + count
        var written: CInt = 0
        guard unsafe EVP_CipherFinal_ex(context, end, &written) == 1, written == 0 else {
            unsafe OPENSSL_cleanse(room.bytePointer, count)
            throw .openFailed
        }
        return count
    }

    private func begin(nonce: [UInt8], aad: [UInt8]) throws(PrimitivesError) {
        try requireLength(nonce.count, Self.nonceByteCount)
        guard unsafe EVP_CipherInit_ex(context, nil, nil, nil, nonce, -1) == 1 else {
            throw .callFailed("EVP_CipherInit_ex")
        }
        guard !aad.isEmpty else { return }
        guard let length = CInt(exactly: aad.count) else {
            throw .lengthInvalid(expectedBytes: Int(CInt.max), foundBytes: aad.count)
        }
        var written: CInt = 0
        guard unsafe EVP_CipherUpdate(context, nil, &written, aad, length) == 1 else {
            throw .callFailed("EVP_CipherUpdate")
        }
    }

    private func update(
        _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(PrimitivesError) {
        guard let length = CInt(exactly: input.count) else {
            throw .lengthInvalid(expectedBytes: Int(CInt.max), foundBytes: input.count)
        }
        guard length > 0 else { return }
        var written: CInt = 0
        let code = unsafe EVP_CipherUpdate(
            context, room.bytePointer, &written, input.bytePointer, length)
        guard code == 1, written == length else { throw .callFailed("EVP_CipherUpdate") }
    }
}

// Safety: the one owner of an OpenSSL context, which is bound to no thread and is touched only by
// mutating calls, of which Swift lets one run at a time.
extension AES256GCM: @unchecked Sendable {}
