import Services
import Transport

/// Why an exchange with Admin Control, or with the object store behind it, was of no use: the label of a metric.
package enum UpstreamFailure: String, CaseIterable, Hashable, Sendable {
    /// No connection, or one that broke.
    case unreachable

    /// No whole answer in the time there is.
    case timedOut = "timed-out"

    /// An error of the server's own (5xx).
    case failed

    /// A no that no caller of the gateway can be blamed for.
    case refused

    /// An answer that is none of the contract's.
    case unreadable

    /// Not asked, since too much has failed just before.
    case breakerOpen = "breaker-open"

    /// A summary that lies nowhere, or where the gateway fetches nothing.
    case outside
}

extension UpstreamFailure {
    /// Tells what an exchange failed of; nil where the caller gave it up.
    ///
    /// - Parameters:
    ///   - error: What became of it.
    ///   - isTimeUp: Whether the call's time is over, which is then why it was cancelled.
    init?(_ error: ServiceError, isTimeUp: Bool) {
        switch error {
        case .cancelled, .unreachable(_, .cancelled(_)):
            guard isTimeUp else { return nil }
            self = .timedOut
        case .unreachable(_, .timedOut): self = .timedOut
        case .unreachable(_, .responseTooLarge): self = .unreadable
        case .refused(_, let refusal): self = refusal.status >= 500 ? .failed : .refused
        case .unreadable, .unsafeAddress: self = .unreadable
        // Of the rest only an address that cannot be called is left: nobody logs in to Admin Control.
        case .unreachable, .invalidInput, .unsupported, .notLoggedIn, .loginEnded, .sessionUnavailable:
            self = .unreachable
        }
    }

    /// Whether it speaks against the server, so that a breaker counts it.
    var isOutage: Bool {
        switch self {
        case .unreachable, .timedOut, .failed, .unreadable: true
        case .refused, .breakerOpen, .outside: false
        }
    }
}

extension ServiceError {
    /// Whether the same reading may well be answered a moment later.
    var isWorthRepeating: Bool {
        switch self {
        case .unreachable(_, let cause):
            switch cause {
            case .cannotResolve, .cannotConnect, .connectionLost, .proxyFailed: true
            case .invalidRequest, .tlsFailed, .timedOut, .responseTooLarge, .cancelled, .other: false
            }
        case .refused(_, let refusal): [502, 503, 504].contains(refusal.status)
        default: false
        }
    }
}
