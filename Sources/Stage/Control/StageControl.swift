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

/// The callers of a control socket.
private final class ControlCallers: Sendable {
    private let limits: ControlLimits
    private let user: UInt32
    private let logger: Logger
    private let handler: StageControl.Handler
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    init(_ limits: ControlLimits, user: UInt32, logger: Logger, handler: @escaping StageControl.Handler) {
        self.limits = limits
        self.user = user
        self.logger = logger
        self.handler = handler
    }

    /// All that are connected.
    var open: [any Channel] { channels.withLock { Array($0.values) } }

    /// Why a caller is not taken.
    private enum Refusal: String, Error {
        case foreign = "another user"
        case tooMany = "too many callers"
        case unknown = "no telling who it is"
    }

    /// Makes a connection ready; it is closed where it is not taken.
    func admit(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard let options = channel as? any SocketOptionProvider else {
            return refuse(channel, Refusal.unknown)
        }
        let caller: EventLoopFuture<PeerCredentials> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return caller.flatMap { [self] caller in
            guard caller.user == user else { return refuse(channel, Refusal.foreign) }
            let isTaken = channels.withLock { channels in
                guard channels.count < limits.connections else { return false }
                channels[ObjectIdentifier(channel)] = channel
                return true
            }
            guard isTaken else { return refuse(channel, Refusal.tooMany) }
            channel.closeFuture.whenComplete { [self] _ in
                _ = channels.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) }
            }
            return channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    ByteToMessageHandler(ControlLineDecoder(limit: limits.requestBytes)),
                    ControlConnection(limits, handler: handler),
                ])
            }
        }
    }

    private func refuse(_ channel: any Channel, _ refusal: Refusal) -> EventLoopFuture<Void> {
        logger.info("A caller of the stage was refused.", metadata: ["reason": "\(refusal.rawValue)"])
        return channel.eventLoop.makeFailedFuture(refusal)
    }
}

/// Who is at the other end of a Unix domain socket, as it was when it connected (`struct ucred`, unix(7)).
private struct PeerCredentials: Sendable {
    var process: Int32 = 0
    var user: UInt32 = 0
    var group: UInt32 = 0
}
