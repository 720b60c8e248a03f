import Foundation

/// A program on a terminal, both of them a test's own.
///
/// ```swift
/// try await TerminalProgram.with(BuiltProgram.gavel, ["demo"], environment: home.environment) { program in
///     try await program.terminal.wait(for: "1 of 40")
///     program.terminal.type("q")
///     #expect(try await program.process.end().cause == .exit(0))
/// }
/// ```
package struct TerminalProgram: Sendable {
    package let terminal: PseudoTerminal
    package let process: SpawnedProcess
    /// The terminal's settings before the program was started.
    package let settingsBefore: TerminalSettings

    /// Runs a program on a terminal, and kills whatever is left of it when `body` has come to its end.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: What it is called with.
    ///   - type: What it finds as `TERM`; nil for none.
    ///   - environment: Its environment but for that.
    ///   - folder: Where it works.
    ///   - terminal: The terminal, if not a usual one.
    ///   - streams: What its first three descriptors are.
    ///   - ignoring: Signals it finds ignored.
    ///   - body: What to do with it.
    /// - Throws: What `body` throws, and ``SystemFailure`` where it cannot be started.
    package static func with(
        _ program: String,
        _ arguments: [String] = [],
        type: String? = "xterm-256color",
        environment: [String: String],
        folder: String? = nil,
        terminal: PseudoTerminal? = nil,
        streams: [SpawnedProcess.Stream] = [.terminal, .terminal, .terminal],
        ignoring: [Int32] = [],
        _ body: (TerminalProgram) async throws -> Void
    ) async throws {
        let terminal = try terminal ?? PseudoTerminal()
        guard let settings = terminal.settings else { throw SystemFailure("the terminal is closed already") }
        let process = try SpawnedProcess(
            program, arguments, environment: environment.merging(type.map { ["TERM": $0] } ?? [:]) { $1 },
            folder: folder, terminal: terminal.path, streams: streams, ignoring: ignoring)
        do {
            try await body(TerminalProgram(terminal: terminal, process: process, settingsBefore: settings))
        } catch {
            await clear(terminal, process)
            throw error
        }
        await clear(terminal, process)
    }

    private static func clear(_ terminal: PseudoTerminal, _ process: SpawnedProcess) async {
        process.sendToGroup(SIGKILL)
        terminal.resume()
        _ = try? await process.end()
        terminal.hangUp()
    }

    /// What the program has not given back, now that it has ended: nothing, if all is well.
    ///
    /// - Throws: ``SystemFailure`` where somebody else has the terminal open.
    package func leftBehind() async throws -> Set<String> {
        let settings = terminal.settings
        terminal.resume()
        terminal.close()
        try await terminal.waitForEnd()
        var changed = terminal.modes.changed
        if let settings, settings != settingsBefore {
            changed.insert("settings: \(settings) instead of \(settingsBefore)")
        }
        return changed
    }
}
