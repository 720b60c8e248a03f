package import Meetings
package import Transport

/// Why a call to a service gave no answer that can be used.
///
/// Each case knows what was asked; `title` says what happened, `advice` what to do about it.
package enum ServiceError: Error, Hashable, Sendable {
    /// Nobody has logged in yet.
    case notLoggedIn

    /// The login is over: the refresh was refused, or there was nothing to refresh with.
    case loginEnded(SafeText)

    /// What was typed cannot be sent. Nothing was.
    case invalidInput(InputField, reason: String)

    /// No answer came.
    case unreachable(ServiceCall, TransportError)

    /// The service said no.
    case refused(ServiceCall, Refusal)

    /// The service answered with something that cannot be read.
    case unreadable(ServiceCall, status: Int, firstWords: SafeText, reason: String)

    /// The service answered with an address that must not be opened, copied or passed on.
    ///
    /// The reason is the end of a sentence about it.
    case unsafeAddress(ServiceCall, address: SafeText, reason: String)

    /// The conference is closed, or unknown to the service (contract: `requestConference` with an id).
    case sessionUnavailable(ConferenceIdentifier, SafeText)

    /// The deployment, in its dialect, has no such call.
    case unsupported(String)

    /// The caller gave the call up.
    case cancelled
}

/// A call that was made, as it can be shown: no token is ever part of it.
package struct ServiceCall: Hashable, Sendable {
    /// What it was for, such as "list conferences".
    package var purpose: String
    package var method: String

    /// Scheme, host and path.
    package var url: SafeText

    package init(purpose: String, method: String, url: SafeText) {
        self.purpose = purpose
        self.method = method
        self.url = url
    }
}

/// A no from the service, with its own words.
package struct Refusal: Hashable, Sendable {
    package var status: Int

    /// The body's message: plain text, or the `message` or `error` of a JSON body.
    package var words: SafeText

    /// The server's name for the request, where it gave one.
    package var requestIdentifier: SafeText?

    /// How many seconds the server asks to wait (`Retry-After`).
    package var retryAfter: Double?

    /// Whether the login has been renewed since, so that the same call may be made again by the operator.
    package var loginWasRenewed: Bool

    package init(
        status: Int,
        words: SafeText,
        requestIdentifier: SafeText? = nil,
        retryAfter: Double? = nil,
        loginWasRenewed: Bool = false
    ) {
        self.status = status
        self.words = words
        self.requestIdentifier = requestIdentifier
        self.retryAfter = retryAfter
        self.loginWasRenewed = loginWasRenewed
    }
}

/// The fields an operator types into, so that a complaint can stand beside the right one.
package enum InputField: String, Hashable, Sendable {
    case serviceURL = "service URL"
    case user = "user name"
    case password
    case accessToken = "access token"
    case conference = "conference id"
    case organisation = "organisation id"
    case name
    case avatarURL = "avatar URL"
    case role
    case room
    case participantName = "participant name"
    case conferenceName = "conference name"
    case joinPolicy = "join policy"
    case listPolicy = "list policy"
    case allowedUnits = "list of units"
    case remembering = "choice to remember"
    case file = "file name"
    case opening = "way of opening"
    case chatMessage = "message"
    case subject
    case meetingPassword = "meeting's password"
    case recordingMode = "kind of recording"
    case streamKey = "stream key"
    case breakoutRoom = "breakout room's name"
    case acknowledgement = "word"
}

extension ServiceError {
    /// What happened, to what, in one line.
    package var title: String {
        switch self {
        case .notLoggedIn: "You are not logged in."
        case .loginEnded(let reason): "The login has ended: \(reason)"
        case .invalidInput(let field, let reason): "The \(field.rawValue) \(reason)."
        case .unreachable(let call, let cause): "Could not \(call.purpose): \(cause.description)"
        case .refused(let call, let refusal): "Could not \(call.purpose): \(refusal.meaning)"
        case .unreadable(let call, let status, _, let reason):
            "Could not \(call.purpose): the answer (status \(status)) \(reason)."
        case .unsafeAddress(let call, _, let reason):
            "Could not \(call.purpose): the service's link is not safe to use, as it \(reason)."
        case .sessionUnavailable(let id, let words):
            "Session \(id) is unavailable" + (words.isEmpty ? "." : ": \(words)")
        case .unsupported(let what): "This service cannot \(what)."
        case .cancelled: "Cancelled."
        }
    }

    /// More to know: what was asked, the server's words, its name for the request.
    ///
    /// Nil where the title says it all.
    package var detail: String? {
        switch self {
        case .unreachable(let call, _): "\(call.method) \(call.url)"
        case .refused(let call, let refusal):
            [
                "\(call.method) \(call.url) → \(refusal.status)",
                refusal.words.isEmpty ? nil : "“\(refusal.words)”",
                refusal.requestIdentifier.map { "request \($0)" },
            ].compactMap(\.self).joined(separator: "  ")
        case .unreadable(let call, let status, let firstWords, _):
            "\(call.method) \(call.url) → \(status)  “\(firstWords)”"
        case .unsafeAddress(let call, let address, _): "\(call.method) \(call.url) → “\(address)”"
        default: nil
        }
    }

    /// What the operator can do now.
    package var advice: String {
        switch self {
        case .notLoggedIn, .loginEnded: "Log in again."
        case .invalidInput: "Correct it; nothing was sent."
        case .unreachable(_, let cause): cause.advice
        case .refused(_, let refusal): refusal.advice
        case .unreadable where isOutage: "Try again; if it stays so, tell who runs the service or the network."
        case .unreadable: "Check the service URL and the dialect of the profile."
        case .unsafeAddress: "Nothing was copied or opened; tell who runs the service."
        case .sessionUnavailable: "Check the id, or request a new conference."
        case .unsupported: "Another dialect or route can be set in the profile."
        case .cancelled: "Ask again when you want it."
        }
    }

    /// Whether the service may have carried the call out all the same, so that repeating it blindly could do it twice.
    package var mayHaveBeenCarriedOut: Bool {
        switch self {
        case .unreachable(_, let cause): cause.mayHaveBeenCarriedOut
        case .unreadable(_, let status, _, _): (200..<300).contains(status) || status >= 500
        case .refused(_, let refusal): refusal.status >= 500
        case .unsafeAddress: true
        default: false
        }
    }

    /// The input field that this is about, if it is about one.
    package var field: InputField? {
        guard case .invalidInput(let field, _) = self else { return nil }
        return field
    }
}

extension Refusal {
    /// What the status means to the operator (contract: "Errors").
    package var meaning: String {
        switch status {
        case 300..<400: "the service points elsewhere (status \(status))."
        case 400: "the service did not accept what was sent."
        case 401: "the service did not accept the login."
        case 403: "a policy of the service forbids it."
        case 404: "there is no such thing on the service."
        case 409, 410: "it is closed."
        case 429: "the service asks to slow down."
        case 500...: "the service failed (status \(status))."
        default: "the service refused (status \(status))."
        }
    }

    var advice: String {
        switch status {
        case 300..<400: "Set the service's real URL in the profile; redirects are not followed."
        case 401 where loginWasRenewed:
            "The login has been renewed meanwhile: repeat the action. If it is refused again, you may not do it."
        case 401: "Check user name and password, or log in again."
        case 403: "Ask who administers the service for the right to do it."
        case 404: "Refresh the list; it may have been deleted."
        case 409, 410: "Request a new conference."
        case 429: "Wait \(retryAfter.map(Refusal.wholeSeconds) ?? "a little"), then try again."
        case 500...: "Try again; if it stays so, tell who runs the service."
        default: "Read the service's words, correct, and try again."
        }
    }

    /// A wait in words; one that no sane server asks for is cut.
    private static func wholeSeconds(_ seconds: Double) -> String {
        seconds.isFinite ? "\(Int(min(max(0, seconds), 1e9).rounded(.up))) s" : "a little"
    }
}
