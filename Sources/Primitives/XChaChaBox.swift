import CSodium

/// XChaCha20-Poly1305 in one shot (draft-irtf-cfrg-xchacha): nonce (24) ‖ ciphertext ‖ tag (16).
///
/// The nonce is random and long enough to be drawn for every box under one key.
package enum XChaChaBox {
    package static let keyByteCount = 32
    package static let nonceByteCount = 24
    package static let tagByteCount = 16
    /// How much longer a box is than its content.
    package static let overheadByteCount = nonceByteCount + tagByteCount

    /// - Parameter key: 32 bytes.
    package static func seal(
        _ plaintext: [UInt8], key: SecretBytes, aad: [UInt8], random: RandomSource
    ) -> [UInt8] {
        unsafe plaintext.withUnsafeBytes { unsafe seal($0, key: key, aad: aad, random: random) }
    }

    /// - Parameter key: 32 bytes.
    package static func seal(
        _ plaintext: SecretBytes, key: SecretBytes, aad: [UInt8], random: RandomSource
    ) -> [UInt8] {
        plaintext.withBytes { unsafe seal($0, key: key, aad: aad, random: random) }
    }

    /// - Throws: ``PrimitivesError/openFailed``, whatever was wrong.
    package static func open(
        _ box: [UInt8], key: SecretBytes, aad: [UInt8]
    ) throws(PrimitivesError) -> [UInt8] {
        var plaintext = [UInt8](repeating: 0, count: try plaintextByteCount(of: box))
        let code = unsafe plaintext.withUnsafeMutableBytes { room in
            unsafe open(box, key: key, aad: aad, into: room)
        }
        guard code == 0 else { throw .openFailed }
        return plaintext
    }

    /// As ``open(_:key:aad:)``, into guarded memory.
    ///
    /// - Throws: ``PrimitivesError/openFailed``, whatever was wrong.
    package static func openSecret(
        _ box: [UInt8], key: SecretBytes, aad: [UInt8]
    ) throws(PrimitivesError) -> SecretBytes {
        let count = try plaintextByteCount(of: box)
        return try SecretBytes(count: count) { room throws(PrimitivesError) in
            guard unsafe open(box, key: key, aad: aad, into: room) == 0 else { throw .openFailed }
        }
    }

    private static func plaintextByteCount(of box: [UInt8]) throws(PrimitivesError) -> Int {
        guard box.count >= overheadByteCount else { throw .openFailed }
        return box.count - overheadByteCount
    }

    private static func seal(
        _ plaintext: UnsafeRawBufferPointer, key: SecretBytes, aad: [UInt8], random: RandomSource
    ) -> [UInt8] {
        precondition(key.count == keyByteCount)
        Sodium.start()
        let nonce = random.bytes(nonceByteCount)
        let count = plaintext.count + overheadByteCount
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { room, initialized in
            let box = UnsafeMutableRawBufferPointer(room)
            unsafe box.copyBytes(from: nonce)
            let body = unsafe UnsafeMutableRawBufferPointer(rebasing: box[nonceByteCount...])
            let code = key.withBytes { key in
                unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                    body.bytePointer, nil, plaintext.bytePointer, UInt64(plaintext.count),
                    aad, UInt64(aad.count), nil, nonce, key.bytePointer)
            }
            precondition(code == 0, "XChaCha20-Poly1305 sealing does not fail")
            initialized = count
        }
    }

    /// The library's code: 0 when the box is good and `room` holds its content.
    private static func open(
        _ box: [UInt8], key: SecretBytes, aad: [UInt8], into room: UnsafeMutableRawBufferPointer
    ) -> CInt {
        precondition(key.count == keyByteCount)
        Sodium.start()
        return unsafe box.withUnsafeBytes { box in
            let body = unsafe UnsafeRawBufferPointer(rebasing: box[nonceByteCount...])
            return key.withBytes { key in
                unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                    room.bytePointer, nil, nil, body.bytePointer, UInt64(body.count),
                    aad, UInt64(aad.count), box.bytePointer, key.bytePointer)
            }
        }
    }
}
