import Files
import FoundationEssentials
import NIOSSL

/// A receiver of syslog over TLS, and what it is known by.
package struct SyslogTarget: Hashable, Sendable {
    package let host: String
    package let port: Int
    /// PEM of the receiver's own certificate, or of the authority that issued it; it must be made out
    /// to ``host``.
    package let trustPath: String
    /// What we show, where the receiver asks for it.
    package let own: Own?

    /// PEM files: a certificate, with those between it and its authority, and its key.
    package struct Own: Hashable, Sendable {
        package let certificatePath: String
        package let keyPath: String

        package init(certificatePath: String, keyPath: String) {
            (self.certificatePath, self.keyPath) = (certificatePath, keyPath)
        }
    }

    /// - Parameter address: `host:port`; a host of digits and colons stands in brackets.
    /// - Throws: ``GatewayProblem/Code/addressInvalid``.
    package init(
        address: String, trustPath: String, own: Own? = nil
    ) throws(GatewayProblem) {
        guard let parts = URLComponents(string: "syslog://" + address), let port = parts.port,
            let host = parts.host?.trimmingPrefix("["), !host.isEmpty,
            (1...65_535).contains(port), parts.path.isEmpty, parts.query == nil,
            parts.user == nil, parts.fragment == nil
        else { throw GatewayProblem(.addressInvalid) }
        self.host = String(host.hasSuffix("]") ? host.dropLast() : host)
        self.port = port
        (self.trustPath, self.own) = (trustPath, own)
    }

    /// As people write it.
    package var address: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Read for each connection, so that a new certificate needs no restart.
    ///
    /// - Throws: ``GatewayProblem/Code/certificateInvalid``; ``GatewayProblem/Code/tokenUnusable`` for
    ///   a key that others on this machine can read.
    var tls: TLSConfiguration {
        get throws(GatewayProblem) {
            var tls = try TLSConfiguration.gateway(trusting: Self.file(trustPath))
            guard let own else { return tls }
            do {
                tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(
                    Self.file(own.certificatePath)
                ).map { .certificate($0) }
                guard !tls.certificateChain.isEmpty else {
                    throw GatewayProblem(.certificateInvalid)
                }
            } catch { throw GatewayProblem(.certificateInvalid) }
            do {
                let key = try File.readPrivate(own.keyPath, limitBytes: Self.fileMaxBytes)
                tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))
            } catch { throw GatewayProblem(.tokenUnusable) }
            return tls
        }
    }

    private static func file(_ path: String) throws(GatewayProblem) -> [UInt8] {
        do { return try File.read(path, limitBytes: fileMaxBytes) } catch {
            throw GatewayProblem(.certificateInvalid)
        }
    }

    private static let fileMaxBytes = 1 << 20
}
