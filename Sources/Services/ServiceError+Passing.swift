package import Foundation
import Transport

extension ServiceError {
    /// Whether a refresh that failed with this may succeed later with the same refresh token.
    ///
    /// No answer, a failing or busy service, and answers that are not the service's (a captive portal's redirect or
    /// page) pass; any other refusal is the end of the login (RFC 6749, 5.2).
    package var mayPass: Bool {
        switch self {
        case .unreachable, .unreadable, .unsafeAddress, .cancelled: true
        case .refused(_, let refusal): refusal.status == 429 || !(400..<500).contains(refusal.status)
        case .notLoggedIn, .loginEnded, .invalidInput, .sessionUnavailable, .unsupported: false
        }
    }

    /// Whether the service is away for the moment, so that a reading is worth trying again by itself.
    ///
    /// That is no answer, a service that fails or asks to slow down, an answer that ends too early, and a web page in an
    /// answer's place, as proxies and captive portals give. What the service itself refuses is none, and neither is an address that points elsewhere.
    package var isOutage: Bool {
        switch self {
        case .unreachable(_, let cause): cause.mayPass
        case .refused(_, let refusal): [408, 429].contains(refusal.status) || refusal.status >= 500
        case .unreadable(_, let status, _, let reason):
            status >= 500 || reason == ServiceAnswer.isWebPage || reason == ServiceAnswer.endsTooEarly
        case .notLoggedIn, .loginEnded, .invalidInput, .sessionUnavailable, .unsafeAddress, .unsupported, .cancelled:
            false
        }
    }

    /// Whether the answer is a part of what it should be.
    package var isCutOff: Bool {
        if case .unreadable(_, _, _, ServiceAnswer.endsTooEarly) = self { true } else { false }
    }

    /// Whether nothing was asked because nobody is logged in.
    package var isOfLogin: Bool {
        switch self {
        case .notLoggedIn, .loginEnded: true
        default: false
        }
    }

    /// How many seconds the service asks to wait; 0 where it does not.
    package var secondsToWait: TimeInterval {
        guard case .refused(_, let refusal) = self, let seconds = refusal.retryAfter, seconds.isFinite else { return 0 }
        return max(0, seconds)
    }
}

extension TransportError {
    /// Whether the same request may be answered later.
    fileprivate var mayPass: Bool {
        switch self {
        case .invalidRequest, .responseTooLarge, .cancelled: false
        case .cannotResolve, .cannotConnect, .tlsFailed, .timedOut, .connectionLost, .proxyFailed, .other: true
        }
    }
}
