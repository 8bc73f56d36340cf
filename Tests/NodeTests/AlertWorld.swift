import AlertSupport
import Foundation
import Identity
import Labels
import Ledger
@testable import Node
import RelaySupport
import Testing
import WISSupport

extension NodeWorld {
    /// Solna's node, with a way to the gateway whose certificate and token lie beside everything.
    func solna(
        in name: String = "kommun-solna", telling gateway: SMSGateway, isReachable: Bool = true
    ) async throws -> NodeEngine {
        try await node(
            "kommun-solna", in: name, isReachable: isReachable,
            alerts: AlertsConfiguration(sms: try configuration(of: gateway)))
    }

    func configuration(of gateway: SMSGateway) throws -> GatewayConfiguration {
        func put(_ text: String, _ name: String) -> String {
            let path = place.appending(path: name).path(percentEncoded: false)
            _ = FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600])
            return path
        }
        return GatewayConfiguration(
            address: try #require(gateway.address),
            certificate: put(gateway.certificate.pem, "sms.pem"),
            token: put(SMSGateway.token, "sms-token"))
    }
}

extension NodeEngine {
    /// What the ledger says about alerts.
    func alertEntries() async throws -> [String] {
        try await ledger().filter { $0.event == .alert }.compactMap(\.detail)
    }
}

extension AlertOrder {
    /// The officer on duty, at a number of the network's own for tests.
    static func tib(
        _ number: String = "+46701740605", least: Precedence = .routine,
        statuses: [StatusKind] = [.actual]
    ) throws -> AlertOrder {
        AlertOrder(try FunctionID("tib"), at: "sms:" + number, least: least, statuses: statuses)
    }
}
