package import Identity
package import NIOCore
package import NIOSSL
import Primitives

/// TLS 1.3 between two ends that know each other's certificate: no authority, no host names.
package enum PinnedTLS {
    /// Hybrid first: a recorded connection must not fall to a later quantum computer.
    static let curves: [NIOTLSCurve] = [.x25519_MLKEM768, .x25519]

    /// How long an end that closes waits for the other's goodbye.
    private static let goodbyeMax = TimeAmount.milliseconds(500)

    /// A server's end. Which certificates it accepts is decided by ``accepting(_:)``.
    package static func server(_ certificate: ShownCertificate) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificate.chain, privateKey: certificate.key)
        // Makes a client certificate mandatory; the custom callback replaces the library's own
        // verification, so no trust store is consulted.
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([])
        restrict(&configuration)
        return configuration
    }

    /// A server's end that asks at each handshake what it is to show; connections that are there
    /// stay as they are.
    package static func server(
        showing certificate: @escaping @Sendable () -> ShownCertificate
    ) -> TLSConfiguration {
        var configuration = server(certificate())
        configuration.sslContextCallback = { _, promise in
            promise.succeed(certificate().override)
        }
        return configuration
    }

    /// A client's end that trusts exactly one certificate.
    ///
    /// - Throws: ``CarrierError/identityInvalid``.
    package static func client(
        _ identity: TLSIdentity, trusting peerCertificate: [UInt8]
    ) throws(CarrierError) -> TLSConfiguration {
        do {
            let peer = try NIOSSLCertificate(bytes: peerCertificate, format: .der)
            let own = try NIOSSLCertificate(bytes: identity.certificate, format: .der)
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .certificates([peer])
            configuration.certificateVerification = .noHostnameVerification
            configuration.certificateChain = [.certificate(own)]
            configuration.privateKey = .privateKey(try identity.libraryKey)
            restrict(&configuration)
            return configuration
        } catch {
            throw .identityInvalid
        }
    }

    /// A server's verification: the handshake goes on only for a certificate whose fingerprint
    /// passes. That the client holds its key is proven by the handshake itself.
    package static func accepting(
        _ isKnown: @escaping @Sendable (Digest) -> Bool
    ) -> @Sendable ([NIOSSLCertificate], EventLoopPromise<NIOSSLVerificationResult>) -> Void {
        { chain, promise in
            let isAccepted = chain.first.flatMap(fingerprint).map(isKnown) ?? false
            promise.succeed(isAccepted ? .certificateVerified : .failed)
        }
    }

    package static func fingerprint(of certificate: NIOSSLCertificate) -> Digest? {
        do { return Hashing.sha256(try certificate.toDERBytes()) } catch { return nil }
    }

    private static func restrict(_ configuration: inout TLSConfiguration) {
        configuration.minimumTLSVersion = .tlsv13
        configuration.maximumTLSVersion = .tlsv13
        configuration.curves = curves
        configuration.shutdownTimeout = goodbyeMax
    }
}
