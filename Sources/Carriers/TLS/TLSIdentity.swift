import enum Crypto.P256
import Foundation
package import Identity
import NIOSSL
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
    private let key: Key

    private enum Key: Sendable {
        /// The P-256 scalar, 32 bytes.
        case here(SecretBytes)
        case token(TokenTransportKey)
    }

    /// The P-256 scalar, 32 bytes; `nil` where it is in a token.
    package var privateKey: SecretBytes? {
        if case .here(let secret) = key { secret } else { nil }
    }

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
        key = .here(privateKey)
    }

    /// Takes up a certificate whose key is in a token.
    ///
    /// - Throws: ``CarrierError/identityInvalid`` unless the key is the certificate's.
    package init(certificate: [UInt8], key: TokenTransportKey) throws(CarrierError) {
        do {
            let parsed = try Certificate(derEncoded: certificate)
            guard try parsed.publicKey == TokenCertificateKey(key).publicKey else {
                throw CarrierError.identityInvalid
            }
        } catch {
            throw .identityInvalid
        }
        self.certificate = certificate
        self.key = .token(key)
    }

    private init(unchecked certificate: [UInt8], _ key: Key) {
        self.certificate = certificate
        self.key = key
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
            return TLSIdentity(
                unchecked: try selfSigned(
                    by: Certificate.PrivateKey(key), commonName, validFrom, validUntil),
                .here(SecretBytes(copying: key.rawRepresentation)))
        } catch {
            throw .identityInvalid
        }
    }

    /// Signs a certificate with a key that is in a token.
    ///
    /// - Throws: ``CarrierError/identityInvalid``, also when the token does not sign.
    package static func generate(
        commonName: String, validFrom: Timestamp, validUntil: Timestamp = .latest,
        key: TokenTransportKey
    ) throws(CarrierError) -> TLSIdentity {
        do {
            let signer = Certificate.PrivateKey(try TokenCertificateKey(key))
            return TLSIdentity(
                unchecked: try selfSigned(by: signer, commonName, validFrom, validUntil),
                .token(key))
        } catch {
            throw .identityInvalid
        }
    }

    private static func selfSigned(
        by key: Certificate.PrivateKey, _ commonName: String, _ validFrom: Timestamp,
        _ validUntil: Timestamp
    ) throws -> [UInt8] {
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: date(validFrom), notValidAfter: date(validUntil),
            issuer: name(commonName), subject: name(commonName),
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions(),
            issuerPrivateKey: key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    /// As the TLS library takes it; a key that is here lies in ordinary memory: keep its life short.
    var libraryKey: NIOSSLPrivateKey {
        get throws {
            switch key {
            case .here(let secret):
                try NIOSSLPrivateKey(
                    bytes: Array(Self.signingKey(secret).derRepresentation), format: .der)
            case .token(let key): NIOSSLPrivateKey(customPrivateKey: TokenHandshakeKey(key))
            }
        }
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
