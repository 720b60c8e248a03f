package import Foundation
package import Services

/// Where a login stands.
package enum LoginPhase: Hashable, Sendable {
    /// Nobody is logged in.
    case loggedOut

    /// The access token is good until then. A refresh that failed for the moment may be waiting to be tried again.
    case valid(until: Date)

    /// A new access token has been asked for, or will be very soon because there is no usable one.
    case refreshing

    /// The access token has ended without a new one. Logging in again, or `TokenKeeper.refreshNow()`, helps.
    case expired

    /// The service ended the login: it refused the refresh, or refused the access token and there was no other way.
    case failed
}

/// What an operator should know about a login that works.
package enum LoginWarning: Hashable, Sendable {
    /// Nothing can renew the access token: the login ends with it.
    case noRefreshToken

    /// The last refresh failed; it is tried again until the access token ends.
    case refreshIsFailing

    /// The warning in one line.
    package var title: String {
        switch self {
        case .noRefreshToken: "No refresh token: the login ends with its access token."
        case .refreshIsFailing: "The login could not be refreshed yet; trying again."
        }
    }
}

/// A snapshot of a login, for the screen.
///
/// No token is part of it.
package struct LoginStatus: Hashable, Sendable {
    package var phase: LoginPhase

    /// When the access token that is held ends; in the past once it has.
    ///
    /// Nil where none is held.
    package var until: Date?

    /// When the next refresh is due, or the next try of one that failed.
    ///
    /// Nil where none is planned.
    package var nextRefresh: Date?

    /// When the last refresh of this login succeeded.
    package var lastRefresh: Date?

    /// What went wrong last; nil once a refresh has succeeded since.
    package var lastProblem: ServiceError?

    /// Whether the login can be renewed without a password.
    package var hasRefreshToken: Bool

    /// The status before anybody has logged in.
    package static let loggedOut = LoginStatus(phase: .loggedOut)

    package init(
        phase: LoginPhase,
        until: Date? = nil,
        nextRefresh: Date? = nil,
        lastRefresh: Date? = nil,
        lastProblem: ServiceError? = nil,
        hasRefreshToken: Bool = false
    ) {
        self.phase = phase
        self.until = until
        self.nextRefresh = nextRefresh
        self.lastRefresh = lastRefresh
        self.lastProblem = lastProblem
        self.hasRefreshToken = hasRefreshToken
    }

    /// What to warn of, if anything: only ever of a login that still runs.
    package var warning: LoginWarning? {
        switch phase {
        case .loggedOut, .expired, .failed: nil
        case .valid, .refreshing:
            if !hasRefreshToken { .noRefreshToken } else if lastProblem != nil { .refreshIsFailing } else { nil }
        }
    }
}
