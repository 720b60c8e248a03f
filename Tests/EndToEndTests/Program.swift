import Foundation
import TestSupport
import Testing

/// The program under test, as it was built beside the tests.
enum Program {
    /// Where `gavel` is.
    static var path: String { BuiltProgram.gavel }

    /// What a program left behind that had no terminal.
    struct Outcome {
        let status: Int32
        let output: String
        let complaint: String
    }

    /// Runs gavel without a terminal until it ends.
    static func run(_ arguments: [String], in home: TemporaryHome) async throws -> Outcome {
        try await run(path, arguments, in: home)
    }

    /// Runs a script without a terminal, in which the program under test is `gavel`.
    static func bash(_ script: String, in home: TemporaryHome) async throws -> Outcome {
        try await run("/bin/bash", ["-c", script], in: home)
    }

    private static func run(_ program: String, _ arguments: [String], in home: TemporaryHome) async throws -> Outcome {
        let outside = try TemporaryHome()
        defer { outside.remove() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        process.environment = home.environment.merging(["PATH": "\(folder):\(home.environment["PATH"] ?? "")"]) { $1 }
        process.currentDirectoryURL = home.folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: try outside.write("", to: "output"))
        process.standardError = FileHandle(forWritingAtPath: try outside.write("", to: "complaint"))
        let status = try await process.runToEnd()
        return Outcome(status: status, output: try outside.read("output"), complaint: try outside.read("complaint"))
    }
}

extension Process {
    /// Starts the process with no signal blocked.
    ///
    /// A child begins with the signals blocked that its parent's thread blocks, and the threads of Dispatch block
    /// nearly all: tmux would not learn that a program has ended, and the program not that it is to end.
    ///
    /// - Throws: Where it cannot be started.
    func start() throws {
        var (none, blocked) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try run()
    }

    /// Runs the process.
    ///
    /// - Returns: Its exit status, or the number of the signal that ended it.
    /// - Throws: Where it cannot be started.
    @discardableResult
    func runToEnd() async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try start()
            } catch {
                terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
