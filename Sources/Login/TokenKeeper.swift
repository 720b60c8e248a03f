import Dispatch
import Foundation
package import Logging
package import Meetings
package import Services
import Synchronization

/// Keeps a login alive: gives calls their access token and renews it in time, with a Dispatch timer on wall time.
///
/// All decisions are `LoginMachine`'s; this class gives it the clock, the timer and the refresh call. Nothing runs while
/// nobody is logged in. Once nobody holds the keeper, its timer, its refresh and whoever waits are let go.
package final class TokenKeeper: AccessTokenSource {
    /// A call that waits for an access token.
    private typealias Waiter = CheckedContinuation<Result<Secret, ServiceError>, Never>

    private struct State {
        var machine: LoginMachine
        var timer: (any DispatchSourceTimer)?
        var refresh: Task<Void, Never>?
        var waiters: [Int: Waiter] = [:]
        var observers: [Int: AsyncStream<LoginStatus>.Continuation] = [:]
        var published = LoginStatus.loggedOut
        var lastNumber = 0

        mutating func nextNumber() -> Int {
            lastNumber += 1
            return lastNumber
        }
    }

    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "gavel.login")
    private let refresh: @Sendable (Secret) async throws(ServiceError) -> TokenPair
    private let tokensChanged: @Sendable (TokensChange) -> Void
    private let logger: Logger

    /// Makes a keeper that is logged out.
    ///
    /// - Parameters:
    ///   - refresh: Gets new tokens for a refresh token, such as `V4HAuthentication.refreshToken`. It is cancelled when
    ///     its time is up, or when the login it is for is over.
    ///   - tokensChanged: Is told in turn what becomes of the tokens. It must return at once, and not call the keeper.
    ///   - policy: When to refresh, and how long to bear with a service that does not answer.
    ///   - jitter: Gives random numbers from 0 to 1, which spread the tries of many consoles.
    ///   - logger: Where it is written down how the login fares.
    package init(
        refresh: @escaping @Sendable (Secret) async throws(ServiceError) -> TokenPair,
        tokensChanged: @escaping @Sendable (TokensChange) -> Void = { _ in },
        policy: LoginPolicy = LoginPolicy(),
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        logger: Logger = .silent
    ) {
        self.refresh = refresh
        self.tokensChanged = tokensChanged
        self.logger = logger
        state = Mutex(State(machine: LoginMachine(policy: policy, jitter: jitter)))
    }

    deinit {
        let (waiters, refresh) = state.withLock { state in
            state.timer?.cancel()
            for observer in state.observers.values { observer.finish() }
            defer { state.waiters = [:] }
            return (Array(state.waiters.values), state.refresh)
        }
        refresh?.cancel()
        for waiter in waiters { waiter.resume(returning: .failure(.cancelled)) }
    }

    /// Takes over the tokens of a log-in.
    ///
    /// Those of a former login are forgotten, and what it still had under way.
    ///
    /// - Parameter pair: The tokens. Without a refresh token the login ends when the access token does.
    package func adopt(_ pair: TokenPair) { take(.adopted(pair)) }

    /// Forgets the tokens.
    ///
    /// Calls that wait get `ServiceError.notLoggedIn`.
    package func logOut() { take(.loggedOut) }

    /// Refreshes at once, unless that is under way.
    ///
    /// Without a refresh token nothing happens.
    package func refreshNow() { take(.refreshWanted) }

    /// Looks at the clock after a suspend.
    ///
    /// The timer notices by itself; this is for a process that was stopped.
    package func wakeUp() { take(.wokeUp) }

    /// The login as it stands.
    package var status: LoginStatus { state.withLock { $0.machine.status(at: Date()) } }

    /// The login as it stands, and then every change of it.
    ///
    /// A slow reader gets the newest.
    ///
    /// Each use makes a stream of its own; all end with the keeper.
    package var updates: AsyncStream<LoginStatus> {
        let (stream, continuation) = AsyncStream.makeStream(of: LoginStatus.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            let number = state.nextNumber()
            state.observers[number] = continuation
            continuation.yield(state.machine.status(at: Date()))
            return number
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.observers.removeValue(forKey: number) }
        }
        return stream
    }

    package func accessToken() async throws(ServiceError) -> Secret {
        try await answer(to: .tokenAsked).get()
    }

    package func accessToken(replacing refused: Secret) async throws(ServiceError) -> Secret {
        try await answer(to: .tokenRefused(refused)).get()
    }
}

extension TokenKeeper {
    private func answer(to event: LoginMachine.Event) async -> Result<Secret, ServiceError> {
        let number = state.withLock { $0.nextNumber() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { take(event, from: (number, $0)) }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
            waiter?.resume(returning: .failure(.cancelled))
        }
    }

    /// Gives the machine an event and does what it says.
    private func take(_ event: LoginMachine.Event, from caller: (number: Int, waiter: Waiter)? = nil) {
        // Whoever is woken or cancelled may come straight back, so that it happens outside the lock.
        let (answers, abandoned) = state.withLock { state in
            var answers: [(Waiter, Result<Secret, ServiceError>)] = []
            var abandoned: Task<Void, Never>?
            let before = state.machine.held?.pair
            for effect in state.machine.handle(event, at: Date()) {
                switch effect {
                case .startRefresh(let attempt, let secret):
                    state.refresh = start(attempt, with: secret)
                case .abandonRefresh:
                    abandoned = state.refresh
                    state.refresh = nil
                case .setTimer(let date):
                    let timer = state.timer ?? makeTimer()
                    state.timer = timer
                    // Wall time goes on while the computer sleeps: the timer fires as soon as it wakes.
                    timer.schedule(wallDeadline: .now() + max(0, date.timeIntervalSinceNow), leeway: .milliseconds(50))
                case .cancelTimer:
                    state.timer?.cancel()
                    state.timer = nil
                case .tellWaiters(let result):
                    answers += state.waiters.values.map { ($0, result) }
                    state.waiters = [:]
                case .answer(.token(let secret)):
                    if let caller { answers.append((caller.waiter, .success(secret))) }
                case .answer(.error(let error)):
                    if let caller { answers.append((caller.waiter, .failure(error))) }
                case .answer(.wait):
                    guard let caller else { continue }
                    // A cancellation before this line has found nobody to free.
                    if Task.isCancelled {
                        answers.append((caller.waiter, .failure(.cancelled)))
                    } else {
                        state.waiters[caller.number] = caller.waiter
                    }
                }
            }
            // Under the lock, so that the changes are told in the order in which they came.
            if let change = TokensChange(event, from: before, to: state.machine.held?.pair) { tokensChanged(change) }
            let status = state.machine.status(at: Date())
            if status != state.published {
                status.report(after: state.published, to: logger)
                state.published = status
                tell(Array(state.observers.values), status)
            }
            return (answers, abandoned)
        }
        abandoned?.cancel()
        for (waiter, result) in answers { waiter.resume(returning: result) }
    }

    /// Tells readers a status, in the order in which this is called.
    ///
    /// Not under the lock: waking a reader waits for the runtime's lock on the reader's task, and whoever cancels that task
    /// holds it while a cancellation handler of this class waits for the keeper's.
    private func tell(_ observers: [AsyncStream<LoginStatus>.Continuation], _ status: LoginStatus) {
        guard !observers.isEmpty else { return }
        queue.async { @Sendable in for observer in observers { observer.yield(status) } }
    }

    private func start(_ attempt: RefreshAttempt, with secret: Secret) -> Task<Void, Never> {
        Task { [weak self, refresh] in
            do throws(ServiceError) {
                let pair = try await refresh(secret)
                self?.take(.refreshSucceeded(attempt, pair))
            } catch {
                self?.take(.refreshFailed(attempt, error))
            }
        }
    }

    private func makeTimer() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.setEventHandler { @Sendable [weak self] in self?.take(.timerFired) }
        // One that is not active must not be let go.
        timer.activate()
        return timer
    }
}
