import NIOCore
package import NIOPosix

/// Hands short texts to a gateway that sends them as SMS. Spec: Alert#sms.
///
/// Safe to use from many tasks at once. Must be shut down with ``shutdown()``.
package final class SMSClient: Sendable {
    private let gateway: GatewayClient

    /// - Throws: as `GatewayClient`, whose parameters these are.
    package init(
        address: String, trusting certificate: [UInt8],
        eventLoopGroup: MultiThreadedEventLoopGroup = .singleton,
        token: @escaping @Sendable () throws(GatewayProblem) -> String
    ) throws(GatewayProblem) {
        gateway = try GatewayClient(
            address: address, trusting: certificate,
            connectTimeoutSeconds: connectTimeoutSeconds, answerMaxBytes: answerMaxBytes,
            eventLoopGroup: eventLoopGroup, token: token)
    }

    /// As that of `GatewayClient`.
    package func shutdown() async { await gateway.shutdown() }

    /// When it returns, the gateway has taken the text.
    ///
    /// - Parameter key: under it, twice is once.
    package func send(_ message: SMSMessage, key: String) async throws(GatewayProblem) {
        let answer = try await gateway.post(
            message, to: "/v1/messages", key: key, within: .seconds(answerTimeoutSeconds))
        guard [200, 201, 202].contains(answer.status) else { throw answer.problem }
    }
}

/// What the gateway takes: a number with its country, and a text.
package struct SMSMessage: Codable, Hashable, Sendable {
    /// E.164, with `+`.
    package var to: String
    package var text: String

    package init(to: String, text: String) { (self.to, self.text) = (to, text) }
}

private let connectTimeoutSeconds: Int64 = 5
private let answerTimeoutSeconds: Int64 = 15
private let answerMaxBytes = 64 * 1024
