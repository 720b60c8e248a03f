import Services

/// How gavel ends, for those who call it from a script.
///
/// The numbers are those of sysexits.h, which shells and mail systems have known since 4.3BSD.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case success = 0

    /// A command did not get what it was asked for; standard error says why.
    case failure = 1

    /// The command line is wrong (`EX_USAGE`).
    ///
    /// swift-argument-parser ends with it too.
    case usage = 64

    /// The state of things does not allow it (`EX_DATAERR`).
    case conflict = 65

    /// What was asked about is not there (`EX_NOINPUT`).
    case notFound = 66

    /// Nobody is logged in (`EX_NOUSER`).
    case notLoggedIn = 67

    /// The service cannot be reached, or failed (`EX_UNAVAILABLE`).
    case unavailable = 69

    /// There is no terminal to draw on, or it cannot do what the console needs (`EX_IOERR`).
    case noTerminal = 74

    /// No answer came to what changes something: nobody knows whether it was done (`EX_PROTOCOL`).
    case unknown = 76

    /// The service refused the login, or what was asked for (`EX_NOPERM`).
    case refused = 77

    /// The configuration or a theme is wrong (`EX_CONFIG`).
    case configuration = 78
}

extension ExitStatus {
    /// What it means, as the manual says it.
    var meaning: String {
        switch self {
        case .success: "Done; or the console was left."
        case .failure: "Something failed, or a file is not the recording; standard error says what to do."
        case .usage: "The command line is wrong, or --yes is missing."
        case .conflict: "The state of things does not allow it: the conference is closed, or the name is taken."
        case .notFound: "What was asked about is not there."
        case .notLoggedIn: "Nobody is logged in; gavel login does that."
        case .unavailable: "The service cannot be reached, or failed."
        case .noTerminal: "There is no terminal to draw on, or to ask on."
        case .unknown: "No answer came to something that changes something: it may have been done."
        case .refused: "The service refused the login, or what was asked for; or the profile is read-only."
        case .configuration: "The configuration or a theme is wrong; every problem is listed with its line."
        }
    }

    /// How a command ends whose call gave nothing.
    init(_ error: ServiceError) {
        switch error {
        case .notLoggedIn, .loginEnded: self = .notLoggedIn
        case .invalidInput: self = .usage
        case .unreachable, .unreadable: self = .unavailable
        case .refused(_, let refusal): self = ExitStatus(refused: refusal.status)
        case .sessionUnavailable: self = .conflict
        case .unsafeAddress, .unsupported, .cancelled: self = .failure
        }
    }

    /// How a command ends that the service answered with a no.
    private init(refused status: Int) {
        switch status {
        case 404: self = .notFound
        case 409, 410: self = .conflict
        case 408, 429, 500...: self = .unavailable
        default: self = .refused
        }
    }
}
