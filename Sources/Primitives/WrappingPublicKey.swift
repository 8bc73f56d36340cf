import CSodium
import Crypto
import FoundationEssentials
package import Identity

/// An X-Wing public key (ML-KEM-768 and X25519), for HPKE with HKDF-SHA256 and AES-256-GCM.
package struct WrappingPublicKey: Sendable {
    package static let byteCount = 1216
    /// What HPKE sends ahead of the ciphertext.
    package static let encapsulationByteCount = 1120
    package static let tagByteCount = 16
    /// How much longer a sealed secret is than the secret.
    package static let overheadByteCount = encapsulationByteCount + tagByteCount

    package let bytes: [UInt8]
    package let id: KeyID
    private let key: XWingMLKEM768X25519.PublicKey

    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)``, and
    ///   ``PrimitivesError/keyInvalid`` when the ML-KEM half is not reduced (FIPS 203 section 7.2)
    ///   or the X25519 half has small order, which would leave one half of the hybrid empty.
    package init(bytes: [UInt8]) throws(PrimitivesError) {
        try requireLength(bytes.count, Self.byteCount)
        let (lattice, curve) = (bytes.prefix(mlKEMByteCount), Array(bytes.suffix(x25519ByteCount)))
        guard !hasSmallOrder(curve) else { throw .keyInvalid }
        do {
            _ = try MLKEM768.PublicKey(rawRepresentation: lattice)
            key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: bytes)
        } catch { throw .keyInvalid }
        self.bytes = bytes
        id = KeyAlgorithm.xWing.id(of: bytes)
    }

    /// HPKE base mode, one shot (RFC 9180): encapsulation (1120 bytes) ‖ ciphertext ‖ tag.
    ///
    /// - Parameters:
    ///   - info: what the key agreement is bound to.
    ///   - aad: what the ciphertext is bound to.
    /// - Throws: ``PrimitivesError/callFailed(_:)`` only; the key has been checked.
    package func seal(
        _ plaintext: SecretBytes, info: [UInt8], aad: [UInt8]
    ) throws(PrimitivesError) -> [UInt8] {
        do {
            var sender = try HPKE.Sender(
                recipientKey: key, ciphersuite: hpkeSuite, info: Data(info))
            let ciphertext = try plaintext.withBytes { bytes in
                try unsafe sender.seal(bytes, authenticating: aad)
            }
            var sealed = [UInt8]()
            sealed.reserveCapacity(sender.encapsulatedKey.count + ciphertext.count)
            sealed.append(contentsOf: sender.encapsulatedKey)
            sealed.append(contentsOf: ciphertext)
            return sealed
        } catch { throw .callFailed("HPKE.Sender") }
    }
}

extension WrappingPublicKey: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// The one suite keys are wrapped with.
let hpkeSuite = HPKE.Ciphersuite.XWingMLKEM768X25519_SHA256_AES_GCM_256

/// Whether every key agreement with this X25519 point gives zero (RFC 7748 section 6.1).
private func hasSmallOrder(_ point: [UInt8]) -> Bool {
    Sodium.start()
    // Clamping makes any scalar a multiple of the cofactor, so one that is fixed will do.
    let scalar = [UInt8](repeating: 1, count: x25519ByteCount)
    var shared = [UInt8](repeating: 0, count: x25519ByteCount)
    return unsafe crypto_scalarmult_curve25519(&shared, scalar, point) != 0
}

private let mlKEMByteCount = 1184
private let x25519ByteCount = 32
