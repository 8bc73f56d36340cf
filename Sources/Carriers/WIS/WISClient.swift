import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
package import NIOPosix
import NIOSSL

/// Speaks to the gateway of WIS over HTTPS, trusting the pinned certificate alone.
///
/// Safe to use from many tasks at once. Must be shut down with ``shutdown()``.
package final class WISClient: Sendable {
    private let address: String
    private let http: HTTPClient
    private let options: Options
    /// Asked for each request, so that a new token needs no restart.
    private let token: @Sendable () throws(GatewayProblem) -> String

    package struct Options: Sendable {
        package var connectTimeoutSeconds: Int64 = 2
        /// For an answer with its whole body.
        package var answerTimeoutSeconds: Int64 = 10
        /// For a question how it is: short, since the next rung waits for it.
        package var probeTimeoutMilliseconds: Int64 = 900

        package init() {}
    }

    /// - Parameters:
    ///   - address: `https://host[:port]`, without path.
    ///   - certificate: PEM of the gateway's own certificate, or of the authority that issued it;
    ///     it must be made out to the host in `address`.
    /// - Throws: ``GatewayProblem/Code/addressInvalid``, ``GatewayProblem/Code/certificateInvalid``.
    package init(
        address: String, trusting certificate: [UInt8], options: Options = Options(),
        eventLoopGroup: MultiThreadedEventLoopGroup = .singleton,
        token: @escaping @Sendable () throws(GatewayProblem) -> String
    ) throws(GatewayProblem) {
        guard let parts = URLComponents(string: address), parts.scheme == "https",
            parts.host?.isEmpty == false, parts.path.isEmpty || parts.path == "/",
            parts.query == nil, parts.user == nil
        else { throw GatewayProblem(.addressInvalid) }
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.options = options
        self.token = token
        var tls = TLSConfiguration.makeClientConfiguration()
        do {
            let pinned = try NIOSSLCertificate.fromPEMBytes(certificate)
            guard !pinned.isEmpty else { throw GatewayProblem(.certificateInvalid) }
            tls.trustRoots = .certificates(pinned)
        } catch { throw GatewayProblem(.certificateInvalid) }
        // Somebody else's server: what is current, and its name is checked.
        tls.minimumTLSVersion = .tlsv12
        tls.certificateVerification = .fullVerification
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(options.connectTimeoutSeconds)))
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

    /// Whether the gateway is there and well.
    package func probe() async throws(GatewayProblem) {
        let answer = try await send(
            request(WISProtocol.health),
            within: .milliseconds(options.probeTimeoutMilliseconds))
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
        var request = try self.request(WISProtocol.publications)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: WISProtocol.idempotencyKey, value: publication.id)
        do {
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(publication)))
        } catch { throw GatewayProblem(.refused) }
        let answer = try await send(request)
        guard answer.status == 201 || answer.status == 200 else { throw answer.problem }
        guard let there = try await self.publication(publication.id) else {
            throw GatewayProblem(.lost)
        }
        guard there.saysTheSame(as: publication) else { throw GatewayProblem(.contradicted) }
    }

    /// What the gateway holds under a key; `nil` when nothing.
    package func publication(_ id: String) async throws(GatewayProblem) -> WISPublication? {
        let answer = try await send(request(WISProtocol.publications + "/\(id)"))
        if answer.status == 404 { return nil }
        return try answer.json()
    }

    /// What was published behind `cursor`, by whomever; `nil` begins at the beginning.
    package func page(
        after cursor: String?, max: Int = WISProtocol.pageMaxCount
    ) async throws(GatewayProblem) -> WISPage {
        var path = WISProtocol.publications + "?max=\(max)"
        if let cursor { path += "&after=\(Self.escaped(cursor))" }
        return try await send(request(path)).json()
    }

    private func request(_ path: String) throws(GatewayProblem) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + path)
        request.headers.add(name: "Authorization", value: "Bearer \(try token())")
        return request
    }

    private func send(
        _ request: HTTPClientRequest, within time: TimeAmount? = nil
    ) async throws(GatewayProblem) -> Answer {
        let time = time ?? .seconds(options.answerTimeoutSeconds)
        do {
            let response = try await http.execute(request, timeout: time)
            let body = try await response.body.collect(upTo: WISProtocol.answerMaxBytes)
            return Answer(
                status: Int(response.status.code), headers: response.headers,
                body: Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            throw GatewayProblem(.answerInvalid)
        } catch { throw GatewayProblem(Unreachable(error)) }
    }

    /// A cursor is the gateway's own text.
    private static func escaped(_ cursor: String) -> String {
        var parts = URLComponents()
        parts.queryItems = [URLQueryItem(name: "c", value: cursor)]
        return String((parts.percentEncodedQuery ?? "c=").dropFirst(2))
    }

    private struct Answer {
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
