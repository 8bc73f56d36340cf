import AsyncHTTPClient
import Foundation
import Identity
import NIOCore
import Relay

/// What the relay of a configuration says of itself on its local address, if it runs.
struct RunningRelay {
    let configuration: RelayConfiguration
    /// The settings file; ports are written beside it.
    let path: String

    /// `nil` when none runs there.
    func state() async -> RunningState? {
        guard
            let answer = try? await HTTPClient.shared.execute(
                HTTPClientRequest(url: address), timeout: .seconds(Self.answerTimeoutSeconds)),
            let body = try? await answer.body.collect(upTo: Self.answerMaxBytes),
            let state = try? JSONDecoder().decode(
                RunningState.self, from: Data(body.readableBytesView)),
            state.relay == configuration.relay.text
        else { return nil }
        return state
    }

    /// Where it said that it listens, else where it is told to.
    private var address: String {
        let file = URL(filePath: path).deletingLastPathComponent().appending(path: "ports.json")
        let ports = (try? Data(contentsOf: file)).flatMap {
            try? JSONDecoder().decode(RelayPorts.self, from: $0)
        }
        let admin = configuration.admin
        return "http://"
            + ListenAddress(host: admin.host, port: ports?.admin ?? admin.port)
            .description + "/stats"
    }

    private static let answerTimeoutSeconds: Int64 = 5
    private static let answerMaxBytes = 16 << 20
}
