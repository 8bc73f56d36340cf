import Crypto
import Foundation
package import NIOSSL
import SwiftASN1
import X509

/// A certificate that vouches for itself, made out to this machine.
package struct GatewayCertificate: Sendable {
    package let pem: String
    package let keyPEM: String
    package let chain: [NIOSSLCertificateSource]
    package let key: NIOSSLPrivateKeySource

    /// - Parameter hosts: names it is made out to, beside 127.0.0.1 where `isLocal`.
    package init(hosts: [String] = ["localhost"], isLocal: Bool = true) throws {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("WIS stand-in") }
        var names = hosts.map { GeneralName.dnsName($0) }
        if isLocal { names.append(.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))) }
        let now = Date()
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: now.addingTimeInterval(-3_600),
            notValidAfter: now.addingTimeInterval(86_400), issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names)
            }, issuerPrivateKey: Certificate.PrivateKey(key))
        keyPEM = key.pemRepresentation
        pem = try certificate.serializeAsPEM().pemString
        chain = try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)).map { .certificate($0) }
        self.key = .privateKey(
            try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der))
    }

    /// In place of what the configuration of the server says.
    package var override: NIOSSLContextConfigurationOverride {
        var override = NIOSSLContextConfigurationOverride()
        override.certificateChain = chain
        override.privateKey = key
        return override
    }
}
