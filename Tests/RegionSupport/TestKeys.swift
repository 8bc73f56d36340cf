import Crypto
import Foundation
import Identity
package import Notes
package import Primitives
package import Registry
import SwiftASN1
import X509

/// Gives the same private keys for the same path every time, so that a test that fails can be
/// run again.
package struct TestKeys: Sendable {
    private let path: String

    package init(_ path: String) { self.path = path }

    package func at(_ part: String) -> TestKeys { TestKeys(path + "/" + part) }

    package var seed: SecretBytes {
        SecretBytes(copying: Hashing.sha256(domain: "budkavle test keys", Array(path.utf8)).bytes)
    }

    package func signing() throws -> SigningPrivateKey { try SigningPrivateKey(seed: seed) }

    package func postQuantumSigning() throws -> PostQuantumSigningPrivateKey {
        try PostQuantumSigningPrivateKey(seed: seed)
    }

    package func wrapping() throws -> WrappingPrivateKey { try WrappingPrivateKey(seed: seed) }

    /// A private key for TLS and its certificate. The key is the same every time, the
    /// certificate's signature is not.
    func machine(_ name: String, from: Date, until: Date) throws -> TestMachine {
        let key = try P256.Signing.PrivateKey(
            rawRepresentation: Hashing.sha256(domain: "budkavle test TLS", Array(path.utf8)).bytes)
        let subject = try DistinguishedName { CommonName(name) }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: [1]),
            publicKey: Certificate.PublicKey(key.publicKey), notValidBefore: from,
            notValidAfter: until, issuer: subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: Certificate.Extensions(),
            issuerPrivateKey: Certificate.PrivateKey(key))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return TestMachine(
            certificate: serializer.serializedBytes, privateKeyPEM: key.pemRepresentation)
    }
}

/// What a machine shows and proves in TLS.
package struct TestMachine: Sendable {
    /// DER.
    package let certificate: [UInt8]
    /// PKCS#8.
    package let privateKeyPEM: String
}

/// A root, policy or freshness authority or an actor's identity, with its private keys.
package struct TestAuthority: Sendable {
    package let name: String
    package let ed25519: SigningPrivateKey
    package let mlDSA65: PostQuantumSigningPrivateKey
    package let authority: NoteAuthority
    /// One for each algorithm; both sign.
    package let signers: [NoteSigner]

    package init(_ name: String, _ keys: TestKeys) throws {
        self.name = name
        ed25519 = try keys.at("ed25519").signing()
        mlDSA65 = try keys.at("ml-dsa-65").postQuantumSigning()
        signers = [
            try NoteSigner(name: name, ed25519: ed25519),
            try NoteSigner(name: name, mlDSA65: mlDSA65),
        ]
        authority = try NoteAuthority(ed25519: signers[0].key, mlDSA65: signers[1].key)
    }
}

/// The private half of a message key.
package enum TestMessageKey: Sendable {
    case signing(SigningPrivateKey)
    case postQuantumSigning(PostQuantumSigningPrivateKey)
    case wrapping(WrappingPrivateKey)

    package init(_ purpose: KeyPurpose, _ keys: TestKeys) throws {
        switch purpose {
        case .signing: self = .signing(try keys.signing())
        case .postQuantumSigning: self = .postQuantumSigning(try keys.postQuantumSigning())
        case .wrapping: self = .wrapping(try keys.wrapping())
        }
    }

    package var publicKey: PublicKey {
        switch self {
        case .signing(let key): .signing(key.publicKey)
        case .postQuantumSigning(let key): .postQuantumSigning(key.publicKey)
        case .wrapping(let key): .wrapping(key.publicKey)
        }
    }
}
