import Foundation
import Sandbox
import TestSupport
import Testing

/// The services for a storm, in the test's process: what they keep is not in gavel's memory.
struct Ward: Sendable {
    let sandbox: SandboxServer
    let address: SandboxAddress
    let home: TemporaryHome

    /// Starts them, with a configuration for gavel, and stops them when `body` has come to its end.
    ///
    /// - Parameters:
    ///   - logsIn: Whether gavel logs in by itself.
    ///   - body: What to do with them.
    /// - Throws: What `body` throws, and where they cannot be started.
    static func with(logsIn: Bool = true, _ body: (Ward) async throws -> Void) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let sandbox = SandboxServer(configuration: SandboxConfiguration(tokenLifetime: .seconds(3600)))
        let address = try await sandbox.start()
        let login = logsIn ? "user: \(address.user)\n        password-command: [echo, \(address.password)]" : ""
        try home.configure(
            """
            profiles:
              ward:
                v4h:
                    url: \(address.v4h)
                    domain: \(address.domain)
                    \(login)
                proconf:
                    application-server: \(address.proconf)
                    domain: \(address.domain)
                    roles: [owner, member]
                    \(login)
                refresh-interval: 5
            """)
        do {
            try await body(Ward(sandbox: sandbox, address: address, home: home))
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }
}

extension Gavel {
    /// Runs it on the services of a storm.
    static func with(
        _ ward: Ward, sign: String = "1 of 40", _ body: (Gavel) async throws -> Void
    ) async throws {
        try await with([], home: ward.home, keeping: 400_000) { gavel in
            try await gavel.terminal.wait(for: sign)
            try await body(gavel)
        }
    }

    /// What the screen shows when it has been painted anew and shows what it should.
    ///
    /// - Parameter words: One of these is waited for.
    /// - Returns: Its text.
    /// - Throws: `SystemFailure` where none of them comes.
    @discardableResult
    func screen(with words: String...) async throws -> String {
        try await terminal.flushToProgram()
        terminal.forget()
        // Behind an Esc it is a key of its own, where a letter would be one with Alt.
        terminal.type("\u{C}")
        try await terminal.wait(until: "a whole frame has one of \(words)") { bytes in
            words.contains { Self.lastFrame(bytes)?.contains($0) == true }
        }
        return Self.lastFrame(terminal.bytes) ?? ""
    }

    /// The text of the last frame that was painted whole.
    private static func lastFrame(_ bytes: [UInt8]) -> String? {
        let clearing = Array("\u{1B}[H\u{1B}[2J".utf8)
        let starts = bytes.indices.reversed().lazy.filter { bytes[$0...].starts(with: clearing) }
        return starts.first.map { TerminalOutput(Array(bytes[$0...])).text }
    }

    /// Brings it back to the list, whatever is on the screen, and proves that it hears and shows what is pressed.
    func expectList() async throws {
        terminal.resize(columns: 120, rows: 40)
        // The end of a paste, and of a string for the terminal.
        terminal.type("\u{1B}[201~\u{1B}\\")
        for _ in 0..<4 {
            terminal.type("\u{1B}")
            try await screen(with: "Help", "Esc ")
        }
        // An answer that comes late may lay something over the list at any time.
        for _ in 0..<10 {
            terminal.type("2?")
            let help = try await screen(with: "To the Session pane", "Esc ")
            terminal.type("\u{1B}")
            let list = try await screen(with: "Quit", "Esc ")
            if help.contains("To the Session pane"), list.contains("Quit") { return }
        }
        throw SystemFailure("the list does not come back, or does not hear what is pressed")
    }

    /// Expects q to end it, and nothing to be left of it.
    func expectQuit() async throws {
        terminal.type("q")
        try await expectGivenBack(.exit(0))
    }
}
