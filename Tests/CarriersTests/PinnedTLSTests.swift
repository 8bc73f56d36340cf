import Carriers
import Identity
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Primitives
import ProgramSupport
import Registry
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

    // MARK: Keys in tokens

    @Test(.enabled(if: SoftTokens.isPossible, "needs SoftHSM"))
    func
        `ends whose keys are in tokens speak, and an impostor with the certificate alone does not`()
        async throws
    {
        _ = try await SoftTokens.shared.value
        let token = try Token(
            TokenURI(SoftTokens.uri(SoftTokens.Purpose.transport.rawValue)),
            pin: SecretBytes(copying: Array(SoftTokens.pin.utf8)))
        let (relay, node) = try (
            Self.identity("relay", in: token), Self.identity("node", in: token)
        )
        #expect(relay.privateKey == nil)
        let ends = [(relay, node), (relay, try Self.identity()), (try Self.identity(), node)]
        for (relay, node) in ends {
            try await withServer(relay, accepting: [node.fingerprint]) { address in
                let client = try RelayClient(
                    address: address, relayCertificate: relay.certificate, identity: node)
                #expect(await checkpoint(client) == .success(Array("hello".utf8)))
            }
        }
        // The public half and the token are there; the private half is another.
        let other = try token.makeTransportKey(label: "other", random: .system)
        #expect(throws: CarrierError.identityInvalid) {
            try TLSIdentity(certificate: node.certificate, key: other)
        }
        try await withServer(relay, accepting: [node.fingerprint]) { address in
            let impostor = try Self.identity("impostor", in: token)
            let client = try RelayClient(
                address: address, relayCertificate: relay.certificate, identity: impostor)
            #expect(await checkpoint(client) == .failure(.unreachable(.closedByPeer)))
        }
    }

    @Test(.enabled(if: SoftTokens.isPossible, "needs SoftHSM"))
    func `a certificate signed in a token is taken up again, and not without its key`()
        async throws
    {
        _ = try await SoftTokens.shared.value
        let token = try Token(
            TokenURI(SoftTokens.uri(SoftTokens.Purpose.transport.rawValue)),
            pin: SecretBytes(copying: Array(SoftTokens.pin.utf8)))
        let key = try token.makeTransportKey(label: "gone", random: .system)
        let node = try TLSIdentity.generate(
            commonName: "node", validFrom: Self.now, key: key)
        let again = try TLSIdentity(certificate: node.certificate, key: key)
        #expect(again.fingerprint == node.fingerprint)
        let relay = try Self.identity()
        try key.destroy()
        try await withServer(relay, accepting: [node.fingerprint]) { address in
            let client = try RelayClient(
                address: address, relayCertificate: relay.certificate, identity: again)
            guard case .failure = await checkpoint(client) else {
                Issue.record("a key that is gone has signed")
                return
            }
        }
    }

    private static func identity(_ name: String, in token: Token) throws -> TLSIdentity {
        try TLSIdentity.generate(
            commonName: name, validFrom: now,
            key: token.makeTransportKey(label: name, random: .system))
    }

    // MARK: A relay's certificate that gives way

    /// Certificates of one relay, the first of which is its own until `until`.
    private static func renewed(
        _ first: TLSIdentity, by second: TLSIdentity, until: Timestamp
    ) -> RelayCertificates {
        var certificates = RelayCertificates(MachineCertificate(first.certificate))
        certificates.renew(
            MachineCertificate(second.certificate), at: now, previousUntil: until)
        return certificates
    }

    @Test(arguments: ["same name", "another name"])
    func `while one certificate gives way, a relay is believed by either`(
        _ name: String
    ) async throws {
        let (first, second) = (try Self.identity("same name"), try Self.identity(name))
        let node = try Self.identity()
        let certificates = Self.renewed(first, by: second, until: .latest)
        for shown in [first, second] {
            try await withServer(shown, accepting: [node.fingerprint]) { address in
                let client = try RelayClient(
                    address: address, certificates: certificates, identity: node)
                #expect(await checkpoint(client) == .success(Array("hello".utf8)))
            }
        }
        let impostor = try Self.identity("same name")
        try await withServer(impostor, accepting: [node.fingerprint]) { address in
            let client = try RelayClient(
                address: address, certificates: certificates, identity: node)
            #expect(await checkpoint(client) == .failure(.unreachable(.peerUntrusted)))
        }
    }

    @Test(arguments: [(-1, true), (0, false)])
    func `a certificate that has given way is not believed from its end on`(
        _ seconds: Int64, _ isBelieved: Bool
    ) async throws {
        let (first, second) = (try Self.identity(), try Self.identity())
        let node = try Self.identity()
        let end = Self.now.adding(seconds: 60)
        var options = RelayClient.Options()
        options.clock = { end.adding(seconds: seconds) }
        let ready = options
        try await withServer(first, accepting: [node.fingerprint]) { address in
            let client = try RelayClient(
                address: address, certificates: Self.renewed(first, by: second, until: end),
                identity: node, options: ready)
            let answer = await checkpoint(client)
            #expect(
                answer
                    == (isBelieved
                        ? .success(Array("hello".utf8)) : .failure(.unreachable(.peerUntrusted))))
        }
    }

    @Test func `a client believes what it is told to while it runs`() async throws {
        let (first, second) = (try Self.identity(), try Self.identity())
        let node = try Self.identity()
        try await withServer(second, accepting: [node.fingerprint]) { address in
            let client = try RelayClient(
                address: address, relayCertificate: first.certificate, identity: node)
            await #expect(throws: CarrierError.unreachable(.peerUntrusted)) {
                try await client.checkpoint()
            }
            client.trust(Self.renewed(first, by: second, until: .latest))
            #expect(await checkpoint(client) == .success(Array("hello".utf8)))
        }
    }

    @Test func `a server shows another certificate from one connection to the next`() async throws {
        let (first, second) = (try Self.identity(), try Self.identity())
        let node = try Self.identity()
        let (shownFirst, shownSecond) = (
            try ShownCertificate(first), try ShownCertificate(second)
        )
        let isChanged = Atomic(false)
        let configuration = PinnedTLS.server {
            isChanged.load(ordering: .relaxed) ? shownSecond : shownFirst
        }
        try await withServer(configuration, accepting: [node.fingerprint]) { address in
            func client(_ trusted: TLSIdentity) throws -> RelayClient {
                try RelayClient(
                    address: address, relayCertificate: trusted.certificate, identity: node)
            }
            let kept = try client(first)
            #expect(try await kept.checkpoint() == Array("hello".utf8))
            isChanged.store(true, ordering: .relaxed)
            // The connection that is there goes on as it was.
            #expect(try await kept.checkpoint() == Array("hello".utf8))
            await kept.shutdown()
            #expect(
                await checkpoint(try client(first)) == .failure(.unreachable(.peerUntrusted)))
            #expect(await checkpoint(try client(second)) == .success(Array("hello".utf8)))
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

private func withServer(
    _ identity: TLSIdentity, accepting known: Set<Digest>, _ body: (String) async throws -> Void
) async throws {
    try await withServer(
        PinnedTLS.server(ShownCertificate(identity)), accepting: known, body)
}

/// A server that answers every request with `hello`.
private func withServer(
    _ configuration: TLSConfiguration, accepting known: Set<Digest>,
    _ body: (String) async throws -> Void
) async throws {
    let context = try NIOSSLContext(configuration: configuration)
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
