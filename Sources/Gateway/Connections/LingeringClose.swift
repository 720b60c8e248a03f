import NIOCore

/// Closes a connection so that the last answer arrives.
///
/// Closing while the caller still sends has the system reset the connection, and the caller may lose the answer that
/// says why (RFC 9112, section 9.6). So the sending side is closed first; what still comes in is dropped until the caller
/// closes too, or has had its time.
final class LingeringClose: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case open
        case inputClosed
        case lingering(Deadline)
    }

    /// How long a caller has to close its side.
    static let patience = Duration.seconds(2)

    private var state = State.open

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, case .open = state else { return context.close(mode: mode, promise: promise) }
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let deadline = Deadline(on: context.value.eventLoop) { context.value.close(promise: nil) }
        state = .lingering(deadline)
        deadline.set(after: LingeringClose.patience)
        context.value.close(mode: .output).whenFailure { _ in context.value.close(promise: nil) }
        if let promise { context.value.channel.closeFuture.cascade(to: promise) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .lingering = state { return }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event as? ChannelEvent == .inputClosed else { return context.fireUserInboundEventTriggered(event) }
        if case .lingering = state { return context.close(promise: nil) }
        state = .inputClosed
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .lingering(let deadline) = state { deadline.end() }
        state = .inputClosed
        context.fireChannelInactive()
    }
}
