import NIOSSL

extension TLSConfiguration {
    /// A client's end towards a server of others: what is current, and its name is checked.
    ///
    /// - Parameter certificates: PEM of the server's own certificate, or of the authority that
    ///   issued it; nothing else is trusted.
    /// - Throws: ``GatewayProblem/Code/certificateInvalid``.
    static func gateway(trusting certificates: [UInt8]) throws(GatewayProblem) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        do {
            let trusted = try NIOSSLCertificate.fromPEMBytes(certificates)
            guard !trusted.isEmpty else { throw GatewayProblem(.certificateInvalid) }
            configuration.trustRoots = .certificates(trusted)
        } catch { throw GatewayProblem(.certificateInvalid) }
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        return configuration
    }
}
