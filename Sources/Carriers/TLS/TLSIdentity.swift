import enum Crypto.P256
import Foundation
package import Identity
package import Primitives
import SwiftASN1
import X509

/// A machine's self-signed P-256 certificate and its private key.
///
/// No authority vouches for it: the registry holds the certificate, and both ends of a connection
/// compare. Its dates and names mean nothing; registration and revocation do.
package struct TLSIdentity: Sendable {
    /// X.509, DER.
    package let certificate: [UInt8]
    /// The P-256 scalar, 32 bytes.
    package let privateKey: SecretBytes

    package static let privateKeyByteCount = 32

    /// SHA-256 of the certificate's DER: how the registry and the other end know it.
    package var fingerprint: Digest { Hashing.sha256(certificate) }

    /// Takes stored parts up again.
    ///
    /// - Throws: ``CarrierError/identityInvalid`` unless the key is the certificate's.
    package init(certificate: [UInt8], privateKey: SecretBytes) throws(CarrierError) {
        do {
            let key = try Self.signingKey(privateKey)
            let parsed = try Certificate(derEncoded: certificate)
            guard parsed.publicKey == Certificate.PublicKey(key.publicKey) else {
                throw CarrierError.identityInvalid
            }
        } catch {
            throw .identityInvalid
        }
        self.certificate = certificate
        self.privateKey = privateKey
    }

    private init(unchecked certificate: [UInt8], _ privateKey: SecretBytes) {
        self.certificate = certificate
        self.privateKey = privateKey
    }

    /// Makes a key and signs a certificate with it. Randomness comes from the system.
    ///
    /// - Parameters:
    ///   - commonName: shown by tools, looked at by nobody.
    ///   - validUntil: by default beyond any use; the registry ends it earlier.
    /// - Throws: ``CarrierError/identityInvalid`` when the library refuses name or dates.
    package static func generate(
        commonName: String, validFrom: Timestamp, validUntil: Timestamp = .latest
    ) throws(CarrierError) -> TLSIdentity {
        let key = P256.Signing.PrivateKey()
        do {
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(key.publicKey),
                notValidBefore: date(validFrom), notValidAfter: date(validUntil),
                issuer: name(commonName), subject: name(commonName),
                signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions(),
                issuerPrivateKey: Certificate.PrivateKey(key))
            var serializer = DER.Serializer()
            try serializer.serialize(certificate)
            return TLSIdentity(
                unchecked: serializer.serializedBytes,
                SecretBytes(copying: key.rawRepresentation))
        } catch {
            throw .identityInvalid
        }
    }

    /// PKCS#8, DER, for the TLS library; ordinary memory: keep its life short.
    var privateKeyDER: [UInt8] {
        get throws { Array(try Self.signingKey(privateKey).derRepresentation) }
    }

    private static func signingKey(_ secret: SecretBytes) throws -> P256.Signing.PrivateKey {
        try secret.withBytes { bytes in try P256.Signing.PrivateKey(rawRepresentation: bytes) }
    }

    private static func name(_ commonName: String) throws -> DistinguishedName {
        try DistinguishedName { CommonName(commonName) }
    }

    private static func extensions() throws -> Certificate.Extensions {
        try Certificate.Extensions {
            // It may issue nothing, so no second certificate can hang on it. No key usage beside:
            // BoringSSL would want `keyCertSign` of whatever signed itself.
            Critical(BasicConstraints.notCertificateAuthority)
            try ExtendedKeyUsage([.serverAuth, .clientAuth])
        }
    }

    private static func date(_ time: Timestamp) -> Date {
        Date(timeIntervalSince1970: Double(time.seconds))
    }
}
