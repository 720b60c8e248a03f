import Synchronization

/// Who follows a stage.
package final class ControlFollowers: Sendable {
    private struct State {
        var streams: [Int: AsyncStream<ControlReply>.Continuation] = [:]
        var last = 0

        /// What everybody is told who comes after the end.
        var ending: ControlReply?
    }

    private let limit: Int
    private let state = Mutex(State())

    /// Makes a stage that nobody follows yet.
    ///
    /// - Parameter limit: The most replies that wait for a follower; one who is behind by more is let go.
    package init(limit: Int = ControlLimits().waitingReplies) { self.limit = limit }

    /// Adds a follower.
    ///
    /// - Returns: All replies from now on. Where it finishes without one that is the last, the follower was too slow.
    package func follow() -> AsyncStream<ControlReply> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ControlReply.self, bufferingPolicy: .bufferingOldest(limit))
        let (number, ending) = state.withLock { state -> (Int, ControlReply?) in
            state.last += 1
            if state.ending == nil { state.streams[state.last] = continuation }
            return (state.last, state.ending)
        }
        if let ending {
            continuation.yield(ending)
            continuation.finish()
        } else {
            continuation.onTermination = { [weak self] _ in self?.remove(number) }
        }
        return stream
    }

    /// How many there are.
    package var count: Int { state.withLock { $0.streams.count } }

    /// Tells them all something; from one place at a time, so that all hear it in the same order.
    package func tell(_ reply: ControlReply) {
        for (number, follower) in state.withLock({ $0.streams }) {
            guard case .enqueued = follower.yield(reply) else {
                remove(number)
                follower.finish()
                continue
            }
        }
    }

    /// Tells them all the last reply, and lets them go.
    package func end(_ reply: ControlReply) {
        let followers = state.withLock { state in
            defer { state.streams = [:] }
            if state.ending == nil { state.ending = reply }
            return state.streams
        }
        for follower in followers.values {
            follower.yield(reply)
            follower.finish()
        }
    }

    private func remove(_ number: Int) { _ = state.withLock { $0.streams.removeValue(forKey: number) } }
}
