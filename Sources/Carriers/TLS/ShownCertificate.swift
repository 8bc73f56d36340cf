import NIOSSL

/// A certificate with its key, ready to be shown in handshakes.
package struct ShownCertificate: Sendable {
    package let identity: TLSIdentity
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource

    /// - Throws: ``CarrierError/identityInvalid``.
    package init(_ identity: TLSIdentity) throws(CarrierError) {
        self.identity = identity
        do {
            chain = [
                .certificate(try NIOSSLCertificate(bytes: identity.certificate, format: .der))
            ]
            key = .privateKey(try identity.libraryKey)
        } catch {
            throw .identityInvalid
        }
    }

    /// In place of what the configuration of the server says.
    var override: NIOSSLContextConfigurationOverride {
        var override = NIOSSLContextConfigurationOverride()
        override.certificateChain = chain
        override.privateKey = key
        return override
    }
}
