package import Logging
import Meetings

/// A line of this machine: serves one stage's page on 127.0.0.1.
package final class LoopbackLine: StageLine {
    package let arrivals: AsyncStream<StageArrival>

    private init() {
        arrivals = AsyncStream { $0.finish() }
    }

    /// Listens on 127.0.0.1.
    ///
    /// - Parameters:
    ///   - port: The port; 0 for a free one.
    ///   - meetingOrigin: The one origin that the page may load scripts and frames of, such as `https://meet.example.org`.
    ///   - logger: Where it is written down who was refused, and why; no secret ever is.
    /// - Returns: The line.
    /// - Throws: ``StageError/cannotListen(port:reason:)`` where the port cannot be had, or the origin is none.
    package static func open(
        port: UInt16 = 0,
        meetingOrigin: String,
        logger: Logger = Logger(label: "gavel.stage") { _ in SwiftLogNoOpLogHandler() }
    ) async throws(StageError) -> LoopbackLine {
        LoopbackLine()
    }

    package func send(_ text: String, to tab: StageTab) {}

    package func close(_ tab: StageTab) {}

    package func freshAddress() async throws(StageError) -> StageAddress {
        throw .cannotListen(port: 0, reason: "not yet")
    }

    package func end() async {}
}
