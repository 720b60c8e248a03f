import Testing

@testable import Gateway

@Suite("A circuit breaker")
struct CircuitBreakerTests {
    /// A breaker that can be held to what its methods give.
    private final class Breaker {
        private var breaker = CircuitBreaker()

        init() {}

        func enter(at now: Duration) -> CircuitBreaker.Permit? { breaker.enter(at: now) }
        func permit(at now: Duration) throws -> CircuitBreaker.Permit { try #require(enter(at: now)) }
        func isOpen(at now: Duration) -> Bool { breaker.isOpen(at: now) }
        func succeed(_ permit: CircuitBreaker.Permit) -> CircuitBreaker.Change? { breaker.succeed(permit) }
        func abandon(_ permit: CircuitBreaker.Permit, at now: Duration) { breaker.abandon(permit, at: now) }

        func fail(_ permit: CircuitBreaker.Permit, at now: Duration) -> CircuitBreaker.Change? {
            breaker.fail(permit, at: now)
        }
    }

    private func opened(at now: Duration = .zero) throws -> Breaker {
        let breaker = Breaker()
        for _ in 0..<5 { _ = breaker.fail(try breaker.permit(at: now), at: now) }
        return breaker
    }

    @Test("opens at the fifth failure in a row, and not before")
    func opens() throws {
        let breaker = Breaker()
        for number in 1...5 {
            let permit = try breaker.permit(at: .zero)
            #expect(breaker.fail(permit, at: .zero) == (number == 5 ? .opened(.seconds(1)) : nil))
            #expect(breaker.isOpen(at: .zero) == (number == 5))
        }
        #expect(breaker.enter(at: .zero) == nil)
        #expect(breaker.enter(at: .milliseconds(999)) == nil)
    }

    @Test("one answer in between lets the count begin again")
    func successResets() throws {
        let breaker = Breaker()
        for _ in 0..<10 {
            for _ in 0..<4 { #expect(breaker.fail(try breaker.permit(at: .zero), at: .zero) == nil) }
            #expect(breaker.succeed(try breaker.permit(at: .zero)) == nil)
        }
    }

    @Test("lets one call try when its time is over, and all where that is answered")
    func probes() throws {
        let breaker = try opened()
        #expect(!breaker.isOpen(at: .seconds(1)))
        let probe = try breaker.permit(at: .seconds(1))
        #expect(breaker.enter(at: .seconds(1)) == nil && breaker.enter(at: .seconds(99)) == nil)
        #expect(breaker.isOpen(at: .seconds(99)))
        #expect(breaker.succeed(probe) == .closed)
        for _ in 0..<10 { #expect(breaker.enter(at: .seconds(1)) != nil) }
    }

    @Test("waits twice as long after each try that fails, up to half a minute, and begins anew after an answer")
    func doubles() throws {
        let breaker = try opened()
        var now = Duration.seconds(1)
        for pause in [2, 4, 8, 16, 30, 30, 30] {
            let probe = try breaker.permit(at: now)
            #expect(breaker.fail(probe, at: now) == .opened(.seconds(pause)))
            now += .seconds(pause)
            #expect(breaker.enter(at: now - .nanoseconds(1)) == nil)
        }
        #expect(breaker.succeed(try breaker.permit(at: now)) == .closed)
        for number in 1...5 {
            let change = breaker.fail(try breaker.permit(at: now), at: now)
            #expect(change == (number == 5 ? .opened(.seconds(1)) : nil))
        }
    }

    @Test("a try that is given up leaves the next to another call, at once and with the same pause behind it")
    func abandons() throws {
        let breaker = try opened()
        let first = try breaker.permit(at: .seconds(1))
        breaker.abandon(first, at: .seconds(2))
        let second = try breaker.permit(at: .seconds(2))
        #expect(breaker.succeed(first) == nil && breaker.fail(first, at: .seconds(2)) == nil)
        #expect(breaker.enter(at: .seconds(2)) == nil)
        #expect(breaker.fail(second, at: .seconds(2)) == .opened(.seconds(2)))
    }

    @Test("what comes late of calls that were made before is no news")
    func late() throws {
        let breaker = Breaker()
        let permits = try (0..<8).map { _ in try breaker.permit(at: .zero) }
        for permit in permits.prefix(5) { _ = breaker.fail(permit, at: .zero) }
        #expect(breaker.isOpen(at: .zero))
        #expect(breaker.succeed(permits[5]) == nil && breaker.isOpen(at: .zero))
        let probe = try breaker.permit(at: .seconds(1))
        #expect(breaker.fail(permits[6], at: .seconds(1)) == nil && breaker.isOpen(at: .seconds(99)))
        #expect(breaker.succeed(probe) == .closed)
        #expect(breaker.fail(permits[7], at: .seconds(1)) == nil)
        for _ in 0..<4 { #expect(breaker.fail(try breaker.permit(at: .zero), at: .zero) == nil) }
    }
}
