package import Meetings

/// Why a `password-command` gave no password.
///
/// Neither its arguments nor its output are part of it.
package enum PasswordCommandError: Error, Hashable, Sendable {
    /// The setting names no program.
    case empty

    /// The setting cannot be split into arguments.
    case unreadableCommand(reason: String)

    /// The setting holds something that only a shell would act on.
    case needsShell(Character)

    /// There is no such program, or it is not executable.
    case noSuchProgram(SafeText)

    /// The program could not be started.
    case notStarted(SafeText, reason: SafeText)

    /// The program ended with another status than 0. `words` is the beginning of its standard error.
    case failed(SafeText, status: Int, words: SafeText)

    /// A signal ended the program.
    case killed(SafeText, signal: Int, words: SafeText)

    /// The program was not done in time, and was ended.
    case timedOut(SafeText, after: Duration, words: SafeText)

    /// The program wrote more than this many bytes, and was ended.
    case tooMuchOutput(SafeText, limit: Int)

    /// The first line of the output is empty or no UTF-8 text.
    case noPassword(SafeText, words: SafeText)

    /// The caller gave it up; the program was ended.
    case cancelled

    /// What happened, in one line.
    package var title: String {
        switch self {
        case .empty: "password-command is empty."
        case .unreadableCommand(let reason): "password-command \(reason)."
        case .needsShell(let character): "password-command holds “\(character)”, which only a shell would act on."
        case .noSuchProgram(let program): "password-command: there is no program “\(program)”."
        case .notStarted(let program, let reason): "password-command: “\(program)” could not be started: \(reason)"
        case .failed(let program, let status, let words):
            "password-command: “\(program)” ended with status \(status)\(after(words))"
        case .killed(let program, let signal, let words):
            "password-command: “\(program)” was ended by signal \(signal)\(after(words))"
        case .timedOut(let program, let limit, let words):
            "password-command: “\(program)” was not done after \(Int((limit / .seconds(1)).rounded(.up))) s\(after(words))"
        case .tooMuchOutput(let program, let limit): "password-command: “\(program)” wrote more than \(limit) bytes."
        case .noPassword(let program, let words):
            "password-command: the first line of “\(program)” is no password\(after(words))"
        case .cancelled: "password-command was cancelled."
        }
    }

    /// What the operator can do about it.
    package var advice: String {
        switch self {
        case .empty, .unreadableCommand:
            "Correct it in the profile; a list of arguments needs no quotes."
        case .needsShell:
            "Quote it if it is meant literally. Commands are not run by a shell; name one yourself where you need it: [sh, -c, …]."
        case .noSuchProgram:
            "Check the spelling and PATH, or give the full path; ~ and variables are not expanded."
        case .notStarted, .failed, .killed, .noPassword:
            "Run the command by hand: its first line of output must be the password. Or type the password."
        case .timedOut:
            "It has no terminal and cannot ask: unlock the password store first. Or type the password."
        case .tooMuchOutput:
            "Let the command write the password alone."
        case .cancelled:
            "Ask again when you want it."
        }
    }

    private func after(_ words: SafeText) -> String { words.isEmpty ? "." : ": \(words)" }
}
