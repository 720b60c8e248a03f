import NIOCore
import Synchronization

/// The connections of a server that are open, and how many there may be.
final class OpenConnections: Sendable {
    /// There are as many as there may be.
    struct TooMany: Error {}

    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isEnding = false
    }

    private let most: Int
    private let state = Mutex(State())

    init(most: Int) { self.most = most }

    /// All that are open.
    var all: [any Channel] { state.withLock { Array($0.channels.values) } }

    /// Takes a connection in until it is closed.
    func admit(_ channel: any Channel) throws(TooMany) {
        let isAdmitted = state.withLock { state in
            guard !state.isEnding, state.channels.count < most else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
        guard isAdmitted else { throw TooMany() }
        channel.closeFuture.whenComplete { [self] _ in
            _ = state.withLock { $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
        }
    }

    /// Closes all that are left, and takes no more.
    func end() async {
        let channels = state.withLock { state in
            state.isEnding = true
            return Array(state.channels.values)
        }
        for channel in channels { try? await channel.close().get() }
    }
}
