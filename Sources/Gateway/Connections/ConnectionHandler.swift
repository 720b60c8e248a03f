import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1

/// What a connection hands its requests to.
protocol RequestAnswering: Sendable {
    /// Whether no further requests are wanted on a connection.
    var isEnding: Bool { get }

    /// Answers a request that has come in whole.
    func answer(_ request: GatewayRequest) async -> GatewayAnswer

    /// Answers what is no request.
    func answerMalformed(from client: ClientAddress, began: ContinuousClock.Instant, identifier: String)
        -> GatewayAnswer
}

/// Collects the parts of a request, has it answered, and writes the answer.
///
/// One request at a time: `HTTPServerPipelineHandler` in front of it keeps others back, and the next comes only when the
/// answer is with the system, so that a caller who does not read is not answered into memory.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// What a connection is told when the server is to end.
    struct Ending: Sendable {}

    private enum State {
        case idle
        case receiving(HTTPRequestHead, ByteBuffer)
        case answering(Task<Void, Never>)
        case sending
        case closing
    }

    /// How long an idle connection stays open once the server is to end: a request may be on its way.
    static let lastWords = Duration.seconds(1)

    private let application: any RequestAnswering
    private let limits: ConnectionLimits
    private let peer: CallerAddress
    private let clock: ConnectionClock
    private var state = State.idle

    /// Whether the caller has nothing more to ask.
    private var isInputClosed = false

    init(
        _ application: any RequestAnswering,
        limits: ConnectionLimits,
        peer: CallerAddress,
        clock: ConnectionClock
    ) {
        self.application = application
        self.limits = limits
        self.peer = peer
        self.clock = clock
    }

    func channelActive(context: ChannelHandlerContext) {
        if application.isEnding { clock.hurry(ConnectionHandler.lastWords) }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .idle): begin(head, context)
        case (.body(var part), .receiving(let head, var body)):
            // The collected bytes are not to be copied with every part.
            state = .closing
            body.writeBuffer(&part)
            guard body.readableBytes <= limits.bodyBytes else { return refuse(context) }
            state = .receiving(head, body)
        case (.end, .receiving(let head, let body)): answer(head, body, context)
        default: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (event, state) {
        case (is Ending, .idle): clock.hurry(ConnectionHandler.lastWords)
        case (ConnectionClock.Event.requestIsLate, .receiving): refuse(context)
        case (ConnectionClock.Event.requestIsLate, _): context.close(promise: nil)
        case (ChannelEvent.inputClosed, _):
            // Who has closed one side asks nothing more; what is being answered still is.
            isInputClosed = true
            switch state {
            case .idle: context.close(promise: nil)
            case .receiving: refuse(context)
            case .answering, .sending, .closing: break
            }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error, state) {
        case (is HTTPParserError, .idle), (is HTTPParserError, .receiving): refuse(context)
        // Nothing behind it can be read any more; what is being answered still is, and closes.
        case (is HTTPParserError, _), (is ByteToMessageDecoderError, _): isInputClosed = true
        default: context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .answering(let task) = state { task.cancel() }
        state = .closing
        context.fireChannelInactive()
    }
}

extension ConnectionHandler {
    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        clock.begin()
        let length = head.headers["content-length"].first.flatMap { Int($0) } ?? 0
        guard length <= limits.bodyBytes, head.isWellFormed else { return refuse(context) }
        state = .receiving(head, context.channel.allocator.buffer(capacity: length))
        if head.headers.contains(name: "expect") {
            guard head.headers[canonicalForm: "expect"].map({ $0.lowercased() }) == ["100-continue"] else {
                return refuse(context)
            }
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
        clock.requestEnded()
        let identifier = peer.identifier(of: head.headers)
        let client = peer.client(of: head.headers)
        guard let request = head.request(body: body, client: client, identifier: identifier, began: clock.requestBegan)
        else { return refuse(context) }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        let application = application
        // Behind what asks for another protocol the decoder reads no further: the connection ends with the answer.
        let keepsAlive = head.isKeepAlive && head.method != .CONNECT && !head.headers.contains(name: "upgrade")
        let isHead = head.method == .HEAD
        let task = Task {
            let answer = await application.answer(request)
            eventLoop.execute {
                let (handler, context) = bound.value
                guard case .answering = handler.state else { return }
                handler.write(
                    answer, identifier: identifier, keepsAlive: keepsAlive && !application.isEnding, isHead: isHead,
                    version: head.version, context)
            }
        }
        state = .answering(task)
    }

    /// Answers what is no request, and closes.
    private func refuse(_ context: ChannelHandlerContext) {
        let identifier = RequestIdentifier.fresh()
        let answer = application.answerMalformed(
            from: peer.address, began: clock.requestBegan, identifier: identifier)
        write(answer, identifier: identifier, keepsAlive: false, isHead: false, version: .http1_1, context)
    }

    private func write(
        _ answer: GatewayAnswer,
        identifier: String,
        keepsAlive: Bool,
        isHead: Bool,
        version: HTTPVersion,
        _ context: ChannelHandlerContext
    ) {
        state = .sending
        clock.answerBegan()
        let head = answer.head(identifier: identifier, keepsAlive: keepsAlive, version: version)
        let sent = context.eventLoop.makePromise(of: Void.self)
        if answer.body.isEmpty || isHead {
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: sent)
        } else {
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            let body = context.channel.allocator.buffer(bytes: answer.body)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(body))), promise: sent)
        }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { result in
            let (handler, context) = bound.value
            guard case .sending = handler.state else { return }
            if keepsAlive, !handler.isInputClosed, case .success = result {
                handler.state = .idle
                handler.clock.answerEnded()
                if handler.application.isEnding { handler.clock.hurry(ConnectionHandler.lastWords) }
                // The next request may come out of this call.
                context.writeAndFlush(handler.wrapOutboundOut(.end(nil)), promise: nil)
            } else {
                handler.state = .closing
                context.close(promise: nil)
            }
        }
    }
}
