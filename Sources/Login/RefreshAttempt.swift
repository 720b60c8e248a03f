import Foundation
import Meetings
import Services

/// One refresh that was started, so that its answer can be told from that of an older one or of a former login.
package struct RefreshAttempt: Hashable, Sendable {
    /// Which login it is for: the count of logins and log-outs so far.
    package let login: Int

    /// Which attempt it is, counted over all logins.
    package let number: Int
}

/// The tokens a login holds, and when they are due.
struct HeldTokens: Hashable, Sendable {
    var pair: TokenPair

    /// When they were taken over, by the local clock: no later moment can be before it unless the clock was set back.
    var takenOver: Date

    /// When they are to be refreshed.
    ///
    /// Of no meaning without a refresh token.
    var refreshDate: Date

    /// Whether the service has answered 401 to the access token.
    var isRefused = false

    init(_ pair: TokenPair, at now: Date, policy: LoginPolicy) {
        self.pair = pair
        takenOver = now
        refreshDate = policy.refreshDate(issued: pair.issued, lifetime: pair.lifetime, takenOver: now)
    }

    func isUsable(at now: Date) -> Bool { !isRefused && now < pair.expires }

    /// When to look at them again.
    var wakeDate: Date { pair.refresh == nil ? pair.expires : min(refreshDate, pair.expires) }
}

/// The tries to refresh one access token, from the first to success or giving up.
struct RefreshCycle: Hashable, Sendable {
    var began: Date

    /// When to stop trying, but for a service that is out of reach.
    private var giveUp: Date

    var failures = 0

    /// Whether the last try did not even reach the service.
    private var isOutOfReach = false

    /// When to stop trying.
    ///
    /// Not as long as the network is away: nobody could log in anew meanwhile, and the refresh token may outlive that.
    var end: Date { isOutOfReach ? .distantFuture : giveUp }

    /// Begins a cycle for tokens that are due.
    ///
    /// It lasts as long as the access token. One that could not be begun in time, because the computer slept or the
    /// operator asks after the end, gets the policy's grace.
    init(for held: HeldTokens, at now: Date, policy: LoginPolicy) {
        began = now
        let isLate = now > held.refreshDate.addingTimeInterval(policy.clockTolerance) || now >= held.pair.expires
        giveUp = isLate ? max(held.pair.expires, now.addingTimeInterval(policy.grace)) : held.pair.expires
    }

    /// Notes a try that failed.
    ///
    /// A service that is in reach again, and does not answer as it should yet, gets the policy's grace.
    mutating func note(_ problem: ServiceError, at now: Date, policy: LoginPolicy) {
        if isOutOfReach, !problem.isOutOfReach { giveUp = max(giveUp, now.addingTimeInterval(policy.grace)) }
        isOutOfReach = problem.isOutOfReach
        failures += 1
    }
}
