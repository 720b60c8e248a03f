import Foundation
import TestSupport
import Testing

/// A `gavel gateway` of its own.
final class GatewayProcess {
    /// What it prints first where it has a Sandbox of its own.
    struct Announcement: Decodable {
        struct User: Decodable {
            let name: String
            let password: String
            let roles: [String]
        }

        let gateway: String
        let adminControl: String
        let users: [User]
    }

    /// What it says on standard output, and on standard error.
    let output = Watched("")
    let log = Watched("")

    private let process = Process()
    private let ending = Watched<SandboxProcess.Ending?>(nil)

    /// Starts it.
    init(_ arguments: [String], in home: TemporaryHome) throws {
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["gateway"] + arguments
        process.environment = home.environment
        process.standardInput = FileHandle.nullDevice
        let pipes = [(Pipe(), output), (Pipe(), log)]
        process.standardOutput = pipes[0].0
        process.standardError = pipes[1].0
        process.terminationHandler = { [ending] process in
            let status = process.terminationStatus
            ending.update { $0 = process.terminationReason == .exit ? .exit(status) : .signal(status) }
        }
        try process.start()
        for (pipe, text) in pipes {
            pipe.fileHandleForReading.readToEnd { data in
                guard let data else { return }
                text.update { $0 += String(decoding: data, as: UTF8.self) }
            }
        }
    }

    /// Waits until the log says that it listens.
    ///
    /// - Returns: The address.
    func address() async throws -> String {
        let found = await log.wait(seconds: 60) { text in
            text.firstMatch(of: /listening address=(\S+)/).map { String($0.output.1) }
        }
        return try #require(found, "\(log.value)")
    }

    /// Waits until the log says something so often.
    func wait(forLog words: String, times: Int = 1) async throws {
        let found = await log.wait(seconds: 60) { text -> Bool? in
            text.ranges(of: words).count >= times ? true : nil
        }
        try #require(found == true, "no “\(words)”: \(log.value)")
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits until it has ended.
    func end() async -> SandboxProcess.Ending? { await ending.wait(seconds: 60) { $0 } }

    /// Runs a gateway for as long as `body` takes.
    static func with(
        _ arguments: [String],
        in home: TemporaryHome,
        _ body: (GatewayProcess) async throws -> Void
    ) async throws {
        let gateway = try GatewayProcess(arguments, in: home)
        // Not by its number, which may be somebody else's once it has ended.
        defer { if gateway.process.isRunning { gateway.send(SIGKILL) } }
        try await body(gateway)
    }
}
