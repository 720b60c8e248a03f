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

    /// The service cannot be reached, or failed (`EX_UNAVAILABLE`).
    case unavailable = 69

    /// There is no terminal to draw on, or it cannot do what the console needs (`EX_IOERR`).
    case noTerminal = 74

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
        case .failure: "Something failed; standard error says what, to what, and what to do."
        case .usage: "The command line is wrong."
        case .unavailable: "The service cannot be reached, or failed."
        case .noTerminal: "There is no terminal to draw on."
        case .refused: "The service refused the login, or what was asked for."
        case .configuration: "The configuration or a theme is wrong; every problem is listed with its line."
        }
    }
}
