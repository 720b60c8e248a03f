import Foundation
package import Logging
import Meetings
import NIOCore
import NIOPosix
package import PrivateFiles
import Synchronization

/// Lets scripts of the same user reach the stage of a running console, over a Unix domain socket.
///
/// A caller sends one request as a line of JSON, is given replies as such lines, and is hung up on after the last.
/// Nobody else gets to the socket: its folder is open to its owner alone (0700), it itself has mode 0600, and who calls
/// is asked of the system too (`SO_PEERCRED`, unix(7)).
package final class StageControl: Sendable {
    /// Answers a request.
    ///
    /// When the caller leaves, the stream is cancelled.
    package typealias Handler = @Sendable (ControlRequest) -> AsyncStream<ControlReply>

    /// Where it can be called.
    package let place: ControlPlace

    private let listener: any Channel
    private let callers: ControlCallers

    private init(_ place: ControlPlace, _ listener: any Channel, _ callers: ControlCallers) {
        self.place = place
        self.listener = listener
        self.callers = callers
    }

    /// The seconds that a caller has for its last replies once the stage has ended.
    private static let lastWords: Int64 = 2

    /// The places of this process that are in use.
    private static let taken = Mutex<Set<ControlPlace>>([])

    /// Begins to listen; sockets that dead consoles left are swept away before.
    ///
    /// - Parameters:
    ///   - folder: gavel's private folder.
    ///   - limits: What is allowed.
    ///   - user: Whose calls are answered.
    ///   - logger: Is told of callers who are refused.
    ///   - handler: Answers the requests.
    /// - Returns: The socket, which is there until it is ended.
    /// - Throws: `PrivateFileError` where the folder is not private, or the socket cannot be made.
    @concurrent
    package static func open(
        in folder: PrivateFolder,
        limits: ControlLimits = ControlLimits(),
        user: UInt32 = geteuid(),
        logger: Logger = Logger(label: "stage.control"),
        handler: @escaping Handler
    ) async throws(PrivateFileError) -> StageControl {
        // It sweeps; a folder that cannot be read is told of by what follows.
        _ = try? ControlPlace.all(in: folder)
        let place = take(in: folder)
        do throws(PrivateFileError) {
            let descriptor = try folder.listen(at: place.name)
            let callers = ControlCallers(limits, user: user, logger: logger, handler: handler)
            let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { callers.admit($0) }
            do {
                return StageControl(place, try await bootstrap.withBoundSocket(descriptor).get(), callers)
            } catch {
                throw PrivateFileError.failed(
                    SafeText(folder.path(of: place.name)), doing: "listened on", reason: SafeText("\(error)"))
            }
        } catch {
            giveBack(place)
            throw error
        }
    }

    /// Takes no callers any more, lets those there are have their last replies, and removes the file.
    ///
    /// Whoever made the replies has finished them before, or is cancelled.
    @concurrent
    package func end() async {
        StageControl.giveBack(place)
        try? await listener.close()
        let open = callers.open
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(ControlConnection.Ending()) }
        let overdue = listener.eventLoop.scheduleTask(in: .seconds(StageControl.lastWords)) {
            for channel in open { channel.close(promise: nil) }
        }
        for channel in open { try? await channel.closeFuture.get() }
        overdue.cancel()
    }

    private static func take(in folder: PrivateFolder) -> ControlPlace {
        taken.withLock { taken in
            var place = ControlPlace(folder: folder, process: getpid(), number: 1)
            while !taken.insert(place).inserted {
                place = ControlPlace(folder: folder, process: place.process, number: place.number + 1)
            }
            return place
        }
    }

    private static func giveBack(_ place: ControlPlace) {
        // The file goes before its name is free again, so that no later one is taken away. Where it cannot go, it is
        // swept away by the next.
        _ = try? place.folder.remove(place.name)
        _ = taken.withLock { $0.remove(place) }
    }
}
