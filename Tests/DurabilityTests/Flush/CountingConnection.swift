import Carriers
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// One TLS connection to a relay that counts what comes over it, still encrypted.
///
/// Plain HTTP/1.1 by hand, one request at a time: so that between two requests everything that was
/// sent has come, and the count says where in the relay's stream the next answer begins.
struct CountingConnection: ~Copyable {
    /// This end's port.
    let port: Int
    private let count: ByteCount
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received = Data()

    /// An answer, and how much had come before it.
    struct Answer {
        let status: Int
        let bytesBefore: Int64
    }

    enum Failure: Error {
        case closed
        case answerUnreadable(String)
    }

    static func with<Value: Sendable>(
        _ identity: TLSIdentity, to port: Int, trusting certificate: [UInt8],
        _ body: @Sendable (inout CountingConnection) async throws -> Value
    ) async throws -> Value {
        let context = try NIOSSLContext(
            configuration: PinnedTLS.client(identity, trusting: certificate))
        let count = ByteCount()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(Counter(count))
                    try pipeline.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: nil))
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        let ownPort = channel.channel.localAddress?.port ?? 0
        return try await channel.executeThenClose { inbound, outbound in
            var connection = CountingConnection(
                port: ownPort, count: count, inbound: inbound.makeAsyncIterator(),
                outbound: outbound)
            // What the handshake still has to say has come before the answer to this.
            _ = try await connection.ask("GET", RelayProtocol.Path.checkpoint)
            return try await body(&connection)
        }
    }

    private init(
        port: Int, count: ByteCount,
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.port = port
        self.count = count
        self.inbound = inbound
        self.outbound = outbound
    }

    mutating func post(_ envelope: [UInt8]) async throws -> Answer {
        try await ask(
            "POST", RelayProtocol.Path.envelopes, RelayProtocol.MediaType.envelope, envelope)
    }

    mutating func post(contentsOf envelopes: [[UInt8]]) async throws -> Answer {
        try await ask(
            "POST", RelayProtocol.Path.envelopes, RelayProtocol.MediaType.envelopes,
            EnvelopeStream.encode(envelopes))
    }

    private mutating func ask(
        _ method: String, _ path: String, _ mediaType: String = "text/plain",
        _ body: [UInt8] = []
    ) async throws -> Answer {
        let head = """
            \(method) \(path) HTTP/1.1\r
            Host: relay\r
            Content-Type: \(mediaType)\r
            Content-Length: \(body.count)\r
            \r

            """
        let bytesBefore = count.value
        try await outbound.write(ByteBuffer(bytes: Array(head.utf8) + body))
        return Answer(status: try await answerStatus(), bytesBefore: bytesBefore)
    }

    /// Reads one whole answer.
    private mutating func answerStatus() async throws -> Int {
        let blank = Data("\r\n\r\n".utf8)
        while received.range(of: blank) == nil { try await receive() }
        guard let end = received.range(of: blank) else { throw Failure.closed }
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
        guard let status = head.firstMatch(of: /^HTTP\/1\.1 (\d{3})/).flatMap({ Int($0.1) }),
            let length = head.firstMatch(of: /(?i)\r\ncontent-length: (\d+)/).flatMap({ Int($0.1) })
        else { throw Failure.answerUnreadable(head) }
        let whole = received.distance(from: received.startIndex, to: end.upperBound) + length
        while received.count < whole { try await receive() }
        received = Data(received.dropFirst(whole))
        return status
    }

    private mutating func receive() async throws {
        guard let part = try await inbound.next(isolation: #isolation) else { throw Failure.closed }
        received.append(contentsOf: part.readableBytesView)
    }
}

/// Written where bytes come in, read between requests.
private final class ByteCount: Sendable {
    private let bytes = Atomic<Int64>(0)

    var value: Int64 { bytes.load(ordering: .acquiring) }

    func add(_ count: Int) { bytes.add(Int64(count), ordering: .acquiringAndReleasing) }
}

/// Stands before TLS.
private final class Counter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    private let count: ByteCount

    init(_ count: ByteCount) { self.count = count }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        count.add(unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }
}
