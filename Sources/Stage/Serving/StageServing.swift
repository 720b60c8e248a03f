package import Logging
package import NIOCore
package import NIOHTTP1
import NIOWebSocket

/// A stage that is served: who comes in, and where its tabs' words go.
package struct ServedStage: Sendable {
    package let door: StageDoor
    package let tabs: StageTabs

    package init(door: StageDoor, tabs: StageTabs) {
        self.door = door
        self.tabs = tabs
    }

    /// Lets no browser come back but a tab's, and ends the connections of the others (``StageLine/keepOnly(_:)``).
    package func keepOnly(_ tab: StageTab) {
        guard let browser = tabs.browser(of: tab) else { return }
        door.keepOnly(browser)
        tabs.closeAll(butOf: browser)
    }
}

/// Serves the pages and the WebSockets of any number of stages.
///
/// A server that serves nothing else has its connections made ready by ``prepare(_:)``. One that serves more gives
/// ``answer(_:)`` the requests below its path, and ``upgrader`` to its own pipeline.
package struct StageServing: Sendable {
    private let path: String
    private let limits: StageLimits
    private let logger: Logger
    private let find: @Sendable (String) -> ServedStage?

    /// Knows where stages are found.
    ///
    /// - Parameters:
    ///   - path: What the paths of all stages begin with, and end with a slash.
    ///   - limits: What is allowed.
    ///   - logger: Where it is written down who was refused.
    ///   - find: Gives the stage that a path names; called on event loops, so it must return at once.
    package init(
        below path: String,
        limits: StageLimits = StageLimits(),
        logger: Logger,
        find: @escaping @Sendable (String) -> ServedStage?
    ) {
        self.path = path
        self.limits = limits
        self.logger = logger
        self.find = find
    }

    /// Answers a request for anything but a WebSocket.
    package func answer(_ request: DoorRequest) -> DoorAnswer {
        let answer = stage(of: request)?.door.answer(request) ?? .nothing
        if answer.status >= 400 {
            // Not the target: there may be a secret in it.
            logger.info("A request for the stage was refused.", metadata: ["status": "\(answer.status)"])
        }
        return answer
    }

    /// Takes the WebSockets of pages (RFC 6455).
    ///
    /// A request for one that is refused goes on down the pipeline as an ordinary request, for ``answer(_:)``.
    package var upgrader: any HTTPServerProtocolUpgrader & Sendable {
        NIOWebSocketServerUpgrader(
            maxFrameSize: limits.textBytes,
            shouldUpgrade: { channel, head in
                let request = DoorRequest(head)
                let isAdmitted = stage(of: request)?.door.admit(request) != nil
                if !isAdmitted { logger.info("A WebSocket for the stage was refused.") }
                let headers: HTTPHeaders? = isAdmitted ? ["Sec-WebSocket-Protocol": StageDoor.subprotocol] : nil
                return channel.eventLoop.makeSucceededFuture(headers)
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture { try openTab(on: channel, DoorRequest(head)) }
            })
    }

    /// Makes a connection ready that serves stages alone: one request, answered and closed, or a WebSocket.
    ///
    /// - Parameter channel: The connection; called on its loop.
    /// - Throws: What NIO says where the connection is closed already.
    package func prepare(_ channel: any Channel) throws {
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headBytes
        decoding.maxHeaderListSize = limits.headBytes
        decoding.maxHeaderFieldCount = 100
        let connection = PageConnection(self, limits: limits)
        let bound = NIOLoopBound(connection, eventLoop: channel.eventLoop)
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withServerUpgrade: (
                upgraders: [upgrader],
                completionHandler: { context in
                    bound.value.becomeTab()
                    context.pipeline.syncOperations.removeHandler(bound.value, promise: nil)
                }
            ),
            withErrorHandling: false, withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoding)
        try channel.pipeline.syncOperations.addHandler(connection)
    }

    private func stage(of request: DoorRequest) -> ServedStage? { request.stage(below: path).flatMap(find) }

    private func openTab(on channel: any Channel, _ request: DoorRequest) throws {
        // The door may have been shut since the request was looked at; nobody else looks after the connection by now.
        guard let stage = stage(of: request), let browser = stage.door.admit(request) else {
            channel.close(promise: nil)
            throw StageIsGone()
        }
        try channel.pipeline.syncOperations.addHandlers([
            NIOWebSocketFrameAggregator(
                minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1_024, maxAccumulatedFrameSize: limits.textBytes),
            TabConnection(stage.tabs, of: browser, limits: limits, logger: logger),
        ])
    }
}

/// A stage has ended while its page connected.
private struct StageIsGone: Error {}
