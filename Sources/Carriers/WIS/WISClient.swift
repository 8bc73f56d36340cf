import FoundationEssentials
import NIOCore
package import NIOPosix

/// Speaks to the gateway of WIS.
///
/// Safe to use from many tasks at once. Must be shut down with ``shutdown()``.
package final class WISClient: Sendable {
    private let gateway: GatewayClient
    private let options: Options

    package struct Options: Sendable {
        package var connectTimeoutSeconds: Int64 = 2
        /// For an answer with its whole body.
        package var answerTimeoutSeconds: Int64 = 10
        /// For a question how it is: short, since the next rung waits for it.
        package var probeTimeoutMilliseconds: Int64 = 900

        package init() {}
    }

    /// - Throws: as `GatewayClient`, whose parameters these are.
    package init(
        address: String, trusting certificate: [UInt8], options: Options = Options(),
        eventLoopGroup: MultiThreadedEventLoopGroup = .singleton,
        token: @escaping @Sendable () throws(GatewayProblem) -> String
    ) throws(GatewayProblem) {
        self.options = options
        gateway = try GatewayClient(
            address: address, trusting: certificate,
            connectTimeoutSeconds: options.connectTimeoutSeconds,
            answerMaxBytes: WISProtocol.answerMaxBytes, eventLoopGroup: eventLoopGroup, token: token
        )
    }

    /// As that of `GatewayClient`.
    package func shutdown() async { await gateway.shutdown() }

    /// Whether the gateway is there and well.
    package func probe() async throws(GatewayProblem) {
        let answer = try await gateway.get(
            WISProtocol.health, within: .milliseconds(options.probeTimeoutMilliseconds))
        guard answer.status == 200 || answer.status == 204 else { throw answer.problem }
    }

    /// Enters one publication and makes sure that it is there. Doing it twice is doing it once.
    ///
    /// When it returns, the gateway has given back what was published. Asked first whether it has it
    /// already: after a lost answer nobody knows.
    package func publish(_ publication: WISPublication) async throws(GatewayProblem) {
        if let there = try await self.publication(publication.id) {
            guard there.saysTheSame(as: publication) else { throw GatewayProblem(.contradicted) }
            return
        }
        let answer = try await gateway.post(
            publication, to: WISProtocol.publications, key: publication.id, within: time)
        guard answer.status == 201 || answer.status == 200 else { throw answer.problem }
        guard let there = try await self.publication(publication.id) else {
            throw GatewayProblem(.lost)
        }
        guard there.saysTheSame(as: publication) else { throw GatewayProblem(.contradicted) }
    }

    /// What the gateway holds under a key; `nil` when nothing.
    package func publication(_ id: String) async throws(GatewayProblem) -> WISPublication? {
        let answer = try await gateway.get(WISProtocol.publications + "/\(id)", within: time)
        if answer.status == 404 { return nil }
        return try answer.json()
    }

    /// What was published behind `cursor`, by whomever; `nil` begins at the beginning.
    package func page(
        after cursor: String?, max: Int = WISProtocol.pageMaxCount
    ) async throws(GatewayProblem) -> WISPage {
        var path = WISProtocol.publications + "?max=\(max)"
        if let cursor { path += "&after=\(Self.escaped(cursor))" }
        return try await gateway.get(path, within: time).json()
    }

    private var time: TimeAmount { .seconds(options.answerTimeoutSeconds) }

    /// A cursor is the gateway's own text.
    private static func escaped(_ cursor: String) -> String {
        var parts = URLComponents()
        parts.queryItems = [URLQueryItem(name: "c", value: cursor)]
        return String((parts.percentEncodedQuery ?? "c=").dropFirst(2))
    }
}
