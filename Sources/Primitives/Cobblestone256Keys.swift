/// What an input key, a salt and a context give: cipher key, base nonce and commitment.
///
/// `HKDF-Expand-SHA512(key, "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM" ‖ 00 ‖ salt ‖
/// context)`. Spec: c2sp.org/chunked-encryption.
struct Cobblestone256Keys {
    let commitment: [UInt8]
    private let baseNonce: [UInt8]
    private let derived: SecretBytes

    init(key: SecretBytes, context: [UInt8], salt: [UInt8]) throws(PrimitivesError) {
        try requireLength(key.count, Cobblestone256.keyByteCount)
        try requireLength(salt.count, Cobblestone256.saltByteCount)
        let info = domain + [0] + salt + context
        derived = HKDF512.expand(
            key, info: info,
            count: AES256GCM.keyByteCount + AES256GCM.nonceByteCount
                + Cobblestone256.commitmentByteCount)
        (baseNonce, commitment) = derived.withBytes { bytes in
            let rest = unsafe bytes.dropFirst(AES256GCM.keyByteCount)
            return unsafe (
                Array(rest.prefix(AES256GCM.nonceByteCount)),
                Array(rest.dropFirst(AES256GCM.nonceByteCount))
            )
        }
    }

    func cipher(_ direction: AES256GCM.Direction) throws(PrimitivesError) -> AES256GCM {
        try derived.withBytes { bytes throws(PrimitivesError) in
            try unsafe AES256GCM(
                key: UnsafeRawBufferPointer(rebasing: bytes.prefix(AES256GCM.keyByteCount)),
                direction: direction)
        }
    }

    var nonces: Cobblestone256Nonces { Cobblestone256Nonces(base: baseNonce) }
}

/// The nonces of successive chunks: base nonce XOR chunk number (big-endian).
struct Cobblestone256Nonces: Sendable {
    private let base: [UInt8]
    private var nonce: [UInt8]
    private var index = 0

    fileprivate init(base: [UInt8]) {
        self.base = base
        nonce = base
    }

    /// The nonce of the next chunk; never the same twice.
    ///
    /// - Throws: ``PrimitivesError/chunkLimitReached`` after 2^38.
    mutating func next() throws(PrimitivesError) -> [UInt8] {
        guard index < Cobblestone256.chunkCountMax else { throw .chunkLimitReached }
        for position in 0..<8 {
            let byte = UInt8(truncatingIfNeeded: index >> (8 * position))
            nonce[base.count - 1 - position] = base[base.count - 1 - position] ^ byte
        }
        index += 1
        return nonce
    }
}

private let domain = Array("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM".utf8)
