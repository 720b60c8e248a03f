import Dispatch
import Synchronization

/// A value that other threads change, and that a test waits for.
///
/// Waiting blocks no thread, looks again after each change, and ends at a limit.
package final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var version = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter = 0
    }

    private let state: Mutex<State>

    package init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    /// The value of now.
    package var value: Value { state.withLock { $0.value } }

    /// Reads something of the value.
    package func look<Result: Sendable>(_ read: @Sendable (Value) -> Result) -> Result {
        state.withLock { read($0.value) }
    }

    /// Changes the value, and has everybody who waits look again.
    @discardableResult
    package func update<Result: Sendable>(_ change: @Sendable (inout Value) -> Result) -> Result {
        let (result, waiters) = state.withLock { state in
            let result = change(&state.value)
            state.version += 1
            defer { state.waiters = [:] }
            return (result, state.waiters)
        }
        for waiter in waiters.values { waiter.resume() }
        return result
    }

    /// Waits until something is found in the value.
    ///
    /// - Parameters:
    ///   - seconds: How long it may take.
    ///   - find: Gives what is waited for, or nil while it is not there.
    /// - Returns: What was found; nil where the time was over first.
    package func wait<Found: Sendable>(seconds: Double, _ find: @Sendable (Value) -> Found?) async -> Found? {
        let end = DispatchTime.now() + seconds
        while true {
            let (found, version) = state.withLock { (find($0.value), $0.version) }
            if let found { return found }
            guard DispatchTime.now() < end else { return nil }
            await change(since: version, before: end)
        }
    }

    /// Returns when the value was changed after a version of it, or at the end of the time.
    private func change(since version: Int, before end: DispatchTime) async {
        await withCheckedContinuation { continuation in
            let waiter: Int? = state.withLock { state in
                guard state.version == version else { return nil }
                state.lastWaiter += 1
                state.waiters[state.lastWaiter] = continuation
                return state.lastWaiter
            }
            guard let waiter else { return continuation.resume() }
            DispatchQueue.global().asyncAfter(deadline: end) { [weak self] in
                self?.state.withLock { $0.waiters.removeValue(forKey: waiter) }?.resume()
            }
        }
    }
}
