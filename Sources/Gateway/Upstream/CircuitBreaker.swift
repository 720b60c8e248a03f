/// Keeps a server that fails from being asked again and again, and its callers from waiting for it.
///
/// It is a state machine without a clock: each call gets a permit, or none, and tells what came of it. After some failures
/// in a row nobody gets one for a while. Then one call at a time tries; the first that succeeds lets all in again, and
/// one that fails makes the pause twice as long.
struct CircuitBreaker: Hashable, Sendable {
    /// The leave to make one call.
    struct Permit: Hashable, Sendable {
        /// Under which state it was given: what comes of it later is no news of another.
        fileprivate let age: Int
    }

    /// What an outcome changed.
    enum Change: Hashable, Sendable {
        case opened(Duration)
        case closed
    }

    private enum State: Hashable, Sendable {
        case closed(failures: Int)
        case open(until: Duration, pause: Duration)
        case probing(pause: Duration)
    }

    /// The failures in a row that open it.
    let mostFailures: Int

    /// The first pause.
    let firstPause: Duration

    /// The longest pause.
    let longestPause: Duration

    private var state = State.closed(failures: 0)
    private var age = 0

    init(mostFailures: Int = 5, firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(30)) {
        self.mostFailures = mostFailures
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Asks for leave to make a call.
    ///
    /// - Parameter now: The time, from any beginning.
    /// - Returns: Nil where it must not be made.
    mutating func enter(at now: Duration) -> Permit? {
        switch state {
        case .closed: break
        case .probing: return nil
        case .open(let until, let pause):
            guard now >= until else { return nil }
            change(to: .probing(pause: pause))
        }
        return Permit(age: age)
    }

    /// Whether a call would get no permit.
    func isOpen(at now: Duration) -> Bool {
        switch state {
        case .closed: false
        case .probing: true
        case .open(let until, _): now < until
        }
    }

    /// The call was answered.
    mutating func succeed(_ permit: Permit) -> Change? {
        guard permit.age == age else { return nil }
        switch state {
        case .closed: state = .closed(failures: 0)
        case .open: break
        case .probing:
            change(to: .closed(failures: 0))
            return .closed
        }
        return nil
    }

    /// The call failed.
    mutating func fail(_ permit: Permit, at now: Duration) -> Change? {
        guard permit.age == age else { return nil }
        switch state {
        case .closed(let failures) where failures + 1 < mostFailures:
            state = .closed(failures: failures + 1)
            return nil
        case .closed: return open(for: firstPause, at: now)
        case .open: return nil
        case .probing(let pause): return open(for: min(pause * 2, longestPause), at: now)
        }
    }

    /// The call was given up: nothing is known, and the next may try at once.
    mutating func abandon(_ permit: Permit, at now: Duration) {
        guard permit.age == age, case .probing(let pause) = state else { return }
        change(to: .open(until: now, pause: pause))
    }

    private mutating func open(for pause: Duration, at now: Duration) -> Change {
        change(to: .open(until: now + pause, pause: pause))
        return .opened(pause)
    }

    private mutating func change(to state: State) {
        self.state = state
        age += 1
    }
}
