import NIOCore
import NIOHTTP1

/// Answers the one request of a connection, and closes it so that the answer arrives.
///
/// Closing while the browser still sends would have the system reset the connection, and the answer may be lost (RFC
/// 9112, section 9.6): so the sending side is closed first, and what still comes in is dropped for a while.
final class PageConnection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case receiving(HTTPRequestHead?)
        case closing
        case tab
    }

    private let serving: StageServing
    private let limits: StageLimits
    private var state = State.receiving(nil)
    private var deadline: Scheduled<Void>?

    init(_ serving: StageServing, limits: StageLimits) {
        self.serving = serving
        self.limits = limits
    }

    /// The connection is a tab's from now on.
    func becomeTab() {
        state = .tab
        deadline?.cancel()
        deadline = nil
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .receiving(nil)):
            guard head.version.major == 1 else { return refuse(context) }
            state = .receiving(head)
        // Nothing is sent to a stage but over its WebSocket.
        case (.body, .receiving): refuse(context)
        case (.end, .receiving(let head?)):
            write(serving.answer(DoorRequest(head)), withBody: head.method != .HEAD, context)
        default: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event as? ChannelEvent == .inputClosed else { return context.fireUserInboundEventTriggered(event) }
        switch state {
        // Who has closed its side before the request was whole has nothing more to say.
        case .receiving, .closing: context.close(promise: nil)
        case .tab: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error, state) {
        case (is HTTPParserError, .receiving): refuse(context)
        // The upgrade was refused: the request comes as an ordinary one after this.
        case (_, .receiving(nil)): break
        case (_, .tab): context.fireErrorCaught(error)
        default: context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        context.fireChannelInactive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard deadline == nil else { return }
        setDeadline(limits.requestTime, context)
    }

    private func setDeadline(_ seconds: Double, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: .milliseconds(Int64(seconds * 1_000))) {
            bound.value.close(promise: nil)
        }
    }

    private func refuse(_ context: ChannelHandlerContext) {
        write(.notice(400, "This request is not understood.", "Open the address that gavel shows."), context)
    }

    private func write(_ answer: DoorAnswer, withBody: Bool = true, _ context: ChannelHandlerContext) {
        state = .closing
        setDeadline(limits.answerTime, context)
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        if withBody {
            let body = context.channel.allocator.buffer(bytes: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            let (handler, context) = bound.value
            guard context.channel.isActive else { return }
            handler.setDeadline(handler.limits.closingTime, context)
            context.close(mode: .output).whenFailure { _ in bound.value.context.close(promise: nil) }
        }
    }
}
