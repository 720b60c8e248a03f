import Foundation
import TestSupport
import Testing

@Suite("A test's own terminal", .serialized, .timeLimit(.minutes(10)))
struct HarnessTests {
    private static let environment = ["PATH": "/usr/bin:/bin"]

    @Test("a program has it as its controlling terminal, of the size it was given, with no signal blocked or ignored")
    func controlling() async throws {
        let script =
            "exec 3</dev/tty; stty size; grep -E 'Sig(Blk|Ign)' /proc/self/status; echo group $(ps -o tpgid= -p $$) of $$; read x"
        let terminal = try PseudoTerminal(columns: 81, rows: 23)
        try await TerminalProgram.with(
            "/bin/sh", ["-c", script], environment: Self.environment, terminal: terminal
        ) { program in
            try await terminal.wait(for: "23 81")
            try await terminal.wait(for: "SigBlk:\t0000000000000000")
            // Two signals beyond the usual ones are the C library's own, and ignored by posix_spawn.
            try await terminal.wait(until: "none is ignored") {
                TerminalOutput($0).text.contains(/SigIgn:\t\d{8}[08]0000000\b/)
            }
            let number = program.process.identifier
            try await terminal.wait(for: "group \(number) of \(number)")
            terminal.type("\u{3}")
            #expect(try await program.process.end().cause == .signal(SIGINT))
            #expect(try await program.leftBehind().isEmpty)
        }
    }

    @Test("nothing of a stream is lost, to its very end")
    func wholeStream() async throws {
        try await TerminalProgram.with(
            "/bin/sh", ["-c", "stty -opost; seq 1 200000; printf end"], environment: Self.environment
        ) { program in
            _ = try await program.process.end()
            program.terminal.close()
            try await program.terminal.waitForEnd()
            let expected = (1...200_000).map { "\($0)\n" }.joined() + "end"
            #expect(program.terminal.bytes == Array(expected.utf8))
        }
    }

    @Test("what a program does not give back is told")
    func leftovers() async throws {
        let script =
            #"stty raw; printf '\033[?1049h\033[?25l\033[?2004h\033[?1000;1006h\033=\033[1;38;5;1;44m\033(0x\033[39;22m'"#
        try await TerminalProgram.with("/bin/sh", ["-c", script], environment: Self.environment) { program in
            _ = try await program.process.end()
            let left = try await program.leftBehind()
            let modes: Set = [
                "private mode 1049", "private mode 25", "private mode 2004", "private mode 1000", "private mode 1006",
                "application keypad", "background", "character set",
            ]
            #expect(left.isSuperset(of: modes))
            #expect(left.subtracting(modes).allSatisfy { $0.hasPrefix("settings: ") } && left.count == modes.count + 1)
        }
    }

    @Test("a terminal that is not read blocks the program that writes, and goes on where it stopped")
    func pausing() async throws {
        try await TerminalProgram.with("/bin/sh", ["-c", "read x; seq 1 50000"], environment: Self.environment) {
            program in
            program.terminal.pause()
            program.terminal.type("\n")
            try await program.terminal.flush()
            program.terminal.resume()
            #expect(try await program.process.end().cause == .exit(0))
            try await program.terminal.wait(for: "\n50000")
        }
    }

    @Test("a terminal that is closed hangs up on the program")
    func hangingUp() async throws {
        try await TerminalProgram.with("/bin/sh", ["-c", "echo here; read x"], environment: Self.environment) {
            program in
            try await program.terminal.wait(for: "here")
            program.terminal.hangUp()
            #expect(try await program.process.end().cause == .signal(SIGHUP))
        }
    }

    @Test("what a process uses is told")
    func usage() async throws {
        try await TerminalProgram.with("/bin/sh", ["-c", "echo here; read x"], environment: Self.environment) {
            program in
            try await program.terminal.wait(for: "here")
            let usage = try #require(program.process.usage)
            #expect(usage.resident > 100_000 && usage.anonymous > 10_000 && usage.threads == 1)
            #expect(usage.descriptors == [String](repeating: program.terminal.path, count: 3))
            program.process.send(SIGKILL)
            #expect(try await program.process.end().cause == .signal(SIGKILL))
            #expect(program.process.usage == nil)
        }
    }

    @Test("a text is found in what was written, however it was coloured and placed")
    func output() {
        let output = TerminalOutput(
            Array("\u{1B}[1;1H\u{1B}[1mgu\u{1B}[m\u{1B}(Bavel\u{1B}[2Cx\u{1B}[2b\u{1B}]52;c;YQ==\u{7}\u{1B}[5;5Hy".utf8)
        )
        #expect(output.text == "\nguavel  xxx\ny")
        #expect(output.parts.contains(.string(Array("]52;c;YQ==".utf8))))
    }
}
