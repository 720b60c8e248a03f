import Foundation
package import Meetings
import Programs

/// A profile's `password-command`: a program whose first line of output is the password.
///
/// It runs without a shell, with nothing to read on its standard input, and without the variables of the environment
/// that may hold gavel's own secrets.
package struct PasswordCommand: Hashable, Sendable {
    /// The program and its arguments.
    package let arguments: [String]

    /// The most bytes that are read of what the program writes.
    package static let outputLimit = 64 * 1024

    /// Takes a list of arguments as it is.
    ///
    /// - Parameter arguments: The program, by path or to be found in `PATH`, and its arguments.
    /// - Throws: `PasswordCommandError.empty`, or `.unreadableCommand` where an argument holds a NUL.
    package init(arguments: [String]) throws(PasswordCommandError) {
        guard let program = arguments.first, !program.isEmpty else { throw .empty }
        guard !arguments.contains(where: { $0.utf8.contains(0) }) else {
            throw .unreadableCommand(reason: "holds a NUL character")
        }
        self.arguments = arguments
    }

    /// Splits a command line at blanks, with quotes and backslashes as in a shell.
    ///
    /// Nothing is expanded.
    ///
    /// - Parameter commandLine: The setting as it was written.
    /// - Throws: `PasswordCommandError` where it is empty, cannot be split, or would need a shell.
    package init(commandLine: String) throws(PasswordCommandError) {
        try self.init(arguments: CommandLineWords(commandLine).words)
    }

    /// Runs the program and takes the password from its first line.
    ///
    /// Cancelling the task ends the program.
    ///
    /// - Parameters:
    ///   - limit: How long the program may take before it is ended.
    ///   - environment: The variables to pass on; those that may hold gavel's own secrets are left out.
    /// - Returns: The first line, without its line break.
    /// - Throws: `PasswordCommandError`, with the first words of what the program wrote to its standard error.
    package func run(
        limit: Duration = .seconds(30),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(PasswordCommandError) -> Secret {
        let name = programName
        guard let program = ProgramFile(arguments[0], environment: environment) else {
            throw .noSuchProgram(SafeText(arguments[0], limit: 200))
        }
        let outcome = await ProgramRun(
            program: program,
            arguments: Array(arguments.dropFirst()),
            environment: ChildEnvironment.variables(of: environment),
            outputLimit: PasswordCommand.outputLimit
        ).finish(within: limit)
        let words = SafeText(bytes: outcome.errorOutput, limit: 200).trimmed
        switch outcome.end {
        case .notStarted(let reason): throw .notStarted(name, reason: SafeText(reason))
        case .timedOut: throw .timedOut(name, after: limit, words: words)
        case .tooMuchOutput: throw .tooMuchOutput(name, limit: PasswordCommand.outputLimit)
        case .cancelled: throw .cancelled
        case .signal(let signal): throw .killed(name, signal: signal, words: words)
        case .exit(let status) where status != 0: throw .failed(name, status: status, words: words)
        case .exit: break
        }
        var line = outcome.output.prefix { $0 != UInt8(ascii: "\n") }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty, let password = String(validating: line, as: UTF8.self) else {
            throw .noPassword(name, words: words)
        }
        return Secret(password)
    }

    private var programName: SafeText {
        SafeText(arguments[0].split(separator: "/").last.map(String.init) ?? arguments[0], limit: 60)
    }
}

extension SafeText {
    /// Without the blanks, and the pictures of line breaks, at both ends.
    fileprivate var trimmed: SafeText {
        SafeText(string.trimmingCharacters(in: CharacterSet(charactersIn: " \u{240A}\u{240D}")))
    }
}
