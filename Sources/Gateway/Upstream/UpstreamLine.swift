import Foundation
import Logging
import Services
import Synchronization

/// The way to one server behind the gateway: it limits the time of a call, repeats readings, and asks no server that is
/// down.
///
/// What becomes of each exchange is written down here, in the server's words. The caller learns none of them.
final class UpstreamLine: Sendable {
    /// What is to be called, and what may come of it.
    struct Call: Sendable {
        /// Whether it may be made again: only readings may.
        var repeats = true

        /// The refusals of the server that are the caller's own affair, by status, and what the caller is told.
        var refusals: [Int: GatewayRefusal] = [:]

        /// When it must be over, by the clock of the line.
        var deadline: Duration
    }

    private let name: String
    private let clock: UpstreamClock
    private let backOff: BackOff
    private let chance: @Sendable () -> Double
    private let logger: Logger
    private let failed: @Sendable (UpstreamFailure) -> Void
    private let breaker = Mutex(CircuitBreaker())
    private let deadlines: DeadlineWatch

    /// Makes a line on which nothing has been called yet.
    ///
    /// - Parameters:
    ///   - name: What the log calls the server.
    ///   - clock: The time.
    ///   - logger: Where failures are written down.
    ///   - failed: Is told of each failed exchange.
    init(
        to name: String,
        clock: UpstreamClock,
        logger: Logger,
        failed: @escaping @Sendable (UpstreamFailure) -> Void
    ) {
        self.name = name
        self.clock = clock
        backOff = BackOff(first: 0.1, longest: 0.4, least: 0.02, longestAsked: UpstreamLine.longestAsked)
        chance = { Double.random(in: 0...1) }
        self.logger = logger
        self.failed = failed
        deadlines = DeadlineWatch(clock: clock)
    }

    /// The tries that a reading has.
    private static let mostTries = 3

    /// A server that asks to wait for longer, in seconds, is not asked again by the same call.
    private static let longestAsked: TimeInterval = 1

    /// Whether no call would be made just now.
    var isOpen: Bool {
        let now = clock.now()
        return breaker.withLock { $0.isOpen(at: now) }
    }

    /// How many calls there are whose end is not known.
    var callsUnderWay: Int { deadlines.count }

    /// Makes a call, in its time.
    ///
    /// - Parameters:
    ///   - call: What it is.
    ///   - exchange: Asks once, in the time it is given.
    /// - Returns: What the exchange gives.
    /// - Throws: What the caller is told.
    func make<Value: Sendable>(
        _ call: Call,
        _ exchange: @escaping @Sendable (Duration) async throws(ServiceError) -> Value
    ) async throws(GatewayRefusal) -> Value {
        let task = Task { () async -> Result<Value, GatewayRefusal> in
            do throws(GatewayRefusal) { return .success(try await tries(call, exchange)) } catch {
                return .failure(error)
            }
        }
        // The transport has a limit for each exchange, but leaves out how long one waits for a connection.
        let number = deadlines.add(call.deadline) { task.cancel() }
        let outcome = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        deadlines.remove(number)
        return try outcome.get()
    }

    private func tries<Value: Sendable>(
        _ call: Call,
        _ exchange: @Sendable (Duration) async throws(ServiceError) -> Value
    ) async throws(GatewayRefusal) -> Value {
        var tries = 0
        while true {
            tries += 1
            switch await attempt(exchange, in: call) {
            case .success(let value): return value
            case .failure(let end):
                guard let error = end.error, call.repeats, tries < UpstreamLine.mostTries, error.isWorthRepeating,
                    await pause(afterFailures: tries, error, until: call.deadline)
                else { throw end.refusal }
            }
        }
    }

    /// Why an attempt gave nothing.
    private struct Failure: Error {
        /// What the caller is told where it is not repeated.
        var refusal = GatewayRefusal.failed

        /// What happened; nil where nothing is gained by another attempt.
        var error: ServiceError?
    }

    private func attempt<Value: Sendable>(
        _ exchange: @Sendable (Duration) async throws(ServiceError) -> Value,
        in call: Call
    ) async -> Result<Value, Failure> {
        let began = clock.now()
        guard let permit = breaker.withLock({ $0.enter(at: began) }) else {
            failed(.breakerOpen)
            logger.debug("\(name): not asked, since it has just failed")
            return .failure(Failure())
        }
        do throws(ServiceError) {
            let value = try await exchange(max(call.deadline - began, .milliseconds(1)))
            tell(breaker.withLock { $0.succeed(permit) })
            return .success(value)
        } catch {
            return .failure(judge(error, permit, call))
        }
    }

    private func judge(_ error: ServiceError, _ permit: CircuitBreaker.Permit, _ call: Call) -> Failure {
        let now = clock.now()
        guard let failure = UpstreamFailure(error, isTimeUp: now >= call.deadline) else {
            breaker.withLock { $0.abandon(permit, at: now) }
            return Failure()
        }
        if case .refused(_, let refusal) = error, let answer = call.refusals[refusal.status] {
            tell(breaker.withLock { $0.succeed(permit) })
            write(error, failure, .debug)
            return Failure(refusal: answer)
        }
        write(error, failure, .warning)
        failed(failure)
        tell(breaker.withLock { failure.isOutage ? $0.fail(permit, at: now) : $0.succeed(permit) })
        return Failure(error: error)
    }

    /// Waits before another try.
    ///
    /// - Returns: Whether there is time for one.
    private func pause(afterFailures failures: Int, _ error: ServiceError, until deadline: Duration) async -> Bool {
        let asked = error.secondsToWait
        guard asked <= UpstreamLine.longestAsked else { return false }
        let delay = Duration.seconds(backOff.delay(afterFailures: failures, asked: asked, chance: chance()))
        guard clock.now() + delay < deadline else { return false }
        return (try? await clock.sleep(delay)) != nil
    }

    private func write(_ error: ServiceError, _ failure: UpstreamFailure, _ level: Logger.Level) {
        var metadata: Logger.Metadata = ["failure": "\(failure.rawValue)"]
        // The first words of an answer that cannot be read may be what was said in a meeting.
        if let detail = error.detail, failure != .unreadable { metadata["detail"] = "\(detail)" }
        if case .refused(_, let refusal) = error, let request = refusal.requestIdentifier {
            metadata["request"] = "\(request)"
        }
        logger.log(level: level, "\(name): \(error.title)", metadata: metadata)
    }

    private func tell(_ change: CircuitBreaker.Change?) {
        switch change {
        case nil: break
        case .closed: logger.notice("\(name): it answers again")
        case .opened(let pause):
            logger.error("\(name): too much has failed; it is not asked for \(pause / .seconds(1)) s")
        }
    }
}
