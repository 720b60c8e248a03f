package import Foundation
package import Meetings
package import Services

/// What keeps a login alive, without a clock, a timer or a socket: events and the time go in, effects come out.
///
/// The access token is refreshed at 80 % of its lifetime (contract v4h, "Tokens": V4H's live five minutes), and at once
/// where the service refuses it. One refresh is in flight at most. Calls go on with the old token as long as it is good.
/// A refresh that fails for the moment is tried again until the token ends, and for as long as the service is out of reach;
/// one that is refused ends the login.
package struct LoginMachine: Sendable {
    /// What happened.
    package enum Event: Hashable, Sendable {
        /// A log-in gave these tokens.
        case adopted(TokenPair)
        case loggedOut
        case timerFired
        /// The computer or the process was suspended and goes on.
        case wokeUp
        /// The operator wants new tokens now.
        case refreshWanted
        /// A call needs an access token.
        case tokenAsked
        /// A call was answered 401 to this access token, and needs another.
        case tokenRefused(Secret)
        case refreshSucceeded(RefreshAttempt, TokenPair)
        case refreshFailed(RefreshAttempt, ServiceError)
    }

    /// What to do about it.
    package enum Effect: Hashable, Sendable {
        case startRefresh(RefreshAttempt, with: Secret)
        /// Stop waiting for this refresh.
        case abandonRefresh(RefreshAttempt)
        /// Wake the machine with `timerFired` then, instead of when it was told before.
        case setTimer(Date)
        case cancelTimer
        /// The answer to the very call whose event this is.
        case answer(Answer)
        /// The answer to all calls that were told to wait.
        case tellWaiters(Result<Secret, ServiceError>)
    }

    /// What a call that needs an access token gets.
    package enum Answer: Hashable, Sendable {
        case token(Secret)
        case wait
        case error(ServiceError)
    }

    enum State: Hashable, Sendable {
        case loggedOut
        case valid(HeldTokens)
        case refreshing(HeldTokens, RefreshCycle, RefreshAttempt, since: Date)
        case backingOff(HeldTokens, RefreshCycle, until: Date)
        case expired(HeldTokens, SafeText)
        case failed(SafeText)
    }

    let policy: LoginPolicy
    let jitter: @Sendable () -> Double
    var state = State.loggedOut
    var lastRefresh: Date?
    var lastProblem: ServiceError?

    /// Which login this is: the count of logins and log-outs so far.
    var login = 0
    var attempts = 0

    /// The number of the last attempt whose answer was taken over: an older one's comes too late.
    var lastSuccess = 0

    /// Makes the machine of somebody who is not logged in.
    ///
    /// - Parameters:
    ///   - policy: When to refresh and how long to try.
    ///   - jitter: Gives random numbers from 0 to 1, which spread the tries of many consoles.
    package init(policy: LoginPolicy = LoginPolicy(), jitter: @escaping @Sendable () -> Double) {
        self.policy = policy
        self.jitter = jitter
    }

    /// Takes an event in.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - now: The wall clock's time. It may jump in both directions.
    /// - Returns: What to do, in this order.
    package mutating func handle(_ event: Event, at now: Date) -> [Effect] {
        switch event {
        case .adopted(let pair): return adopt(pair, at: now)
        case .loggedOut: return logOut()
        case .refreshSucceeded(let attempt, let pair): return succeed(attempt, pair, at: now)
        case .refreshFailed(let attempt, let error): return fail(attempt, error, at: now)
        case .timerFired, .wokeUp: return catchUp(at: now) ?? rearm()
        case .refreshWanted: return catchUp(at: now) ?? refreshUnlessUnderWay(at: now)
        case .tokenAsked:
            let effects = catchUp(at: now) ?? []
            return effects + [.answer(answer(at: now))]
        case .tokenRefused(let refused):
            let effects = (catchUp(at: now) ?? []) + refuse(refused, at: now)
            return effects + [.answer(answer(at: now))]
        }
    }

    /// The login as it can be shown.
    ///
    /// - Parameter now: The wall clock's time.
    /// - Returns: What is known at this time.
    package func status(at now: Date) -> LoginStatus {
        var status = LoginStatus(phase: .loggedOut, lastRefresh: lastRefresh, lastProblem: lastProblem)
        switch state {
        case .loggedOut:
            break
        case .valid(let held):
            status.phase = .valid(until: held.pair.expires)
            status.nextRefresh = held.pair.refresh == nil ? nil : held.refreshDate
        case .refreshing:
            status.phase = .refreshing
        case .backingOff(let held, let cycle, let until):
            status.phase = held.isUsable(at: now) ? .valid(until: held.pair.expires) : .refreshing
            status.nextRefresh = until < cycle.end ? until : nil
        case .expired:
            status.phase = .expired
        case .failed:
            status.phase = .failed
        }
        status.until = held?.pair.expires
        status.hasRefreshToken = held?.pair.refresh != nil
        return status
    }

    /// The tokens of the login, usable or not.
    var held: HeldTokens? {
        switch state {
        case .valid(let held), .refreshing(let held, _, _, _), .backingOff(let held, _, _), .expired(let held, _): held
        case .loggedOut, .failed: nil
        }
    }

    private func answer(at now: Date) -> Answer {
        switch state {
        case .loggedOut:
            .error(.notLoggedIn)
        case .expired(_, let reason), .failed(let reason):
            .error(.loginEnded(reason))
        case .valid(let held):
            .token(held.pair.access)
        case .refreshing(let held, _, _, _):
            held.isUsable(at: now) ? .token(held.pair.access) : .wait
        case .backingOff(let held, _, let until):
            if held.isUsable(at: now) {
                .token(held.pair.access)
            } else if until <= now.addingTimeInterval(policy.patience) {
                .wait
            } else {
                .error(lastProblem ?? .notLoggedIn)
            }
        }
    }
}
