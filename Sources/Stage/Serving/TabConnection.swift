import Logging
import NIOCore
import NIOWebSocket

/// The WebSocket of a tab (RFC 6455): texts in both directions, with bounds for both.
final class TabConnection: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private enum State {
        case open
        case closing
        case closed
    }

    private let tabs: StageTabs
    private let browser: StageDoor.Browser
    private let limits: StageLimits
    private let logger: Logger
    private var tab: StageTab?
    private var state = State.open

    /// How many bytes were written and not yet taken by the system.
    private var unread = 0

    /// How many bytes the tab may say just now.
    private var allowance: Double
    private var allowedAt = NIODeadline.now()
    private var deadline: Scheduled<Void>?
    private var pause: Scheduled<Void>?

    init(_ tabs: StageTabs, of browser: StageDoor.Browser, limits: StageLimits, logger: Logger) {
        self.tabs = tabs
        self.browser = browser
        self.limits = limits
        self.logger = logger
        allowance = Double(limits.burstBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        tab = tabs.open(Line(eventLoop: context.eventLoop, bound: bound), of: browser)
        if tab == nil { close(.policyViolation, context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        // Many short texts cost as much as a few long ones.
        spend(max(frame.length, 1 << 10), context)
        switch frame.opcode {
        case .text: take(frame, context)
        case .ping: pong(frame, context)
        case .connectionClose: takeClose(frame, context)
        // Nothing of a page is binary.
        default: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge: close(.messageTooLarge, context)
        case is NIOWebSocketFrameAggregator.Error: close(.protocolError, context)
        // The handler in front of this one has said what is wrong, and closes.
        case is NIOWebSocketError: break
        default: context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }
}

extension TabConnection {
    private func take(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        guard case .open = state, let tab else { return }
        let data = frame.unmaskedData
        guard let text = String(validating: data.readableBytesView, as: UTF8.self) else {
            return close(.dataInconsistentWithMessage, context)
        }
        tabs.take(text, of: tab)
    }

    private func pong(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        guard case .open = state else { return }
        write(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData), context)
    }

    /// The browser closes, or answers that it was closed.
    private func takeClose(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        guard case .open = state else { return context.close(promise: nil) }
        state = .closing
        var code = frame.unmaskedData
        let answer = code.readSlice(length: min(2, code.readableBytes)) ?? context.channel.allocator.buffer(capacity: 0)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: answer)))
            .whenComplete { _ in bound.value.close(promise: nil) }
    }

    fileprivate func send(_ text: String, _ context: ChannelHandlerContext) {
        guard case .open = state else { return }
        write(WebSocketFrame(fin: true, opcode: .text, data: context.channel.allocator.buffer(string: text)), context)
    }

    /// Closes after what was written, with or without an answer of the browser.
    fileprivate func close(_ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
        guard case .open = state else { return }
        state = .closing
        var data = context.channel.allocator.buffer(capacity: 2)
        data.write(webSocketErrorCode: code)
        context.writeAndFlush(
            wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)), promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: .milliseconds(Int64(limits.closingTime * 1_000))) {
            bound.value.close(promise: nil)
        }
    }

    /// Writes a frame; a tab that takes nothing is ended before it costs more memory than it may.
    private func write(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        let count = frame.length
        guard unread + count <= limits.unreadBytes else {
            logger.warning("A tab that does not read is cut off.", metadata: ["bytes": "\(unread)"])
            state = .closing
            return context.close(promise: nil)
        }
        unread += count
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(frame)).whenComplete { _ in bound.value.unread -= count }
    }

    /// Reads no more for a while where a tab says more than any meeting has to say; it is told by TCP, and loses
    /// nothing.
    private func spend(_ count: Int, _ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        let rate = Double(limits.bytesASecond)
        let seconds = Double((now - allowedAt).nanoseconds) / 1e9
        allowance = min(Double(limits.burstBytes), allowance + seconds * rate) - Double(count)
        allowedAt = now
        guard allowance < 0, pause == nil else { return }
        context.channel.setOption(.autoRead, value: false).whenFailure { _ in }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        pause = context.eventLoop.scheduleTask(in: .milliseconds(Int64(-allowance / rate * 1_000) + 1)) {
            bound.value.handler.pause = nil
            bound.value.context.channel.setOption(.autoRead, value: true).whenFailure { _ in }
        }
    }

    private func end() {
        state = .closed
        deadline?.cancel()
        pause?.cancel()
        deadline = nil
        pause = nil
        guard let tab else { return }
        self.tab = nil
        tabs.lose(tab)
    }

    /// The way to a tab from other threads.
    private struct Line: TabSending {
        let eventLoop: any EventLoop
        let bound: NIOLoopBound<(handler: TabConnection, context: ChannelHandlerContext)>

        func send(_ text: String) {
            eventLoop.execute { bound.value.handler.send(text, bound.value.context) }
        }

        func close() {
            eventLoop.execute { bound.value.handler.close(.normalClosure, bound.value.context) }
        }
    }
}
