import Foundation
import TestSupport

/// The real console on a terminal of the test's own, with a server that means harm behind it.
struct HostileConsole {
    let server: HostileServer
    let home: TemporaryHome
    let program: TerminalProgram

    private var terminal: PseudoTerminal { program.terminal }

    /// Where the browser command writes down what it was called with.
    private static let callFile = "browser-call"

    /// Runs the console on a profile of a server's.
    static func with(
        seed: UInt64,
        _ manners: HostileAnswers.Manners,
        _ body: (HostileConsole) async throws -> Void
    ) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await HostileServer.with(seed: seed, manners) { server in
            let browser = try home.write(
                """
                { printf '%s\\n' "$#"; printf '%s\\n' "$@"; } > '\(home.path(callFile)).part'
                mv '\(home.path(callFile)).part' '\(home.path(callFile))'
                """, to: "browser.sh")
            let login = "user: ana, password-command: [echo, demonstration]"
            try home.configure(
                """
                profiles:
                  evil:
                    v4h: { url: "http://127.0.0.1:\(server.port)/v1", domain: meet.example, \(login) }
                    proconf:
                      { application-server: "http://127.0.0.1:\(server.port)/proconf", domain: meet.example, \(login) }
                    browser: [/bin/sh, "\(browser)"]
                    refresh-interval: 0
                """)
            try await TerminalProgram.with(BuiltProgram.gavel, environment: home.environment) { program in
                try await body(HostileConsole(server: server, home: home, program: program))
            }
        }
    }

    /// Presses keys.
    func press(_ keys: String) { terminal.type(keys) }

    /// Presses Escape until nothing lies on the panes any more and nothing is typed into.
    ///
    /// With a key right behind it, it would be another key; so it is pressed again where it was taken for one.
    func escape() async throws {
        var failure: (any Error)?
        let end = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < end {
            let start = terminal.count
            press("\u{1B}")
            try? await terminal.wait(until: "something changes", seconds: 0.5) { $0.count > start }
            do {
                return try await look("the keys of the panes are to be seen", tries: 1) {
                    TerminalOutput($0).text.contains("q Quit")
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Waits until a text is to be seen, having the console paint anew until it is.
    func see(_ text: String) async throws {
        try await look("“\(text)” is to be seen") { TerminalOutput($0).text.contains(text) }
    }

    /// Waits until the browser was called, and tells with which arguments.
    func browserCall() async throws -> [String] {
        let path = home.path(HostileConsole.callFile)
        try await look("the browser was called") { _ in FileManager.default.fileExists(atPath: path) }
        let lines = try home.read(HostileConsole.callFile).split(separator: "\n", omittingEmptySubsequences: false)
        try FileManager.default.removeItem(atPath: path)
        return lines.dropLast().map(String.init)
    }

    var hasCalledBrowser: Bool { FileManager.default.fileExists(atPath: home.path(HostileConsole.callFile)) }

    private func look(
        _ what: String, tries: Int = 10, _ isMet: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws {
        var failure: (any Error)?
        for number in 0..<tries {
            let start = terminal.count
            // Longer each time: a busy machine may need more than a moment for a screen.
            // C-l has the whole screen sent again, so that no text is left out because it stood there before.
            terminal.type("\u{C}")
            do {
                return try await terminal.wait(until: what, seconds: 1 + Double(number)) {
                    isMet(Array($0.dropFirst(start)))
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Leaves the console, and gives everything it has written to the terminal, to the last byte.
    func leave() async throws -> TerminalOutput {
        // C-c, which is taken for what it is in forms, too.
        press("\u{3}")
        _ = try await program.process.end()
        terminal.close()
        try await terminal.waitForEnd()
        return TerminalOutput(terminal.bytes)
    }
}

extension HostileConsole {
    /// Looks at everything that both services have to show, and copies and opens what can be.
    ///
    /// - Returns: What was copied, in order.
    func lookAround() async throws -> [String] {
        let link = "https://meet.example/room?jwt="
        var copied: [String] = []
        try await see("1 of 24")
        press("G")
        try await see("24 of 24")
        press("\u{1B}[H\r")
        try await see("Recording and evidence")
        press("G\u{1B}[6~\u{1B}[6~x")
        try await see(" raw ")
        press("\u{1B}[6~\u{1B}[6~Gx")
        for key in ["o", "O", "o"] { press(key) }
        press("\u{1B}[H2i")
        try await see("Look up a conference")
        press("7\r")
        try await see("Found ")
        press("g\r")
        try await see("Guest link ready.")
        press("y")
        try await see("The link was sent to the clipboard.")
        press("b")
        let call = try await browserCall()
        guard call.count == 2, call[0] == "1", call[1].hasPrefix(link) else {
            throw SystemFailure("the browser was called with \(call)")
        }
        copied.append(call[1])
        press("v")
        try await see("Header and claims")
        press("\u{1B}[6~\u{1B}[6~G")
        try await escape()
        press("2wm")
        try await see("Messages")
        press("G\u{1B}[6~")
        try await escape()
        press("?")
        try await see("To the Session pane")
        try await escape()
        press("2/a")
        try await see(" found ─")
        try await escape()
        press("p")
        try await see("Features of this deployment")
        // Of the twelve some have the same text for an identifier, and are one row then.
        try await see("ended ProCONF meetings · 1 of ")
        press("2\r")
        try await see("Catch-up")
        press("G\u{1B}[6~2g")
        try await see("Get token")
        return copied
    }
}
