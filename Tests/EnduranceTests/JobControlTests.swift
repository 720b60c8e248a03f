import Foundation
import TestSupport
import Testing

/// A shell that stops gavel and continues it, as an operator does all day.
@Suite("A shell has the terminal meanwhile", .serialized, .timeLimit(.minutes(10)))
struct JobControlTests {
    @Test("Ctrl-Z gives it the terminal as it was, fg takes it again, and q gives it back")
    func stopping() async throws {
        try await Self.withShell { shell in
            try await shell.startGavel()
            let begun = shell.terminal.settings
            for _ in 0..<3 {
                #expect(shell.errorOutputOfJob?.hasSuffix("/gavel.log") == true, "what a library prints is kept")
                shell.terminal.forget()
                shell.terminal.type("\u{1A}")
                try await shell.terminal.wait(for: "Stopped")
                try await shell.expectCooked()
                #expect(shell.errorOutputOfJob?.hasPrefix("/dev/pts/") == true, "complaints are seen again")
                shell.terminal.forget()
                shell.terminal.type("fg\n")
                try await shell.terminal.wait(for: "1 of 40")
                try await shell.terminal.waitForModes(until: "pastes are bracketed again") {
                    $0.isChanged(2004) && $0.isChanged(1049)
                }
                #expect(shell.terminal.settings == begun)
                #expect(shell.terminal.modes.changed.contains("application keypad"))
            }
            shell.terminal.forget()
            shell.terminal.type("q")
            try await shell.terminal.wait(for: "ward$")
            try await shell.expectCooked()
        }
    }

    @Test(
        "a signal ends it while it is stopped, without waiting for fg", arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func killingStopped(signal: Int32) async throws {
        try await Self.withShell { shell in
            try await shell.startGavel()
            shell.terminal.forget()
            shell.terminal.type("\u{1A}")
            try await shell.terminal.wait(for: "Stopped")
            shell.terminal.forget()
            // The shell continues a stopped job that it has sent one of these.
            shell.terminal.type("kill -\(signal) %1; kill -CONT %1; wait %1; echo done: $?\n")
            try await shell.terminal.wait(for: "done: \(128 + signal)")
            try await shell.expectCooked()
        }
    }

    @Test("a terminal that does not read is given back to it by Ctrl-Z too")
    func stoppingBlocked() async throws {
        try await Self.withShell { shell in
            try await shell.startGavel()
            try await shell.terminal.stall(by: "\u{C}")
            shell.terminal.type("\u{1A}")
            try await shell.terminal.flush()
            shell.terminal.resume()
            try await shell.terminal.wait(for: "Stopped")
            try await shell.expectCooked()
            shell.terminal.forget()
            shell.terminal.type("fg\n")
            try await shell.terminal.wait(for: "1 of 40")
            shell.terminal.forget()
            shell.terminal.type("q")
            try await shell.terminal.wait(for: "ward$")
            try await shell.expectCooked()
        }
    }

    private static func withShell(_ body: (TerminalProgram) async throws -> Void) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        // Without its line editor the shell leaves the terminal as it found it while it waits for a line.
        let environment = home.environment.merging(["PS1": "ward$ "]) { $1 }
        try await TerminalProgram.with(
            "/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"], environment: environment
        ) { shell in
            try await shell.terminal.wait(for: "ward$")
            try await body(shell)
        }
    }
}

extension TerminalProgram {
    fileprivate func startGavel() async throws {
        terminal.forget()
        terminal.type("'\(BuiltProgram.gavel)' demo --token-lifetime 3600\n")
        try await terminal.wait(for: "1 of 40")
    }

    /// Where the standard error of the shell's job goes.
    fileprivate var errorOutputOfJob: String? {
        guard let job = process.children.last else { return nil }
        return try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(job)/fd/2")
    }

    /// Expects a terminal as the shell had it before.
    fileprivate func expectCooked() async throws {
        try await terminal.waitForModes(until: "nothing is left on") { $0.changed.isEmpty }
        #expect(terminal.settings == settingsBefore)
    }
}
