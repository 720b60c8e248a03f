import Foundation
package import Logging
import Meetings
import NIOCore
import NIOPosix

/// A line of this machine: serves one stage's page on 127.0.0.1.
package final class LoopbackLine: StageLine {
    package var arrivals: AsyncStream<StageArrival> { stage.tabs.arrivals }

    /// The port that is listened on.
    package let port: UInt16

    private let stage: ServedStage
    private let listener: any Channel
    private let connections: OpenConnections

    private init(_ stage: ServedStage, listener: any Channel, connections: OpenConnections) {
        self.stage = stage
        self.listener = listener
        self.connections = connections
        port = UInt16(listener.localAddress?.port ?? 0)
    }

    /// Listens on 127.0.0.1.
    ///
    /// - Parameters:
    ///   - port: The port; 0 for a free one.
    ///   - meetingOrigin: The one origin that the page may load scripts and frames of, such as
    ///     `https://meet.example.org`.
    ///   - limits: What is allowed to who connects.
    ///   - logger: Where it is written down who was refused, and why; no secret ever is.
    /// - Returns: The line.
    /// - Throws: ``StageError/cannotListen(port:reason:)`` where the port cannot be had, or the origin is none.
    package static func open(
        port: UInt16 = 0,
        meetingOrigin: String,
        limits: StageLimits = StageLimits(),
        logger: Logger = Logger(label: "gavel.stage") { _ in SwiftLogNoOpLogHandler() }
    ) async throws(StageError) -> LoopbackLine {
        guard let meeting = MeetingOrigin(meetingOrigin) else {
            throw .cannotListen(port: port, reason: "the meeting's domain, \(meetingOrigin), is none")
        }
        let stage = ServedStage(door: StageDoor(.loopback, meeting: meeting), tabs: StageTabs(limits))
        let serving = StageServing(below: "/", limits: limits, logger: logger) { name in
            name == stage.door.stage ? stage : nil
        }
        let connections = OpenConnections(most: limits.connections)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    do {
                        try connections.admit(channel)
                    } catch {
                        logger.warning("A connection was refused: there are too many.")
                        throw error
                    }
                    try serving.prepare(channel)
                }
            }
        do {
            let listener = try await bootstrap.bind(host: "127.0.0.1", port: Int(port)).get()
            return LoopbackLine(stage, listener: listener, connections: connections)
        } catch {
            throw .cannotListen(port: port, reason: SafeText((error as? IOError)?.words ?? "\(error)"))
        }
    }

    package func send(_ text: String, to tab: StageTab) { stage.tabs.send(text, to: tab) }

    package func close(_ tab: StageTab) { stage.tabs.close(tab) }

    package func keepOnly(_ tab: StageTab) {
        stage.keepOnly(tab)
    }

    package func freshAddress() async throws(StageError) -> StageAddress {
        guard listener.isActive else { throw .cannotListen(port: port, reason: "the stage is over") }
        let secret = stage.door.freshSecret()
        do throws(WebAddress.Flaw) {
            let url = try WebAddress("http://127.0.0.1:\(port)\(stage.door.path)\(secret.reveal())")
            return StageAddress(url: url, secret: secret, port: port)
        } catch {
            throw .cannotListen(port: port, reason: SafeText(error.words))
        }
    }

    package func end() async {
        try? await listener.close().get()
        await stage.tabs.end()
        await connections.end()
    }
}

extension IOError {
    /// What the system says, without the name of the call.
    fileprivate var words: String { String(cString: strerror(errnoCode)) }
}
