import Ledger
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// A connection to a receiver of syslog: TLS, and one way. Source: RFC 5425.
struct SyslogConnection: Sendable {
    private let channel: any Channel
    private let ending: Ending

    /// - Throws: ``GatewayProblem``: nobody is there, or it is not who it must be.
    static func open(
        _ target: SyslogTarget, on group: MultiThreadedEventLoopGroup = .singleton
    ) async throws(GatewayProblem) -> SyslogConnection {
        let tls = try target.tls
        let (ending, shaken) = (Ending(), group.any().makePromise(of: Void.self))
        do {
            let context = try NIOSSLContext(configuration: tls)
            let channel = try await bootstrap(group).channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLClientHandler(context: context, serverHostname: name(of: target)),
                        SyslogWatch(ending, shaken),
                    ])
                }
            }.connect(host: target.host, port: target.port).get()
            let alarm = channel.eventLoop.scheduleTask(in: connectMax) {
                shaken.fail(ChannelError.connectTimeout(connectMax))
            }
            defer { alarm.cancel() }
            do { try await shaken.futureResult.get() } catch {
                channel.close(promise: nil)
                throw error
            }
            return SyslogConnection(channel: channel, ending: ending)
        } catch {
            shaken.fail(error)
            throw GatewayProblem(Unreachable(error))
        }
    }

    /// Hands bytes to the system, once it takes them.
    ///
    /// - Throws: ``GatewayProblem``: the connection has ended.
    func send(_ bytes: [UInt8]) async throws(GatewayProblem) {
        let channel = channel
        do {
            try await withTaskCancellationHandler {
                try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch { throw problem ?? GatewayProblem(Unreachable(error)) }
    }

    /// - Throws: ``GatewayProblem`` unless the connection still stands.
    func requireOpen() throws(GatewayProblem) {
        if !channel.isActive { throw problem ?? GatewayProblem(.closedByPeer) }
    }

    /// Says goodbye, and waits for the other's a moment.
    func close() async {
        // It has gone already, which is as good.
        do { try await channel.close().get() } catch {}
    }

    private var problem: GatewayProblem? {
        ending.error.withLock { $0 }.map { GatewayProblem(Unreachable($0)) }
    }

    private static func bootstrap(_ group: MultiThreadedEventLoopGroup) -> ClientBootstrap {
        ClientBootstrap(group: group).connectTimeout(connectMax)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(
                ChannelOptions.Types.SocketOption(level: .tcp, name: tcpUserTimeout),
                value: SyslogProgress.unacknowledgedMaxSeconds * 1_000)
    }

    /// Only names are told to the other side; a certificate for an address is held to the address.
    private static func name(of target: SyslogTarget) -> String? {
        (try? SocketAddress(ipAddress: target.host, port: target.port)) == nil ? target.host : nil
    }

    private static let connectMax = TimeAmount.seconds(10)
    /// `TCP_USER_TIMEOUT` of Linux: how long what was sent may stay unacknowledged before the system
    /// ends the connection.
    private static let tcpUserTimeout = NIOBSDSocket.Option(rawValue: 18)

    /// What ended the connection, once something has.
    fileprivate final class Ending: Sendable {
        let error = Mutex<(any Error)?>(nil)
    }
}

/// Notes when the handshake is over and what ends the connection. What the receiver says is nothing:
/// syslog has no answers.
private final class SyslogWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let ending: SyslogConnection.Ending
    private let shaken: EventLoopPromise<Void>

    init(_ ending: SyslogConnection.Ending, _ shaken: EventLoopPromise<Void>) {
        (self.ending, self.shaken) = (ending, shaken)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { shaken.succeed(()) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        ending.error.withLock { $0 = $0 ?? error }
        shaken.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        shaken.fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}
