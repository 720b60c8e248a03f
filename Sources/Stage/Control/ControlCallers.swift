import Foundation
import Logging
import NIOCore

/// The callers of a control socket.
final class ControlCallers: Sendable {
    private let limits: ControlLimits
    private let user: UInt32
    private let logger: Logger
    private let handler: StageControl.Handler
    private let connections: OpenConnections

    init(_ limits: ControlLimits, user: UInt32, logger: Logger, handler: @escaping StageControl.Handler) {
        self.limits = limits
        self.user = user
        self.logger = logger
        self.handler = handler
        connections = OpenConnections(most: limits.connections)
    }

    /// All that are connected.
    var open: [any Channel] { connections.all }

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
            do throws(OpenConnections.TooMany) {
                try connections.admit(channel)
            } catch {
                return refuse(channel, Refusal.tooMany)
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
