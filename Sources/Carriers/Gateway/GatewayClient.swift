import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
package import NIOPosix
import NIOSSL

/// Speaks HTTPS to a gateway of others, trusting the pinned certificate alone; every request bears
/// the token.
///
/// Safe to use from many tasks at once. Must be shut down with ``shutdown()``.
package final class GatewayClient: Sendable {
    private let address: String
    private let http: HTTPClient
    private let answerMaxBytes: Int
    /// Asked for each request, so that a new token needs no restart.
    private let token: @Sendable () throws(GatewayProblem) -> String

    /// - Parameters:
    ///   - address: `https://host[:port]`, without path.
    ///   - certificate: PEM of the gateway's own certificate, or of the authority that issued it;
    ///     it must be made out to the host in `address`.
    /// - Throws: ``GatewayProblem/Code/addressInvalid``, ``GatewayProblem/Code/certificateInvalid``.
    package init(
        address: String, trusting certificate: [UInt8], connectTimeoutSeconds: Int64,
        answerMaxBytes: Int, eventLoopGroup: MultiThreadedEventLoopGroup = .singleton,
        token: @escaping @Sendable () throws(GatewayProblem) -> String
    ) throws(GatewayProblem) {
        guard let parts = URLComponents(string: address), parts.scheme == "https",
            parts.host?.isEmpty == false, parts.path.isEmpty || parts.path == "/",
            parts.query == nil, parts.user == nil
        else { throw GatewayProblem(.addressInvalid) }
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.answerMaxBytes = answerMaxBytes
        self.token = token
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try .gateway(trusting: certificate),
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(connectTimeoutSeconds)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(
            eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
    }

    /// Closes all connections; what is under way fails with ``GatewayProblem/Code/cancelled``.
    package func shutdown() async {
        // Fails only when called twice, which is harmless.
        do { try await http.shutdown() } catch {}
    }

    func get(_ path: String, within time: TimeAmount) async throws(GatewayProblem) -> Answer {
        try await send(request(path), within: time)
    }

    /// Hands in a document; under one key twice is once.
    ///
    /// - Throws: ``GatewayProblem/Code/refused`` for what cannot be written as JSON.
    func post(
        _ document: some Encodable, to path: String, key: String, within time: TimeAmount
    ) async throws(GatewayProblem) -> Answer {
        var request = try request(path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: Self.idempotencyKey, value: key)
        do {
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(document)))
        } catch { throw GatewayProblem(.refused) }
        return try await send(request, within: time)
    }

    package static let idempotencyKey = "Idempotency-Key"

    private func request(_ path: String) throws(GatewayProblem) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + path)
        request.headers.add(name: "Authorization", value: "Bearer \(try token())")
        return request
    }

    private func send(
        _ request: HTTPClientRequest, within time: TimeAmount
    ) async throws(GatewayProblem) -> Answer {
        do {
            let response = try await http.execute(request, timeout: time)
            let body = try await response.body.collect(upTo: answerMaxBytes)
            return Answer(
                status: Int(response.status.code), headers: response.headers,
                body: Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            throw GatewayProblem(.answerInvalid)
        } catch { throw GatewayProblem(Unreachable(error)) }
    }

    struct Answer {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]

        var problem: GatewayProblem {
            GatewayProblem(
                status: status,
                retryAfterSeconds: headers.first(name: "Retry-After").flatMap { Int($0) })
        }

        func json<Value: Decodable>() throws(GatewayProblem) -> Value {
            guard status == 200 else { throw problem }
            do { return try JSONDecoder().decode(Value.self, from: Data(body)) } catch {
                throw GatewayProblem(.answerInvalid)
            }
        }
    }
}
