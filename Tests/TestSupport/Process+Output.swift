package import Foundation

/// A tool that did not do what a test needs.
package struct ToolFailure: Error {
    package let words: String
}

extension Process {
    /// Runs a tool to its end.
    package static func run(_ tool: String, _ arguments: [String], in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ToolFailure(words: "\(tool) ended with \(process.terminationStatus)")
        }
    }

    /// Runs a tool to its end on a thread of its own.
    ///
    /// - Parameters:
    ///   - tool: Where it is.
    ///   - arguments: What it is told.
    ///   - folder: Where it runs.
    ///   - environment: What it finds in its environment besides what this process has.
    /// - Returns: What it said, and in a last line how it ended.
    /// - Throws: What keeps it from starting.
    package static func words(
        of tool: String,
        _ arguments: [String],
        in folder: URL,
        environment: [String: String] = [:]
    ) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        process.executableURL = URL(filePath: tool)
                        process.arguments = arguments
                        process.currentDirectoryURL = folder
                        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
                        let pipe = Pipe()
                        process.standardInput = FileHandle.nullDevice
                        process.standardOutput = pipe
                        process.standardError = pipe
                        try process.run()
                        let words = pipe.fileHandleForReading.readDataToEndOfFile()
                        process.waitUntilExit()
                        return String(decoding: words, as: UTF8.self) + "\nended with \(process.terminationStatus)\n"
                    })
            }
        }
    }

    /// Starts the tool, and returns all it printed once it has printed a line with the given words.
    @discardableResult
    package func run(until words: String) throws -> String {
        let pipe = Pipe()
        standardInput = FileHandle.nullDevice
        standardOutput = pipe
        standardError = pipe
        try run()
        var printed = ""
        while !printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .contains(where: { $0.contains(words) })
        {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { throw ToolFailure(words: printed) }
            printed += String(decoding: more, as: UTF8.self)
        }
        return printed
    }

    /// Ends the tool, which inherits a signal mask that keeps the politer signals off, and waits for its end.
    package func end() {
        kill(processIdentifier, SIGKILL)
        waitUntilExit()
    }
}
