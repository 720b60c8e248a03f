import NIOCore

/// Ends a connection that takes too long: silent between requests, slow to send one, or slow to take an answer.
///
/// A request's time runs from its first byte, so that neither a head nor a body can be dripped in.
final class ConnectionClock: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// What the handlers behind it are told.
    enum Event {
        /// A request has not come in whole in its time.
        case requestIsLate
    }

    private enum Phase {
        case idle
        case receiving
        case answering
        case sending
    }

    private let limits: ConnectionLimits
    private var phase = Phase.idle
    private var idleTime: Deadline?
    private var busyTime: Deadline?

    /// When the first byte of the request came that is under way.
    private(set) var requestBegan = ContinuousClock.now

    init(_ limits: ConnectionLimits) { self.limits = limits }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        idleTime = Deadline(on: context.eventLoop) { [weak self] in
            if let self, case .idle = phase { bound.value.close(promise: nil) }
        }
        busyTime = Deadline(on: context.eventLoop) { [weak self] in self?.isLate(bound.value) }
        idleTime?.set(after: limits.requestTime)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        begin()
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        idleTime?.end()
        busyTime?.end()
        // Each holds the context, and that holds this handler.
        idleTime = nil
        busyTime = nil
        context.fireChannelInactive()
    }

    /// The request is there; what it takes to answer is limited elsewhere.
    func requestEnded() {
        phase = .answering
        busyTime?.clear()
    }

    /// The answer is on its way.
    func answerBegan() {
        phase = .sending
        busyTime?.set(after: limits.answerTime)
    }

    /// The answer is gone, and the next request may come.
    func answerEnded() {
        phase = .idle
        busyTime?.clear()
        idleTime?.set(after: limits.idleTime)
    }

    /// Gives an idle connection only a little more time.
    func hurry(_ time: Duration) { idleTime?.set(after: time) }

    /// A request has begun, unless one is under way: its first bytes have come, maybe with the request before.
    func begin() {
        guard case .idle = phase else { return }
        phase = .receiving
        requestBegan = .now
        idleTime?.clear()
        busyTime?.set(after: limits.requestTime)
    }

    private func isLate(_ context: ChannelHandlerContext) {
        switch phase {
        case .receiving: context.fireUserInboundEventTriggered(Event.requestIsLate)
        case .sending: context.close(promise: nil)
        case .idle, .answering: break
        }
    }
}
