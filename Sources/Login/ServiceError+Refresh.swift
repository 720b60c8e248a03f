import Foundation
import Meetings
import Services
import Transport

extension ServiceError {
    /// Whether a refresh that failed with this may succeed later with the same refresh token.
    ///
    /// No answer, a failing or busy service, and answers that are not the service's (a captive portal's redirect or
    /// page) pass; any other refusal is the end of the login (RFC 6749, 5.2).
    var mayPass: Bool {
        switch self {
        case .unreachable, .unreadable, .cancelled: true
        case .refused(_, let refusal): refusal.status == 429 || !(400..<500).contains(refusal.status)
        case .notLoggedIn, .loginEnded, .invalidInput, .sessionUnavailable, .unsupported: false
        }
    }

    /// How many seconds the service asks to wait; 0 where it does not.
    var secondsToWait: TimeInterval {
        guard case .refused(_, let refusal) = self, let seconds = refusal.retryAfter, seconds.isFinite else { return 0 }
        return max(0, seconds)
    }

    /// Why a login is over, in words that can follow "The login has ended:".
    var endReason: SafeText {
        switch self {
        case .loginEnded(let reason): reason
        case .refused(_, let refusal) where refusal.words.isEmpty:
            "the service refused to refresh it (status \(refusal.status))."
        case .refused(_, let refusal):
            "the service refused to refresh it (status \(refusal.status)): “\(refusal.words)”"
        default: SafeText(title)
        }
    }

    /// A refresh that was given up because no answer came in time.
    static func refreshTimedOut(after seconds: TimeInterval) -> ServiceError {
        .unreachable(.refreshOfLogin, .timedOut(phase: .waiting, after: .milliseconds(Int(seconds * 1000))))
    }

    /// A refresh that gave an access token nobody can use.
    static let refreshedTokenHasEnded = ServiceError.unreadable(
        .refreshOfLogin,
        status: 200,
        firstWords: "",
        reason: "holds an access token that has already ended by this computer's clock"
    )
}

extension ServiceCall {
    fileprivate static let refreshOfLogin = ServiceCall(
        purpose: "refresh the login",
        method: "POST",
        url: "the refresh route"
    )
}
