import ArgumentParser
import Foundation
import Login
import Meetings
import Plain

/// Where a password comes from: never from an argument, which others could see.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the password from this file descriptor: the first line, such as of 3 with 3< <(pass show v4h).",
            valueName: "number"))
    var passwordFd: Int32?

    func validate() throws {
        if let passwordFd, passwordFd < 0 { throw ValidationError("--password-fd takes a number from 0.") }
    }

    /// Gets the password: from the descriptor, else from a command, else from the terminal.
    ///
    /// - Parameters:
    ///   - prompt: What the terminal asks.
    ///   - source: The profile's command.
    /// - Returns: The password.
    /// - Throws: A `Complaint` where there is none to be had.
    func secret(prompt: String, orElse source: ConsoleSettings.PasswordSource? = nil) async throws -> Secret {
        if let passwordFd { return try PasswordOptions.firstLine(of: passwordFd) }
        switch await source?() {
        case .success(let secret): return secret
        case .failure(let error):
            throw Complaint(.notLoggedIn, "The password-command told no password: \(error.title)")
        case nil: return try PasswordOptions.typed(prompt)
        }
    }

    /// Gets a new password: from the descriptor, or twice from the terminal, since it is not seen.
    ///
    /// - Parameter name: Whose it is to be.
    /// - Returns: The password.
    /// - Throws: A `Complaint` where there is none to be had, or the two differ.
    func newSecret(of name: String) throws -> Secret {
        if let passwordFd { return try PasswordOptions.firstLine(of: passwordFd) }
        let secret = try PasswordOptions.typed("New password of \(SafeText(name)): ", orElse: "Use --password-fd.")
        guard try PasswordOptions.typed("Once more: ", orElse: "Use --password-fd.") == secret else {
            throw Complaint(.usage, "The two passwords differ. Nothing was changed.")
        }
        return secret
    }

    private static func typed(
        _ prompt: String,
        orElse remedy: String = "Use --password-fd, or a password-command."
    ) throws -> Secret {
        switch SecretPrompt.ask(prompt) {
        case .typed(let secret) where !secret.isEmpty: return secret
        case .unavailable:
            throw Complaint(
                .noTerminal,
                "There is no terminal to ask for the password on, or none that can be kept from showing it. "
                    + remedy)
        case .interrupted(let signal):
            kill(getpid(), signal)
            throw Complaint(.usage, "No password was typed.")
        case .typed, .gone: throw Complaint(.usage, "No password was typed.")
        }
    }

    /// The longest password that is read, in bytes.
    private static let limit = 64 * 1024

    private static func firstLine(of descriptor: Int32) throws -> Secret {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count <= limit {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Complaint(
                    .usage, "File descriptor \(descriptor) cannot be read: \(String(cString: strerror(errno))).")
            }
            if count == 0 || byte == UInt8(ascii: "\n") { break }
            line.append(byte)
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty, line.count <= limit, let text = String(validating: line, as: UTF8.self) else {
            throw Complaint(.usage, "There is no password in the first line of file descriptor \(descriptor).")
        }
        return Secret(text)
    }
}
