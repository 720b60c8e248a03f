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
