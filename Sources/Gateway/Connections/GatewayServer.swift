import Dispatch
package import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A ProCONF application server (contract: "The token", "The other endpoints").
package final class GatewayServer: Sendable {
    private let configuration: GatewayConfiguration
    private let gateway: Gateway
    private let stages: StageBook?
    private let metrics: GatewayMetrics
    private let logger: Logger
    private let connections: ConnectionBook
    private let listener = Mutex<(any Channel)?>(nil)
    private let loops = MultiThreadedEventLoopGroup.singleton

    /// How long new connections are still taken once the server is to end.
    private static let leaveTaking = Duration.seconds(1)

    /// Prepares a server; nothing listens yet.
    ///
    /// - Parameters:
    ///   - configuration: How it is set up.
    ///   - signIn: Who may sign in, and whose tokens are good.
    ///   - adminControl: What answers what is asked.
    ///   - metrics: Where it is counted.
    ///   - log: Is told of every request; it must return at once.
    ///   - logger: Where it is written down what happens.
    package init(
        _ configuration: GatewayConfiguration,
        signIn: SignIn,
        adminControl: AdminControl,
        metrics: GatewayMetrics,
        log: @escaping @Sendable (AccessRecord) -> Void,
        logger: Logger
    ) {
        self.configuration = configuration
        self.metrics = metrics
        self.logger = logger
        stages = StageBook(configuration, metrics: metrics, logger: logger)
        gateway = Gateway(
            configuration, signIn: signIn, adminControl: adminControl, metrics: metrics, stages: stages, log: log)
        connections = ConnectionBook(configuration)
    }

    /// Starts to listen.
    ///
    /// - Returns: The port.
    /// - Throws: ``GatewayServerError`` where the address cannot be had.
    package func start() async throws(GatewayServerError) -> UInt16 {
        let bootstrap = ServerBootstrap(group: loops)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try open(channel) }
            }
        do {
            let channel = try await bootstrap.bind(host: configuration.address, port: Int(configuration.port)).get()
            listener.withLock { $0 = channel }
            return UInt16(channel.localAddress?.port ?? 0)
        } catch {
            let place = SocketPlace(address: configuration.address, port: configuration.port)
            throw .cannotListen(at: place.description, reason: "\(error)")
        }
    }

    /// Ends: answers what has come, takes no further connections, and closes.
    ///
    /// Who is connected gets one more answer at most. For a moment new connections are still taken, since who balances
    /// the load learns only from `/readyz` that others are to be called. What is not done within the configuration's
    /// `drainTime` is cut off.
    package func end() async {
        gateway.beginLeaving()
        let moment = min(GatewayServer.leaveTaking, configuration.limits.drainTime / 2)
        try? await loops.next().scheduleTask(in: TimeAmount(moment)) {}.futureResult.get()
        // Before connections are closed: who then comes anew is refused, and not lost in the listener's queue.
        await stopListening()
        gateway.beginEnding()
        for channel in connections.channels {
            channel.pipeline.fireUserInboundEventTriggered(ConnectionHandler.Ending())
        }
        let deadline = DispatchSource.makeTimerSource()
        deadline.schedule(deadline: .now() + configuration.limits.drainTime / .seconds(1))
        deadline.setEventHandler { [connections, logger] in
            let left = connections.channels
            logger.warning("What was not answered in time is cut off.", metadata: ["connections": "\(left.count)"])
            for channel in left { channel.close(mode: .all, promise: nil) }
        }
        deadline.activate()
        // The pages are hung up on, and consoles that wait for what they say are answered.
        await stages?.end()
        await connections.waitUntilEmpty()
        deadline.cancel()
    }

    /// Closes the listener, when all that it has taken is known to the book.
    private func stopListening() async {
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        guard let channel else { return }
        // NIO closes a connection that is made ready only after its listener has been closed: it takes no more first,
        // and closes when every loop has been through its tasks, and the listener's through what these have left.
        try? await channel.setOption(.autoRead, value: false).get()
        for loop in loops.makeIterator() { try? await loop.submit {}.get() }
        try? await channel.eventLoop.submit {}.get()
        try? await channel.close()
    }

    /// Makes a connection ready, or closes it where it is not taken.
    private func open(_ channel: any Channel) throws {
        let address = channel.remoteAddress.flatMap { ClientAddress($0) }
        do throws(ConnectionBook.Refusal) {
            try connections.admit(channel, from: address)
        } catch {
            metrics.noteConnectionRefused(reason: error.rawValue)
            let client = address?.description ?? "?"
            logger.info(
                "A connection was refused.", metadata: ["client": "\(client)", "reason": "\(error.rawValue)"])
            throw error
        }
        metrics.noteConnectionOpened()
        channel.closeFuture.whenComplete { [connections, metrics] _ in
            connections.remove(channel)
            metrics.noteConnectionClosed()
        }
        let limits = configuration.limits
        let clock = ConnectionClock(limits)
        let peer = CallerAddress(address ?? ClientAddress(bytes: []), proxies: configuration.trustedProxies)
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headBytes
        decoding.maxHeaderListSize = limits.headBytes
        decoding.maxHeaderFieldCount = 100
        try channel.pipeline.syncOperations.addHandlers([LingeringClose(), clock])
        // As NIO sets them up; but a WebSocket takes what has come behind its request.
        let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoding))
        let others: [any RemovableChannelHandler] = [
            HTTPServerPipelineHandler(), NIOHTTPResponseHeadersValidator(), HTTPResponseEncoder(),
        ]
        try channel.pipeline.syncOperations.addHandlers([others[2], decoder, others[0], others[1]])
        try channel.pipeline.syncOperations.addHandler(
            ConnectionHandler(
                gateway, limits: limits, peer: peer, clock: clock, protocolHandlers: others + [decoder]))
    }
}

/// Why a gateway does not begin.
package enum GatewayServerError: Error, Sendable, CustomStringConvertible {
    /// The address is taken, not this machine's, or not allowed.
    case cannotListen(at: String, reason: String)

    package var description: String {
        switch self {
        case .cannotListen(let place, let reason):
            "The gateway cannot listen at \(place): \(reason). Choose another address or port for listen:."
        }
    }
}

/// An address and a port as they are written together.
private struct SocketPlace: CustomStringConvertible {
    let address: String
    let port: UInt16

    var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
