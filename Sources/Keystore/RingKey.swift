import Primitives

/// The random key-encryption key of one ring, and what is derived from it.
struct RingKey: Sendable {
    static let byteCount = 32

    private let secret: SecretBytes

    /// A new one.
    init() { secret = .random(count: Self.byteCount) }

    /// - Throws: ``KeystoreError/unlockFailed``.
    init(
        unwrapping box: [UInt8], under wrapKey: SecretBytes, aad: [UInt8]
    ) throws(KeystoreError) {
        do { secret = try XChaChaBox.openSecret(box, key: wrapKey, aad: aad) } catch {
            throw .unlockFailed
        }
        guard secret.count == Self.byteCount else { throw .unlockFailed }
    }

    func wrapped(under wrapKey: SecretBytes, aad: [UInt8], random: RandomSource) -> [UInt8] {
        XChaChaBox.seal(secret, key: wrapKey, aad: aad, random: random)
    }

    /// 32 bytes for one use.
    func subkey(_ info: [UInt8]) -> SecretBytes {
        HKDF512.expand(secret, info: info, count: Self.byteCount)
    }

    /// What the ring's last line is made with.
    var macKey: SecretBytes { subkey(Array("budkavle/key-ring/mac/v1".utf8)) }
}
