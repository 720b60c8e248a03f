import Foundation
import TestSupport
import Testing

/// A `gavel sandbox` of its own.
final class SandboxProcess {
    /// What it prints when it is ready.
    struct Announcement: Decodable {
        let v4h: String
        let proconf: String
        let adminControl: String
        let control: String
        let user: String
        let password: String

        var port: Int? { URLComponents(string: v4h)?.port }
    }

    /// How a process ended.
    enum Ending: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    let announcement: Announcement

    /// The line itself.
    let line: String

    private let process: Process
    private let endings: AsyncStream<Ending>

    /// Starts it, and returns when it has said that it is ready.
    init(
        port: Int = 0,
        conferences: Int = 40,
        tokenLifetime: Int = 300,
        faults: [String] = [],
        options: [String] = [],
        in home: TemporaryHome
    ) async throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments =
            [
                "sandbox", "--port", "\(port)", "--conferences", "\(conferences)", "--token-lifetime",
                "\(tokenLifetime)",
            ] + faults.flatMap { ["--fault", $0] } + options
        process.environment = home.environment
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        let (endings, ended) = AsyncStream.makeStream(of: Ending.self)
        self.endings = endings
        process.terminationHandler = { process in
            let status = process.terminationStatus
            ended.yield(process.terminationReason == .exit ? .exit(status) : .signal(status))
            ended.finish()
        }
        let (chunks, received) = AsyncStream.makeStream(of: Data.self)
        try process.start()
        pipe.fileHandleForReading.readToEnd { data in
            if let data { received.yield(data) } else { received.finish() }
        }
        var text = Data()
        for await chunk in chunks {
            text += chunk
            if text.last == UInt8(ascii: "\n") { break }
        }
        line = String(decoding: text, as: UTF8.self)
        do {
            announcement = try JSONDecoder().decode(Announcement.self, from: text)
        } catch {
            kill(process.processIdentifier, SIGKILL)
            throw error
        }
    }

    /// Sends a signal, and tells how the process ended.
    @discardableResult
    func end(by signal: Int32 = SIGTERM) async -> Ending? {
        if process.isRunning { kill(process.processIdentifier, signal) }
        for await ending in endings { return ending }
        return nil
    }

    /// Runs a sandbox for as long as `body` takes.
    static func with(
        port: Int = 0,
        conferences: Int = 40,
        tokenLifetime: Int = 300,
        faults: [String] = [],
        options: [String] = [],
        in home: TemporaryHome,
        _ body: (SandboxProcess) async throws -> Void
    ) async throws {
        let sandbox = try await SandboxProcess(
            port: port, conferences: conferences, tokenLifetime: tokenLifetime, faults: faults,
            options: options, in: home)
        do {
            try await body(sandbox)
        } catch {
            await sandbox.end(by: SIGKILL)
            throw error
        }
        await sandbox.end(by: SIGKILL)
    }
}
