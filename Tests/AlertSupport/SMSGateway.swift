package import Carriers
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization
import TestSupport
package import WISSupport

/// A stand-in for a gateway that sends SMS, as Spec: Alert describes it, that can be told to do wrong.
package final class SMSGateway: Sendable {
    package enum Mood: String, CaseIterable, Sendable {
        case well
        /// 500 to everything.
        case fails
        /// 422.
        case refuses
        /// 429 with `Retry-After`.
        case busy
        /// Takes it, and answers 500.
        case losesItsAnswer
        /// Shows a certificate that nobody pinned.
        case impostor
    }

    package let certificate: GatewayCertificate
    package static let token = "hemligt-for-provet"
    private let impostor: GatewayCertificate
    private let state = Mutex(State())

    private struct State {
        var mood = Mood.well
        var sent: [(key: String, message: SMSMessage)] = []
        var requestCount = 0
        var port: Int?
    }

    package init() throws {
        certificate = try GatewayCertificate()
        impostor = try GatewayCertificate()
    }

    package var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    /// What went out, each once.
    package var sent: [SMSMessage] { state.withLock { $0.sent.map(\.message) } }
    /// How many times it was asked, whatever it did.
    package var requestCount: Int { state.withLock { $0.requestCount } }
    package var address: String? { state.withLock { $0.port }.map { "https://127.0.0.1:\($0)" } }

    fileprivate func server() throws -> some Service {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificate.chain, privateKey: certificate.key)
        tls.sslContextCallback = { [self] _, promise in
            promise.succeed((mood == .impostor ? impostor : certificate).override)
        }
        let router = Router()
        router.post("/v1/messages") { request, _ in
            let body = try await request.body.collect(upTo: 4_096)
            var response = self.answer(request, body)
            response.headers[.connection] = "close"
            return response
        }
        return Application(
            router: router,
            server: try .tls(
                .http1(), configuration: TLSChannelConfiguration(tlsConfiguration: tls)),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                self.state.withLock { $0.port = channel.localAddress?.port }
            }, logger: Logger(label: "sms-gateway") { _ in SwiftLogNoOpLogHandler() })
    }

    private func answer(_ request: Request, _ body: ByteBuffer) -> Response {
        state.withLock { $0.requestCount += 1 }
        guard request.headers[.authorization] == "Bearer \(Self.token)" else {
            return Response(status: .unauthorized)
        }
        guard let name = HTTPField.Name(GatewayClient.idempotencyKey),
            let key = request.headers[name],
            let message = try? JSONDecoder().decode(
                SMSMessage.self, from: Data(body.readableBytesView))
        else { return Response(status: .badRequest) }
        switch mood {
        case .fails: return Response(status: .internalServerError)
        case .refuses: return Response(status: .unprocessableContent)
        case .busy: return Response(status: .tooManyRequests, headers: [.retryAfter: "120"])
        case .well, .losesItsAnswer, .impostor: break
        }
        state.withLock { state in
            if !state.sent.contains(where: { $0.key == key }) { state.sent.append((key, message)) }
        }
        return Response(status: mood == .losesItsAnswer ? .internalServerError : .accepted)
    }
}

/// Runs `body` against a gateway that listens, and stops it afterwards.
package func withSMS(_ body: (SMSGateway) async throws -> Void) async throws {
    let gateway = try SMSGateway()
    try await running(try gateway.server()) {
        try await eventually("the gateway listens") { gateway.address != nil }
        try await body(gateway)
    }
}
