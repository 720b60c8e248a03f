import Foundation
import Meetings
import Services
import Transport

extension ServiceError {
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

    /// Whether the refresh did not even reach the service, so that another login would not either.
    var isOutOfReach: Bool {
        guard case .unreachable(_, let cause) = self else { return false }
        return switch cause {
        case .cannotResolve, .cannotConnect, .tlsFailed, .proxyFailed, .timedOut(.connecting, _): true
        case .invalidRequest, .timedOut, .responseTooLarge, .connectionLost, .cancelled, .other: false
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
