import TestSupport
import Testing

extension EndToEnd {
    @Suite("Logging in")
    struct LoginTests {
        @Test("a password command logs in by itself, and the login is renewed", .timeLimit(.minutes(10)))
        func passwordCommand() async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(tokenLifetime: 10, in: window.home) { sandbox in
                    let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
                    try window.home.configure(sandbox.profile("ward", passwordCommand: "[cat, \(secret)]"))
                    try await window.startGavel("console")
                    try await window.wait(for: "1 of 40")
                    try await window.wait(for: "renewed ")
                    try await window.press("g", "Enter")
                    try await window.wait(for: "Guest link ready.")
                    try await window.press("y")
                    try await window.wait(for: "The link was sent to the clipboard.")
                    #expect(try await window.clipboard()?.contains("?jwt=") == true)
                }
            }
        }

        @Test(
            "a service that forgot all tokens is logged in to anew, and the operator stands where he stood",
            .timeLimit(.minutes(10)))
        func forgottenTokens() async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(in: window.home) { sandbox in
                    let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
                    try window.home.configure(sandbox.profile("ward", passwordCommand: "[cat, \(secret)]"))
                    try await window.startGavel("console")
                    try await window.wait(for: "1 of 40")
                    try await window.press("Down", "Enter")
                    try await window.wait(for: "First joined")
                    let row = try await window.wait(for: "2 of 40").selectedRow
                    try await sandbox.restart()
                    try await window.press("r")
                    let anew = try await window.wait(for: "The list is up to date again.")
                    #expect(anew.selectedRow == row && !anew.contains("[ Log in ]"), "\(anew)")
                    let logins = try await sandbox.report().calls["login"]
                    #expect(logins == 2)
                    try await window.press("g", "Enter")
                    try await window.wait(for: "Guest link ready.")
                }
            }
        }

        @Test(
            "a service that refuses the tokens it gives is not logged in to again and again", .timeLimit(.minutes(10)))
        func noLoop() async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(in: window.home) { sandbox in
                    let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
                    try window.home.configure(sandbox.profile("ward", passwordCommand: "[cat, \(secret)]"))
                    try await window.startGavel("console")
                    try await window.wait(for: "1 of 40")
                    try await sandbox.addFault("list=401")
                    try await sandbox.addFault("refresh=401")
                    try await window.press("r")
                    try await window.wait(for: "The V4H login has ended.")
                    #expect(try await sandbox.report().calls["login"] == 2)
                    try await sandbox.clearFaults()
                    try await window.type(sandbox.announcement.password)
                    try await window.press("Enter")
                    try await window.wait(until: "the list is fresh") {
                        $0.contains("1 of 40") && $0.contains("as of ") && !$0.contains("[ Log in ]")
                    }
                }
            }
        }

        @Test(
            "a password is typed unseen; a wrong one is refused with advice, and costs nothing else",
            .timeLimit(.minutes(10)))
        func typedPassword() async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(in: window.home) { sandbox in
                    try window.home.configure(sandbox.profile("ward"))
                    try await window.startGavel("console")
                    try await window.wait(for: "Log in to V4H")
                    try await window.type(sandbox.announcement.user)
                    try await window.press("Tab")
                    try await window.type("not the password")
                    let typed = try await window.wait(for: "••••••••••••••••")
                    #expect(!typed.contains("not the password"), "the password is seen:\n\(typed)")
                    try await window.press("Enter")
                    let refused = try await window.wait(for: "Check user name and password")
                    #expect(refused.line(with: "User ")?.contains(sandbox.announcement.user) == true, "\(refused)")
                    #expect(!refused.contains("••••"), "the password was kept:\n\(refused)")

                    // The cursor stands where the right password belongs.
                    try await window.type(sandbox.announcement.password)
                    try await window.press("Enter")
                    try await window.wait(for: "1 of 40")
                }
            }
        }
    }
}

extension SandboxProcess {
    /// A configuration with one profile for this sandbox.
    func profile(_ name: String, passwordCommand: String? = nil) -> String {
        var lines = [
            "profiles:", "  \(name):", "    v4h:", "      url: \(announcement.v4h)",
            "      domain: 127.0.0.1:\(announcement.port ?? 0)",
        ]
        if let passwordCommand {
            lines += ["      user: \(announcement.user)", "      password-command: \(passwordCommand)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
