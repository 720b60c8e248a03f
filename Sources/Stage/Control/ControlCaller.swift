import Foundation
import Meetings
import NIOCore
import NIOPosix
package import PrivateFiles

/// Calls the stage of a running console from another process.
package struct ControlCaller: Sendable {
    package let place: ControlPlace

    package init(_ place: ControlPlace) { self.place = place }

    /// Sends a request, and hands on the replies as they come, each when the one before has been dealt with.
    ///
    /// No thread waits for them. When the task is cancelled, it hangs up.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - take: Is given each reply, and says whether more are wanted; after one that is the last no more comes anyway.
    /// - Throws: ``ControlError``, what `take` throws, or `CancellationError`.
    package func call(_ request: ControlRequest, _ take: (ControlReply) async throws -> Bool) async throws {
        let channel = try await connect()
        try await channel.executeThenClose { inbound, outbound in
            try? await outbound.write(request.document.controlLine)
            do {
                for try await line in inbound {
                    guard let document = try? JSONReader.document(Data(line.readableBytesView)),
                        let reply = ControlReply(document)
                    else { throw ControlError.unreadable }
                    guard try await take(reply), !reply.isLast else { return }
                }
            } catch is ControlLineDecoder.TooLong {
                throw ControlError.unreadable
            } catch is IOError {
                // The console was killed, or hung up while something was on its way.
            }
            try Task.checkCancellation()
            throw ControlError.cutOff
        }
    }

    /// Sends a request that has one reply.
    ///
    /// - Parameter request: What is asked.
    /// - Returns: The last reply to it.
    /// - Throws: ``ControlError``, or `CancellationError`.
    package func reply(to request: ControlRequest) async throws -> ControlReply {
        var last: ControlReply?
        try await call(request) { reply in
            last = reply
            return true
        }
        guard let last else { throw ControlError.cutOff }
        return last
    }

    private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let descriptor: Int32?
        do throws(PrivateFileError) {
            descriptor = try place.folder.connect(to: place.name)
        } catch {
            throw ControlError.notReached(error)
        }
        guard let descriptor else { throw ControlError.nobodyThere }
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .withConnectedSocket(descriptor) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ByteToMessageHandler(ControlLineDecoder(limit: ControlLimits.replyBytes)))
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }
}

/// Why a console gave no answer about its stage.
package enum ControlError: Error, Hashable, Sendable {
    /// Nobody listens there: the stage or the console has ended.
    case nobodyThere

    /// The socket cannot be used.
    case notReached(PrivateFileError)

    /// The console hung up before its last reply: it was killed, too many call it, or its replies were not taken.
    case cutOff

    /// What it says is no reply.
    case unreadable
}

extension ControlError {
    /// What happened.
    package var title: String {
        switch self {
        case .nobodyThere: "The stage has ended."
        case .notReached(let error): error.title
        case .cutOff: "The console hung up before the end."
        case .unreadable: "What the console answers is no reply that this gavel knows."
        }
    }

    /// What to do.
    package var advice: String {
        switch self {
        case .nobodyThere: "gavel stage list shows the stages there are."
        case .notReached(let error): error.advice
        case .cutOff:
            "It may have ended, more than \(ControlLimits().connections) may call it, or its events were not read as "
                + "fast as they came. Call again."
        case .unreadable: "See that the console is of the same version: gavel --version."
        }
    }
}
