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
        guard isReduced(lattice: bytes.prefix(latticeByteCount)),
            !SmallOrder.montgomery(Array(bytes.suffix(x25519ByteCount)))
        else { throw .keyInvalid }
        do { key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: bytes) } catch {
            throw .keyInvalid
        }
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

/// Whether all coefficients, packed as 12 bits each, are below the modulus: the check of
/// FIPS 203 section 7.2. The library makes it too, but expands the whole matrix for that.
private func isReduced(lattice: ArraySlice<UInt8>) -> Bool {
    for start in stride(from: lattice.startIndex, to: lattice.endIndex, by: 3) {
        let pair =
            UInt32(lattice[start]) | UInt32(lattice[start + 1]) << 8
            | UInt32(lattice[start + 2]) << 16
        guard pair & 0xfff < mlKEMModulus, pair >> 12 < mlKEMModulus else { return false }
    }
    return true
}

private let mlKEMModulus: UInt32 = 3329
/// 768 coefficients of 12 bits; a seed of 32 bytes follows, then the X25519 half.
private let latticeByteCount = 1152
private let x25519ByteCount = 32
