package import Carriers
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Identity
import Logging
import NIOCore
import NIOSSL
package import ServiceLifecycle
import Synchronization

/// A stand-in for the gateway to WIS, as Spec: WIS describes it, that can be told to do wrong.
package final class WISGateway: Sendable {
    /// What it does with whatever comes.
    package enum Mood: String, CaseIterable, Sendable {
        case well
        /// 422 to every publication.
        case refuses
        /// No answer while it lasts.
        case hangs
        /// 500 to everything.
        case fails
        /// 500 to publications alone: it says that it is well.
        case failsToPublish = "fails-to-publish"
        /// 201, and nothing is kept.
        case loses
        /// Answers, but takes its time.
        case slow
        /// 503 with `Retry-After`.
        case busy
        /// Shows a certificate that nobody pinned.
        case impostor
        /// Keeps another text than it was given.
        case alters
    }

    package let certificate: GatewayCertificate
    package let token: String
    private let impostor: GatewayCertificate
    private let state = Mutex(State())

    private struct State {
        var mood = Mood.well
        var publications: [WISPublication] = []
        var postCount = 0
        var port: Int?
    }

    package static let slowMilliseconds = 300

    package init(
        token: String = "hemligt-for-provet", showing certificate: GatewayCertificate? = nil
    ) throws {
        self.certificate = try certificate ?? GatewayCertificate()
        impostor = try GatewayCertificate()
        self.token = token
    }

    package var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    /// What it holds, in the order it took it.
    package var publications: [WISPublication] { state.withLock { $0.publications } }
    /// How many times it was asked to publish, whatever it did.
    package var postCount: Int { state.withLock { $0.postCount } }
    package var address: String? { state.withLock { $0.port }.map { "https://127.0.0.1:\($0)" } }

    /// As another user of WIS does, or another node.
    package func publish(_ publication: WISPublication) {
        state.withLock { $0.publications.append(publication) }
    }

    /// - Parameter port: 0 for any that is free.
    package func server(port: Int = 0) throws -> some Service {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificate.chain, privateKey: certificate.key)
        tls.sslContextCallback = { [self] _, promise in
            promise.succeed((mood == .impostor ? impostor : certificate).override)
        }
        return Application(
            router: router(),
            server: try .tls(
                .http1(), configuration: TLSChannelConfiguration(tlsConfiguration: tls)),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                self.state.withLock { $0.port = channel.localAddress?.port }
            }, logger: Logger(label: "wis-stand-in") { _ in SwiftLogNoOpLogHandler() })
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/v1/health") { request, _ in
            try await self.answer(request) { .init(status: .noContent) }
        }
        router.get("/v1/publications/:id") { request, context in
            let id = context.parameters.get("id") ?? ""
            return try await self.answer(request) {
                guard let found = self.publications.first(where: { $0.id == id }) else {
                    return .init(status: .notFound)
                }
                return try self.json(found)
            }
        }
        router.get("/v1/publications") { request, _ in
            let after = request.uri.queryParameters["after"].flatMap { Int($0) } ?? 0
            let most = request.uri.queryParameters["max"].flatMap { Int($0) } ?? 100
            return try await self.answer(request) {
                let page = Array(self.publications.dropFirst(after).prefix(most))
                return try self.json(
                    WISPage(publications: page, next: String(after + page.count)))
            }
        }
        router.post("/v1/publications") { request, _ in
            let body = try await request.body.collect(upTo: 4 << 20)
            return try await self.answer(request) { try self.take(request, body) }
        }
        return router
    }

    /// Answers as the mood says; nothing is asked again over the same connection.
    private func answer(
        _ request: Request, _ make: () throws -> Response
    ) async throws -> Response {
        let limit = ContinuousClock.now + .seconds(60)
        while mood == .hangs, ContinuousClock.now < limit {
            try await Task.sleep(for: .milliseconds(10))
        }
        if mood == .slow { try await Task.sleep(for: .milliseconds(Self.slowMilliseconds)) }
        var response: Response
        if request.headers[.authorization] != "Bearer \(token)" {
            response = Response(status: .unauthorized)
        } else {
            response = mood == .fails ? Response(status: .internalServerError) : try make()
        }
        response.headers[.connection] = "close"
        return response
    }

    private func take(_ request: Request, _ body: ByteBuffer) throws -> Response {
        state.withLock { $0.postCount += 1 }
        guard let name = HTTPField.Name(GatewayClient.idempotencyKey),
            let key = request.headers[name],
            var publication = try? JSONDecoder().decode(
                WISPublication.self, from: Data(body.readableBytesView)), publication.id == key
        else { return Response(status: .badRequest) }
        switch mood {
        case .refuses: return Response(status: .unprocessableContent)
        case .failsToPublish: return Response(status: .internalServerError)
        case .loses: return Response(status: .created)
        case .busy: return Response(status: .serviceUnavailable, headers: [.retryAfter: "1"])
        case .alters: publication.text += " Ändrat."
        case .well, .hangs, .fails, .slow, .impostor: break
        }
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        publication.received = Timestamp(clampingMilliseconds: now)
        let taken = publication
        return state.withLock { state in
            if let there = state.publications.first(where: { $0.id == key }) {
                return Response(status: there.saysTheSame(as: taken) ? .ok : .conflict)
            }
            state.publications.append(taken)
            return Response(status: .created)
        }
    }

    private func json(_ value: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
    }
}
