import Foundation
import Meetings
import Services

extension LoginMachine {
    mutating func adopt(_ pair: TokenPair, at now: Date) -> [Effect] {
        let effects = abandonment()
        login += 1
        lastRefresh = nil
        lastProblem = nil
        let held = HeldTokens(pair, at: now, policy: policy)
        state = .valid(held)
        guard held.isUsable(at: now) else { return effects + (catchUp(at: now) ?? []) }
        return effects + [.setTimer(held.wakeDate), .tellWaiters(.success(pair.access))]
    }

    mutating func logOut() -> [Effect] {
        let effects = abandonment()
        login += 1
        lastRefresh = nil
        lastProblem = nil
        state = .loggedOut
        return effects + [.cancelTimer, .tellWaiters(.failure(.notLoggedIn))]
    }

    /// Does what is due at this time, however late.
    ///
    /// - Parameter now: The wall clock's time.
    /// - Returns: What to do; nil where nothing is due.
    mutating func catchUp(at now: Date) -> [Effect]? {
        switch state {
        case .loggedOut, .expired, .failed:
            return nil
        case .valid(let held):
            guard held.pair.refresh != nil else { return now >= held.pair.expires ? expire(held) : nil }
            // The dates mean nothing once the clock was set back: new tokens bring new ones.
            guard now >= held.wakeDate || wasSetBack(now, since: held.takenOver) else { return nil }
            return begin(held, RefreshCycle(for: held, at: now, policy: policy), at: now)
        case .refreshing(let held, _, let attempt, let since):
            if hasSlept(at: now, since: since) || wasSetBack(now, since: since) {
                return abandonment() + begin(held, RefreshCycle(for: held, at: now, policy: policy), at: now)
            }
            guard now >= since.addingTimeInterval(policy.requestLimit) else { return nil }
            return abandonment() + fail(attempt, .refreshTimedOut(after: policy.requestLimit), at: now)
        case .backingOff(let held, let cycle, let until):
            let slept = now > min(until, cycle.end).addingTimeInterval(policy.clockTolerance)
            if wasSetBack(now, since: cycle.began) || (now >= until && slept) {
                return begin(held, RefreshCycle(for: held, at: now, policy: policy), at: now)
            }
            if now >= cycle.end { return expire(held) }
            return now >= until ? begin(held, cycle, at: now) : nil
        }
    }

    /// Sets the timer again where it fired with nothing to do, as it does where the clock was set.
    func rearm() -> [Effect] {
        switch state {
        case .loggedOut, .expired, .failed: []
        case .valid(let held): [.setTimer(held.wakeDate)]
        case .refreshing(_, _, _, let since): [.setTimer(since.addingTimeInterval(policy.requestLimit))]
        case .backingOff(_, let cycle, let until): [.setTimer(min(until, cycle.end))]
        }
    }

    mutating func refreshUnlessUnderWay(at now: Date) -> [Effect] {
        switch state {
        case .loggedOut, .failed, .refreshing: []
        case .valid(let held), .expired(let held, _):
            held.pair.refresh == nil ? [] : begin(held, RefreshCycle(for: held, at: now, policy: policy), at: now)
        case .backingOff(let held, let cycle, _): begin(held, cycle, at: now)
        }
    }

    /// Notes that the service does not take an access token; refreshes it unless it has been replaced already.
    mutating func refuse(_ refused: Secret, at now: Date) -> [Effect] {
        guard var held, held.pair.access == refused else { return [] }
        held.isRefused = true
        switch state {
        case .valid:
            guard held.pair.refresh != nil else {
                let reason: SafeText = "the service refused the access token, and there is no refresh token."
                return end(.loginEnded(reason))
            }
            return begin(held, RefreshCycle(for: held, at: now, policy: policy), at: now)
        case .refreshing(_, let cycle, let attempt, let since):
            state = .refreshing(held, cycle, attempt, since: since)
        case .backingOff(_, let cycle, let until):
            state = .backingOff(held, cycle, until: until)
        case .loggedOut, .expired, .failed:
            break
        }
        return []
    }

    mutating func succeed(_ attempt: RefreshAttempt, _ pair: TokenPair, at now: Date) -> [Effect] {
        guard attempt.login == login, attempt.number > lastSuccess, var old = held else { return [] }
        lastSuccess = attempt.number
        var pair = pair
        pair.refresh = pair.refresh ?? old.pair.refresh
        guard pair.expires > now else {
            // Nobody can use it, but the old refresh token may be spent.
            old.pair.refresh = pair.refresh
            guard case .refreshing(_, _, attempt, _) = state else { return [] }
            return retry(old, problem: .refreshedTokenHasEnded, at: now)
        }
        // One that was given up may answer after all, while the next is under way with the same refresh token.
        var effects: [Effect] = []
        if case .refreshing(_, _, let inFlight, _) = state, inFlight != attempt { effects = abandonment() }
        let held = HeldTokens(pair, at: now, policy: policy)
        state = .valid(held)
        lastRefresh = now
        lastProblem = nil
        return effects + [.setTimer(held.wakeDate), .tellWaiters(.success(pair.access))]
    }

    mutating func fail(_ attempt: RefreshAttempt, _ error: ServiceError, at now: Date) -> [Effect] {
        guard case .refreshing(let held, _, attempt, _) = state else { return [] }
        return error.mayPass ? retry(held, problem: error, at: now) : end(error)
    }
}

extension LoginMachine {
    private func wasSetBack(_ now: Date, since earlier: Date) -> Bool {
        now < earlier.addingTimeInterval(-policy.clockTolerance)
    }

    /// Whether a refresh that began then has outlived its limit by so much that nobody can have watched it.
    private func hasSlept(at now: Date, since began: Date) -> Bool {
        now > began.addingTimeInterval(policy.requestLimit + policy.clockTolerance)
    }

    private mutating func begin(_ held: HeldTokens, _ cycle: RefreshCycle, at now: Date) -> [Effect] {
        guard let refresh = held.pair.refresh else { return expire(held) }
        attempts += 1
        let attempt = RefreshAttempt(login: login, number: attempts)
        state = .refreshing(held, cycle, attempt, since: now)
        return [.startRefresh(attempt, with: refresh), .setTimer(now.addingTimeInterval(policy.requestLimit))]
    }

    private func abandonment() -> [Effect] {
        guard case .refreshing(_, _, let attempt, _) = state else { return [] }
        return [.abandonRefresh(attempt)]
    }

    /// Plans the next try of a refresh that failed for the moment.
    private mutating func retry(_ held: HeldTokens, problem: ServiceError, at now: Date) -> [Effect] {
        lastProblem = problem
        var cycle: RefreshCycle
        switch state {
        case .refreshing(_, let present, _, let since) where !hasSlept(at: now, since: since): cycle = present
        default: cycle = RefreshCycle(for: held, at: now, policy: policy)
        }
        cycle.note(problem, at: now, policy: policy)
        guard now < cycle.end else { return expire(held) }
        let delay = policy.backOff.delay(
            afterFailures: cycle.failures, asked: problem.secondsToWait, chance: jitter())
        let until = now.addingTimeInterval(delay)
        state = .backingOff(held, cycle, until: until)
        let timer = Effect.setTimer(min(until, cycle.end))
        let isTooLong = until > cycle.began.addingTimeInterval(policy.patience)
        // Calls wait only where the token is of no use; whoever waits is told before it gets tedious.
        return isTooLong ? [timer, .tellWaiters(.failure(problem))] : [timer]
    }

    private mutating func expire(_ held: HeldTokens) -> [Effect] {
        let reason: SafeText
        if let lastProblem {
            reason = "the access token expired before it could be refreshed. \(lastProblem.title)"
        } else {
            reason = "the access token expired, and there is no refresh token."
            lastProblem = .loginEnded(reason)
        }
        state = .expired(held, reason)
        return [.cancelTimer, .tellWaiters(.failure(.loginEnded(reason)))]
    }

    private mutating func end(_ error: ServiceError) -> [Effect] {
        lastProblem = error
        state = .failed(error.endReason)
        return [.cancelTimer, .tellWaiters(.failure(.loginEnded(error.endReason)))]
    }
}
