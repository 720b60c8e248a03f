import Foundation
import TestSupport
import Testing

/// gavel on a terminal of its own.
struct Gavel: Sendable {
    let program: TerminalProgram
    let home: TemporaryHome

    var terminal: PseudoTerminal { program.terminal }
    var process: SpawnedProcess { program.process }

    /// What it is called with where nothing else is said: tokens that outlast the test.
    static let demo = ["demo", "--token-lifetime", "3600"]

    /// Runs it, and kills what is left of it when `body` has come to its end.
    static func with(
        _ arguments: [String] = demo,
        type: String = "xterm-256color",
        home: TemporaryHome? = nil,
        keeping: Int = 8_000_000,
        ignoring: [Int32] = [],
        _ body: (Gavel) async throws -> Void
    ) async throws {
        let own = try home ?? TemporaryHome()
        defer { if home == nil { own.remove() } }
        try await TerminalProgram.with(
            BuiltProgram.gavel, arguments, type: type, environment: own.environment,
            terminal: PseudoTerminal(keeping: keeping), ignoring: ignoring
        ) { program in
            try await body(Gavel(program: program, home: own))
        }
    }

    /// As above, from the moment that the list is seen.
    static func withList(
        type: String = "xterm-256color", ignoring: [Int32] = [], _ body: (Gavel) async throws -> Void
    ) async throws {
        try await with(type: type, ignoring: ignoring) { gavel in
            try await gavel.terminal.wait(for: "1 of 40")
            try await body(gavel)
        }
    }

    /// Has the terminal read no more, and the program write until nothing more goes out.
    func stall() async throws { try await terminal.stall(by: "\u{C}") }

    /// Expects it to end, and to leave nothing of itself on the terminal.
    func expectGivenBack(
        _ cause: SpawnedProcess.Ending.Cause, seconds: Double = 60, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(try await process.end(seconds: seconds).cause == cause, sourceLocation: sourceLocation)
        #expect(try await program.leftBehind() == [], sourceLocation: sourceLocation)
    }
}
