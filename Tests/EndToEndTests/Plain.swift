import Foundation
import TestSupport
import Testing

/// gavel line by line, on a terminal.
struct Plain {
    let program: TerminalProgram

    /// Everything that was written so far, and typed where it is seen.
    var text: String { TerminalOutput(program.terminal.bytes).text }

    static func with(
        _ arguments: [String] = ["--plain"],
        type: String = "xterm",
        home: TemporaryHome? = nil,
        _ body: (Plain) async throws -> Void
    ) async throws {
        let own = try home ?? TemporaryHome()
        defer { if home == nil { own.remove() } }
        let isDemo = arguments.first?.hasPrefix("-") != false
        try await TerminalProgram.with(
            BuiltProgram.gavel, (isDemo ? ["demo", "--token-lifetime", "3600"] : []) + arguments, type: type,
            environment: own.environment
        ) { try await body(Plain(program: $0)) }
    }

    /// Carries a script out, as from a pipe.
    static func script(
        _ lines: [String],
        _ arguments: [String] = ["demo", "--plain"],
        in home: TemporaryHome
    ) async throws -> Program.Outcome {
        try home.write(lines.joined(separator: "\n") + "\n", to: "script")
        return try await Program.bash("cat script | gavel \(arguments.joined(separator: " "))", in: home)
    }

    /// Waits for texts, one after the other.
    ///
    /// - Parameters:
    ///   - words: The texts.
    ///   - seen: How many characters were there before.
    /// - Throws: `SystemFailure` where one of them does not come.
    func wait(for words: String..., after seen: Int = 0) async throws { try await wait(for: words, after: seen) }

    private func wait(for words: [String], after seen: Int) async throws {
        try await program.terminal.wait(until: "\(words) were written") { bytes in
            var rest = TerminalOutput(bytes).text.dropFirst(seen)
            for word in words {
                guard let found = rest.range(of: word) else { return false }
                rest = rest[found.upperBound...]
            }
            return true
        }
    }

    /// Types a line, and waits for what is said to it.
    func say(_ line: String, _ words: String...) async throws {
        let seen = text.count
        program.terminal.type(line + "\n")
        try await wait(for: words, after: seen)
    }

    /// Presses keys, and waits for what is said to them.
    func press(_ keys: String, _ words: String...) async throws {
        let seen = text.count
        program.terminal.type(keys)
        try await wait(for: words, after: seen)
    }

    /// Types what must not be seen.
    func type(unseen secret: String, _ words: String...) async throws {
        try await program.waitForEcho(isOn: false)
        let seen = text.count
        program.terminal.type(secret + "\n")
        try await wait(for: words, after: seen)
        #expect(!text.contains(secret))
    }

    /// Expects it to have ended without an escape sequence, and the terminal to be as it was.
    func expectLeft(_ cause: SpawnedProcess.Ending.Cause) async throws {
        #expect(try await program.process.end().cause == cause)
        // All that was written has come only with the end of the stream.
        #expect(try await program.leftBehind() == [])
        #expect(!program.terminal.bytes.contains(0x1B))
    }
}

extension TerminalProgram {
    /// Waits until the terminal shows what is typed, or does not.
    func waitForEcho(isOn: Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while terminal.settings?.isCooked != isOn {
            guard ContinuousClock.now < deadline else { throw SystemFailure("the echo stays as it is") }
            // The kernel tells nobody of settings.
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
