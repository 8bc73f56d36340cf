import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1

/// Asks a running node over its socket.
package struct NodeSocketClient: Sendable {
    private let socket: URL

    /// Asks once: where nobody listens, waiting would not bring anybody.
    private static let http = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    package init(socket: URL) { self.socket = socket }

    /// Whether a node has made its socket there; a killed one leaves it behind, and calls give
    /// `nil`.
    package var isThere: Bool {
        FileManager.default.fileExists(atPath: socket.path(percentEncoded: false))
    }

    /// - Returns: `nil` when nobody listens at the socket.
    package func call(_ call: NodeCall) async throws -> NodeReply? {
        guard
            let url = URL(
                httpURLWithSocketPath: socket.path(percentEncoded: false), uri: "/v1/call")
        else {
            return nil
        }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(call)))
        let response: HTTPClientResponse
        do {
            response = try await Self.http.execute(
                request,
                timeout: .seconds(
                    call.mayTakeLong ? longCallTimeoutSeconds : callTimeoutSeconds))
        } catch {
            return nil
        }
        let body = try await response.body.collect(upTo: NodeServer.callMaxBytes)
        return try JSONDecoder().decode(NodeReply.self, from: Data(body.readableBytesView))
    }
}

/// Sending waits for the first attempt at a relay, and `inbox watch` for a minute.
private let callTimeoutSeconds: Int64 = 90
/// A day: sealing and opening take as long as the files are large.
private let longCallTimeoutSeconds: Int64 = 86_400
