import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import Stage

/// What a connection hands its requests to.
protocol RequestAnswering: Sendable {
    /// Whether no further requests are wanted on a connection.
    var isEnding: Bool { get }

    /// Answers a request that has come in whole.
    func answer(_ request: GatewayRequest) async -> GatewayAnswer

    /// Serves the pages of stages; nil where there are none.
    var pages: StageServing? { get }

    /// The most bytes that the body of a request may have.
    func bodyLimit(of head: HTTPRequestHead) -> Int

    /// Answers a browser that asks for a page, or for a WebSocket that it is not given.
    func answerPage(_ request: PageRequest) -> GatewayAnswer

    /// Notes a WebSocket that a page is given.
    func noteSocket(_ request: PageRequest)

    /// Answers what is no request.
    func answerMalformed(from client: ClientAddress, began: ContinuousClock.Instant, identifier: String)
        -> GatewayAnswer
}

/// Collects the parts of a request, has it answered, and writes the answer.
///
/// One request at a time: `HTTPServerPipelineHandler` in front of it keeps others back, and the next comes only when the
/// answer is with the system, so that a caller who does not read is not answered into memory.
final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// What a connection is told when the server is to end.
    struct Ending: Sendable {}

    private enum State {
        case idle
        case receiving(HTTPRequestHead, ByteBuffer)
        case answering(Task<Void, Never>)
        case sending

        /// A page is being given a WebSocket; when it has it, this handler is gone.
        case changing
        case closing
    }

    private let application: any RequestAnswering
    private let limits: ConnectionLimits
    private let peer: CallerAddress
    private let clock: ConnectionClock

    /// What speaks HTTP in front of this handler, in the order in which it goes where another protocol is spoken.
    private let protocolHandlers: [any RemovableChannelHandler]
    private var bodyLimit = 0
    private var state = State.idle

    /// Whether the caller has nothing more to ask.
    private var isInputClosed = false

    init(
        _ application: any RequestAnswering,
        limits: ConnectionLimits,
        peer: CallerAddress,
        clock: ConnectionClock,
        protocolHandlers: [any RemovableChannelHandler] = []
    ) {
        self.protocolHandlers = protocolHandlers
        self.application = application
        self.limits = limits
        self.peer = peer
        self.clock = clock
    }

    func channelActive(context: ChannelHandlerContext) {
        if application.isEnding { clock.hurry(limits.lastWords) }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .idle): begin(head, context)
        case (.body(var part), .receiving(let head, var body)):
            // The collected bytes are not to be copied with every part.
            state = .closing
            body.writeBuffer(&part)
            guard body.readableBytes <= bodyLimit else { return refuse(context) }
            state = .receiving(head, body)
        case (.end, .receiving(let head, let body)): answer(head, body, context)
        default: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (event, state) {
        case (is Ending, .idle): clock.hurry(limits.lastWords)
        case (ConnectionClock.Event.requestIsLate, .receiving): refuse(context)
        case (ConnectionClock.Event.requestIsLate, _): context.close(promise: nil)
        case (ChannelEvent.inputClosed, _):
            // Who has closed one side asks nothing more; what is being answered still is.
            isInputClosed = true
            switch state {
            case .idle: context.close(promise: nil)
            case .receiving: refuse(context)
            case .answering, .sending, .changing, .closing: break
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
        bodyLimit = application.bodyLimit(of: head)
        guard length <= bodyLimit, head.isWellFormed else { return refuse(context) }
        state = .receiving(head, context.channel.allocator.buffer(capacity: min(length, limits.bodyBytes)))
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
        if let pages = application.pages, head.uri.hasPrefix(StageBook.path) {
            let request = PageRequest(head: head, client: client, identifier: identifier, began: clock.requestBegan)
            return answer(request, by: pages, context)
        }
        guard let request = head.request(body: body, client: client, identifier: identifier, began: clock.requestBegan)
        else { return refuse(context) }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        let application = application
        let keepsAlive = head.staysReadable
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

    /// Answers a browser: with a page, or with a WebSocket.
    private func answer(_ request: PageRequest, by pages: StageServing, _ context: ChannelHandlerContext) {
        guard request.head.headers.contains(name: "upgrade") else { return writePage(request, context) }
        state = .changing
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let upgrader = pages.upgrader
        let fields: HTTPHeaders = [
            "Connection": "Upgrade", "Upgrade": "websocket", "X-Request-Id": request.identifier,
        ]
        upgrader.buildUpgradeResponse(
            channel: context.channel, upgradeRequest: request.head, initialResponseHeaders: fields
        ).hop(to: context.eventLoop).whenComplete { result in
            let (handler, context) = bound.value
            guard case .changing = handler.state else { return }
            switch result {
            case .success(let fields): handler.change(request, fields, by: upgrader, context)
            case .failure: handler.writePage(request, context)
            }
        }
    }

    /// Gives the connection to a WebSocket.
    ///
    /// The decoder goes last: what has come behind the request is for the one who then comes after it.
    private func change(
        _ request: PageRequest,
        _ fields: HTTPHeaders,
        by upgrader: any HTTPServerProtocolUpgrader,
        _ context: ChannelHandlerContext
    ) {
        application.noteSocket(request)
        let response = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: fields)
        context.writeAndFlush(wrapOutboundOut(.head(response)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        for handler in protocolHandlers.dropLast() { pipeline.removeHandler(handler, promise: nil) }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        upgrader.upgrade(context: context, upgradeRequest: request.head).hop(to: context.eventLoop)
            .whenComplete { result in
                let (handler, context) = bound.value
                guard case .success = result else { return context.close(promise: nil) }
                let pipeline = context.pipeline.syncOperations
                pipeline.removeHandler(handler, promise: nil)
                if let decoder = handler.protocolHandlers.last { pipeline.removeHandler(decoder, promise: nil) }
            }
    }

    private func writePage(_ request: PageRequest, _ context: ChannelHandlerContext) {
        let head = request.head
        write(
            application.answerPage(request), identifier: request.identifier,
            keepsAlive: head.staysReadable && !application.isEnding, isHead: head.method == .HEAD,
            version: head.version, context)
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
                if handler.application.isEnding { handler.clock.hurry(handler.limits.lastWords) }
                // The next request may come out of this call.
                context.writeAndFlush(handler.wrapOutboundOut(.end(nil)), promise: nil)
            } else {
                handler.state = .closing
                context.close(promise: nil)
            }
        }
    }
}
