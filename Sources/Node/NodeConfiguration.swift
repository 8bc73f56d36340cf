import Carriers
package import Foundation
package import Identity
import Yams

/// What `node.yaml` says. Written by `node init`, edited by people.
package struct NodeConfiguration: Codable, Equatable, Sendable {
    package var actor: String
    package var node: String
    /// In order of preference; each must be registered with this very address.
    package var relays: [String]
    /// SHA-256 of the first root note's text: what this machine trusts, whatever it is shown later.
    package var genesis: String
    /// Posts, polls and retries while the node runs.
    package var pollSeconds: Int
    /// `nil` where the node has no way to WIS.
    package var wis: GatewayConfiguration?
    /// `nil` where nobody is told by e-mail or SMS.
    package var alerts: AlertsConfiguration?
    /// `nil` where nobody outside is told what the ledger says.
    package var syslog: SyslogConfiguration?

    /// Between two heartbeats to those who were sent something lately; `nil` for
    /// ``heartbeatSecondsDefault``.
    package var heartbeatSeconds: Int?

    package static let pollSecondsDefault = 25
    package static let heartbeatSecondsDefault = 900

    package init(
        actor: ActorID, node: NodeID, relays: [String], genesis: Digest,
        pollSeconds: Int = pollSecondsDefault, wis: GatewayConfiguration? = nil,
        alerts: AlertsConfiguration? = nil, syslog: SyslogConfiguration? = nil
    ) {
        self.actor = actor.text
        self.node = node.text
        self.relays = relays
        self.genesis = genesis.hex
        self.pollSeconds = pollSeconds
        self.wis = wis
        self.alerts = alerts
        self.syslog = syslog
    }

    /// - Throws: ``NodeError/configurationInvalid(path:field:)``, ``NodeError/notANode(path:)``.
    package init(reading file: URL) throws {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw NodeError.notANode(
                path: file.deletingLastPathComponent().path(percentEncoded: false))
        }
        do { self = try YAMLDecoder().decode(NodeConfiguration.self, from: text) } catch {
            throw NodeError.configurationInvalid(
                path: file.path(percentEncoded: false), field: "YAML")
        }
        guard syslog.map({ (try? $0.target { $0 }) != nil }) ?? true else {
            throw NodeError.configurationInvalid(
                path: file.path(percentEncoded: false), field: "syslog")
        }
        guard (1...60).contains(pollSeconds) else {
            throw NodeError.configurationInvalid(
                path: file.path(percentEncoded: false), field: "pollSeconds")
        }
        guard (10...86_400).contains(heartbeatSeconds ?? Self.heartbeatSecondsDefault) else {
            throw NodeError.configurationInvalid(
                path: file.path(percentEncoded: false), field: "heartbeatSeconds")
        }
    }

    package func yaml() throws -> String {
        """
        # En nod i Budkavle. Ändra relays när ett relä byter adress, wis och alerts när portarna
        # dit gör det; resten hör till nodens identitet.

        """ + (try YAMLEncoder().encode(self))
    }
}

/// A gateway of others over HTTPS. Spec: WIS.
package struct GatewayConfiguration: Codable, Equatable, Sendable {
    /// `https://host[:port]`.
    package var address: String
    /// PEM file with the gateway's certificate or that of the authority that issued it; relative to
    /// the node's directory.
    package var certificate: String
    /// File with the token, readable by the node alone; likewise.
    package var token: String

    package init(address: String, certificate: String, token: String) {
        self.address = address
        self.certificate = certificate
        self.token = token
    }
}

/// A SIEM that takes syslog over TLS. Spec: Syslog.
package struct SyslogConfiguration: Codable, Equatable, Sendable {
    /// `host:port`.
    package var address: String
    /// PEM file with its certificate or that of the authority that issued it; relative to the node's
    /// directory.
    package var trust: String
    /// What the node shows it, where it asks: certificate and key, both or neither; likewise.
    package var certificate: String?
    package var key: String?

    package init(
        address: String, trust: String, certificate: String? = nil, key: String? = nil
    ) {
        (self.address, self.trust) = (address, trust)
        (self.certificate, self.key) = (certificate, key)
    }

    /// - Parameter path: where a file of the node's directory lies.
    /// - Throws: ``Carriers/GatewayProblem``.
    func target(_ path: (String) -> String) throws(GatewayProblem) -> SyslogTarget {
        guard (certificate == nil) == (key == nil) else { throw GatewayProblem(.tokenUnusable) }
        var own: SyslogTarget.Own?
        if let certificate, let key {
            own = SyslogTarget.Own(certificatePath: path(certificate), keyPath: path(key))
        }
        return try SyslogTarget(address: address, trustPath: path(trust), own: own)
    }
}

/// The thin ways by which functions are told that there is something to fetch. Spec: Alert.
package struct AlertsConfiguration: Codable, Equatable, Sendable {
    package var mail: MailConfiguration?
    package var sms: GatewayConfiguration?

    package init(mail: MailConfiguration? = nil, sms: GatewayConfiguration? = nil) {
        (self.mail, self.sms) = (mail, sms)
    }
}
