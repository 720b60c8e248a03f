import Synchronization

/// An answer that many want, is asked for once, and is told again for a while.
///
/// What fails is told to all who wait, and is not kept.
final class SharedAnswer<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, GatewayRefusal>

    private enum State {
        case none
        case underWay(Task<Outcome, Never>)
        case kept(Value, until: Duration)
    }

    private enum Found {
        case value(Value)
        case task(Task<Outcome, Never>)
    }

    private let state = Mutex(State.none)
    private let lifetime: Duration
    private let clock: UpstreamClock

    /// Keeps nothing yet.
    ///
    /// - Parameters:
    ///   - lifetime: How long an answer is told again.
    ///   - clock: The time by which that is reckoned.
    init(lifetime: Duration, clock: UpstreamClock) {
        self.lifetime = lifetime
        self.clock = clock
    }

    /// Gives the answer that is kept, or waits for one.
    ///
    /// The asking belongs to nobody: it goes on where the task that began it is cancelled, since others may wait for it.
    ///
    /// - Parameter ask: Asks for it.
    /// - Returns: The answer.
    /// - Throws: What `ask` throws.
    func value(
        _ ask: @escaping @Sendable () async throws(GatewayRefusal) -> Value
    ) async throws(GatewayRefusal) -> Value {
        switch find(ask) {
        case .value(let value): value
        case .task(let task): try await task.value.get()
        }
    }

    private func find(_ ask: @escaping @Sendable () async throws(GatewayRefusal) -> Value) -> Found {
        let now = clock.now()
        return state.withLock { state in
            switch state {
            case .kept(let value, let end) where now < end: return .value(value)
            case .underWay(let task): return .task(task)
            case .kept, .none:
                let task = Task { await outcome(of: ask) }
                state = .underWay(task)
                return .task(task)
            }
        }
    }

    private func outcome(of ask: @Sendable () async throws(GatewayRefusal) -> Value) async -> Outcome {
        do {
            let value = try await ask()
            let end = clock.now() + lifetime
            state.withLock { $0 = .kept(value, until: end) }
            return .success(value)
        } catch {
            state.withLock { $0 = .none }
            return .failure(error)
        }
    }
}
