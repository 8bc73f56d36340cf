import NIOCore

/// Notices that a client has gone while its request is still being answered.
///
/// The server leaves a connection half open until its answer is written; a poll would wait for
/// nobody.
final class HangUpHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias InboundOut = NIOAny

    private let onHangUp: @Sendable (ObjectIdentifier) -> Void

    init(_ onHangUp: @escaping @Sendable (ObjectIdentifier) -> Void) { self.onHangUp = onHangUp }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { onHangUp(ObjectIdentifier(context.channel)) }
        context.fireUserInboundEventTriggered(event)
    }
}
