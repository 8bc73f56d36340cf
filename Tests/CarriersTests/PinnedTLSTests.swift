import Carriers
import Identity
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import Testing

/// Both directions over real sockets: who is let in, and whom a client believes.
struct PinnedTLSTests {
    private static let now = Timestamp(clampingMilliseconds: 1_700_000_000_000)

    private static func identity(_ name: String = "x") throws -> TLSIdentity {
        try TLSIdentity.generate(commonName: name, validFrom: now)
    }

    @Test func `ends that know each other speak`() async throws {
        let (relay, node) = (try Self.identity(), try Self.identity())
        try await withServer(relay, accepting: [node.fingerprint]) { address in
            let client = try RelayClient(
                address: address, relayCertificate: relay.certificate, identity: node)
            let answer = await checkpoint(client)
            #expect(answer == .success(Array("hello".utf8)))
        }
    }

    @Test func `a client whose certificate is not registered gets no answer`() async throws {
        let (relay, node) = (try Self.identity(), try Self.identity())
        let stranger = try Self.identity()
        try await withServer(relay, accepting: [node.fingerprint]) { address in
            let client = try RelayClient(
                address: address, relayCertificate: relay.certificate, identity: stranger)
            let answer = await checkpoint(client)
            #expect(answer == .failure(.unreachable(.closedByPeer)))
        }
    }

    @Test func `a client without certificate gets no answer`() async throws {
        let relay = try Self.identity()
        try await withServer(relay, accepting: []) { address in
            var configuration = try PinnedTLS.client(relay, trusting: relay.certificate)
            configuration.certificateChain = []
            configuration.privateKey = nil
            let answer = await rawRequest(address, configuration)
            #expect(answer.isEmpty)
        }
    }

    @Test(arguments: ["same name", "another name"])
    func `a relay with another certificate than the registered one is not believed`(
        _ name: String
    ) async throws {
        let (registered, impostor) = (try Self.identity("same name"), try Self.identity(name))
        let node = try Self.identity()
        try await withServer(impostor, accepting: [node.fingerprint]) { address in
            let client = try RelayClient(
                address: address, relayCertificate: registered.certificate, identity: node)
            let answer = await checkpoint(client)
            #expect(answer == .failure(.unreachable(.peerUntrusted)))
        }
    }

    @Test func `a client that speaks only TLS 1 point 2 gets no answer`() async throws {
        let (relay, node) = (try Self.identity(), try Self.identity())
        try await withServer(relay, accepting: [node.fingerprint]) { address in
            var configuration = try PinnedTLS.client(node, trusting: relay.certificate)
            configuration.minimumTLSVersion = .tlsv12
            #expect(await rawRequest(address, configuration).isEmpty == false)
            configuration.maximumTLSVersion = .tlsv12
            #expect(await rawRequest(address, configuration).isEmpty)
        }
    }

    @Test func `where nobody listens there is no connection`() async throws {
        let node = try Self.identity()
        let client = try RelayClient(
            address: "https://127.0.0.1:1", relayCertificate: node.certificate, identity: node)
        let answer = await checkpoint(client)
        #expect(answer == .failure(.unreachable(.noConnection)))
    }

    @Test(arguments: ["http://a:1", "https://", "a:1", "https://a:1/path", "https://u@a", ""])
    func `an address must be https, host and port`(_ address: String) throws {
        let node = try Self.identity()
        #expect(throws: CarrierError.addressInvalid(text: address)) {
            try RelayClient(address: address, relayCertificate: node.certificate, identity: node)
        }
    }
}

/// Asks for something, and is done with the client.
private func checkpoint(_ client: RelayClient) async -> Result<[UInt8], CarrierError> {
    let answer: Result<[UInt8], CarrierError>
    do throws(CarrierError) {
        answer = .success(try await client.checkpoint())
    } catch {
        answer = .failure(error)
    }
    await client.shutdown()
    return answer
}

/// A server that answers every request with `hello`.
private func withServer(
    _ identity: TLSIdentity, accepting known: Set<Digest>, _ body: (String) async throws -> Void
) async throws {
    let context = try NIOSSLContext(configuration: PinnedTLS.server(identity))
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let sync = channel.pipeline.syncOperations
                try sync.addHandler(
                    NIOSSLServerHandler(
                        context: context,
                        customVerificationCallback: PinnedTLS.accepting { known.contains($0) },
                        configuration: .init()))
                try sync.configureHTTPServerPipeline()
                try sync.addHandler(Greeter())
            }
        }
        .bind(host: "127.0.0.1", port: 0).get()
    try await body("https://127.0.0.1:\(channel.localAddress?.port ?? 0)")
    try await channel.close()
}

private final class Greeter: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        let head = HTTPResponseHead(
            version: .http1_1, status: .ok, headers: ["Content-Length": "5"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "hello")))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// What comes back on a bare connection for a request, until it is closed or something came.
private func rawRequest(_ address: String, _ configuration: TLSConfiguration) async -> [UInt8] {
    guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else { return [] }
    let collected = Collector()
    do {
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let sync = channel.pipeline.syncOperations
                    try sync.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
                    try sync.addHandler(collected)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        let request = ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        try await channel.writeAndFlush(request)
        try await channel.closeFuture.get()
    } catch {}
    return collected.bytes
}

private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock { $0 } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Array(unwrapInboundIn(data).readableBytesView)
        collected.withLock { $0 += part }
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
