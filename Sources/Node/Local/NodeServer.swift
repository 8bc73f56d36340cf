package import Foundation
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves the commands of this machine's user over `node.sock`, mode 0600: whoever can open it is
/// that user.
package struct NodeServer: Service {
    private let engine: NodeEngine
    private let socket: URL
    private let wording: FailureWording
    private let logger: Logger

    /// Of one call or reply: a body in base64, or the lines of a long inbox.
    package static let callMaxBytes = 64 * 1024 * 1024

    package init(
        _ engine: NodeEngine, socket: URL, wording: @escaping FailureWording, logger: Logger
    ) {
        self.wording = wording
        self.engine = engine
        self.socket = socket
        self.logger = logger
    }

    package func run() async throws {
        // The vault's lock is ours, so a socket that is left here belongs to nobody.
        try? FileManager.default.removeItem(at: socket)
        let (engine, wording) = (engine, wording)
        let router = Router()
        router.post("/v1/call") { request, _ -> Response in
            let body = try await request.body.collect(upTo: Self.callMaxBytes)
            let reply: NodeReply
            do {
                let call = try JSONDecoder().decode(
                    NodeCall.self, from: Data(body.readableBytesView))
                reply = await engine.answer(call, wording: wording)
            } catch {
                reply = .failed(wording(error))
            }
            let bytes = try JSONEncoder().encode(reply)
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        let path = socket.path(percentEncoded: false)
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: path), serverName: nil),
            onServerRunning: { _ in
                _ = try? FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: path)
            }, logger: logger)
        defer { try? FileManager.default.removeItem(at: socket) }
        try await application.run()
    }
}
