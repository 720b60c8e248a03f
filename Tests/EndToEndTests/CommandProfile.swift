import Foundation
import TestSupport
import Testing

/// A home with a profile for a Sandbox, in which commands are run as a script runs them.
struct CommandProfile {
    let home: TemporaryHome
    let sandbox: SandboxProcess

    /// Runs gavel without a terminal.
    func gavel(_ arguments: String...) async throws -> Program.Outcome { try await Program.run(arguments, in: home) }

    /// Runs a script in which the built program is `gavel`.
    func bash(_ script: String) async throws -> Program.Outcome { try await Program.bash(script, in: home) }

    /// The JSON document that a command prints.
    func document(_ arguments: String...) async throws -> Any {
        let outcome = try await Program.run(arguments + ["--json"], in: home)
        try #require(outcome.status == 0, "\(outcome.complaint)")
        return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    }

    /// Requests a conference, and tells its identifier.
    func request(_ name: String = "Night shift") async throws -> String {
        let outcome = try await gavel("conference", "request", "--name", name)
        try #require(outcome.status == 0, "\(outcome.complaint)")
        return outcome.output.trimmingCharacters(in: .newlines)
    }

    /// Writes the profile anew.
    ///
    /// - Parameters:
    ///   - knowsPassword: Whether a password-command tells the password.
    ///   - more: More lines of the profile.
    /// - Throws: Where it cannot be written.
    func configure(knowsPassword: Bool = true, more: [String] = []) throws {
        let there = sandbox.announcement
        let secret = try home.write(there.password + "\n", to: "password")
        let login = ["user: \(there.user)"] + (knowsPassword ? ["password-command: [cat, \(secret)]"] : [])
        let lines =
            ["profiles:", "  ward:", "    v4h:", "      url: \(there.v4h)", "      domain: 127.0.0.1:9"]
            + login.map { "      " + $0 }
            + ["    proconf:", "      application-server: \(there.proconf)", "      domain: 127.0.0.1:9"]
            + login.map { "      " + $0 } + more.map { "    " + $0 }
        try home.configure(lines.joined(separator: "\n") + "\n")
    }

    /// Starts a Sandbox and runs a test in a home whose profile is for it.
    static func with(
        conferences: Int = 12,
        tokenLifetime: Int = 300,
        faults: [String] = [],
        knowsPassword: Bool = true,
        more: [String] = [],
        _ body: (CommandProfile) async throws -> Void
    ) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await SandboxProcess.with(
            conferences: conferences, tokenLifetime: tokenLifetime, faults: faults, in: home
        ) { sandbox in
            let profile = CommandProfile(home: home, sandbox: sandbox)
            try profile.configure(knowsPassword: knowsPassword, more: more)
            try await body(profile)
        }
    }
}
