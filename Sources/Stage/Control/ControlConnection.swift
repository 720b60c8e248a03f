import Foundation
import Meetings
import NIOCore

/// One caller of a stage's control socket: takes its request, and writes the replies to it.
///
/// A reply is written when the one before is with the system, so that a caller who does not read is not answered into
/// memory; one who takes none for too long is let go.
final class ControlConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What a connection is told when the stage is to end.
    struct Ending: Sendable {}

    private enum State {
        /// Closes the connection when no request comes.
        case waiting(Scheduled<Void>?)
        case answering(Task<Void, Never>)
        case closed
    }

    private let limits: ControlLimits
    private let handler: StageControl.Handler
    private var state = State.waiting(nil)

    init(_ limits: ControlLimits, handler: @escaping StageControl.Handler) {
        self.limits = limits
        self.handler = handler
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        state = .waiting(ControlConnection.closing(channel, after: limits.patience))
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .waiting(let overdue) = state else { return }
        overdue?.cancel()
        let line = Data(unwrapInboundIn(data).readableBytesView)
        guard let document = try? JSONReader.strictDocument(line), let request = ControlRequest(document) else {
            return decline("That is no request that is known.", context)
        }
        answer(handler(request), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The rest of a line that was declined.
        if error is ByteToMessageDecoderError { return }
        guard case .waiting(let overdue) = state, error is ControlLineDecoder.TooLong else {
            return context.close(promise: nil)
        }
        overdue?.cancel()
        decline("The request is longer than \(limits.requestBytes) bytes.", context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is Ending, case .waiting = state { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let before = state
        state = .closed
        switch before {
        case .waiting(let overdue): overdue?.cancel()
        case .answering(let task): task.cancel()
        case .closed: break
        }
        context.fireChannelInactive()
    }

    private func decline(_ words: String, _ context: ChannelHandlerContext) {
        let (stream, continuation) = AsyncStream.makeStream(of: ControlReply.self)
        continuation.yield(.declined(SafeText(words)))
        continuation.finish()
        answer(stream, context)
    }

    private func answer(_ replies: AsyncStream<ControlReply>, _ context: ChannelHandlerContext) {
        let channel = context.channel
        let patience = limits.patience
        state = .answering(
            Task {
                for await reply in replies {
                    let overdue = ControlConnection.closing(channel, after: patience)
                    let written = channel.eventLoop.makePromise(of: Void.self)
                    // On the loop: the caller is not to be hung up on because this task gets no time.
                    written.futureResult.whenComplete { _ in overdue.cancel() }
                    channel.writeAndFlush(reply.document.controlLine, promise: written)
                    guard (try? await written.futureResult.get()) != nil, !reply.isLast else { break }
                }
                channel.close(promise: nil)
            })
    }

    private static func closing(_ channel: any Channel, after seconds: Double) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: .milliseconds(Int64(seconds * 1000))) { channel.close(promise: nil) }
    }
}
