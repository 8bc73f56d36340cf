import enum Crypto.P256
import Foundation
import Primitives
import SwiftASN1
import X509

/// A machine's key in a token, as it signs its own certificate.
struct TokenCertificateKey: CustomPrivateKey {
    let publicKey: Certificate.PublicKey
    private let key: TokenTransportKey

    /// - Throws: where the public half is no point of the curve.
    init(_ key: TokenTransportKey) throws {
        self.key = key
        publicKey = Certificate.PublicKey(
            try P256.Signing.PublicKey(x963Representation: key.publicKey))
    }

    var defaultSignatureAlgorithm: Certificate.SignatureAlgorithm { .ecdsaWithSHA256 }
    var supportedSignatureAlgorithms: [Certificate.SignatureAlgorithm] { [.ecdsaWithSHA256] }

    func signSynchronously(
        bytes: some DataProtocol, signatureAlgorithm: Certificate.SignatureAlgorithm
    ) throws -> Certificate.Signature {
        guard signatureAlgorithm == .ecdsaWithSHA256 else { throw CarrierError.identityInvalid }
        let signature = try key.signature(over: Array(bytes))
        return try Certificate.Signature(
            signatureAlgorithm: signatureAlgorithm,
            signatureBytes: ASN1BitString(bytes: signature[...]))
    }

    // It has no form outside of its token.
    static let defaultPEMDiscriminator = "PRIVATE KEY"

    func serializeAsPEM(discriminator: String) throws -> PEMDocument {
        throw CarrierError.identityInvalid
    }

    func serialize(into coder: inout DER.Serializer) throws { throw CarrierError.identityInvalid }
}
