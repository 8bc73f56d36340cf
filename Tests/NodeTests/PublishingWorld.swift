import Carriers
import Foundation
@testable import Node
import RelaySupport
import Testing
import WISSupport

extension NodeWorld {
    /// A node with a way to the gateway, whose certificate and token lie beside everything.
    func node(
        _ actor: String, in name: String? = nil, isReachable: Bool = true,
        relays: [String]? = nil, by gateway: WISGateway
    ) async throws -> NodeEngine {
        let certificate = place.appending(path: "wis.pem")
        try Data(gateway.certificate.pem.utf8).write(to: certificate)
        let token = place.appending(path: "wis-token").path(percentEncoded: false)
        _ = FileManager.default.createFile(
            atPath: token, contents: Data(gateway.token.utf8),
            attributes: [.posixPermissions: 0o600])
        return try await node(
            actor, in: name, isReachable: isReachable, relays: relays,
            wis: GatewayConfiguration(
                address: try #require(gateway.address),
                certificate: certificate.path(percentEncoded: false), token: token))
    }

    /// Lets time pass until a rung of the node is up or down, as told by `status`.
    func until(
        _ rung: String, of node: NodeEngine, is state: StatusReply.RungLine.State
    ) async throws {
        for _ in 0..<200 {
            if try await node.rung(rung).state == state { return }
            relay.clock.advance(seconds: 1)
            try await node.tendLadder()
            try await node.work()
        }
        Issue.record("\(rung) does not become \(state)")
    }
}

extension NodeEngine {
    func rung(_ name: String) async throws -> StatusReply.RungLine {
        try #require(try await status().rungs.first { $0.rung == name })
    }

    /// The rung in force for a level.
    func way(_ level: String) async throws -> String? {
        try #require(try await status().inForce.first { $0.level == level }).rung
    }
}

extension SendOrder {
    /// Open, to everybody: what WIS takes.
    static func openNotice(_ text: String = "Vattenläckan är lagad.") -> SendOrder {
        var order = SendOrder(body: Array(text.utf8), level: "oppen", status: "actual")
        order.kind = "notice"
        order.audience = ["all"]
        return order
    }
}
