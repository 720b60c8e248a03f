import ArgumentParser
import Dispatch
import Foundation
import Sandbox

/// Runs the Sandbox alone, for other programs to speak to.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run a local V4H, ProCONF application server and Admin Control on 127.0.0.1.",
        discussion: """
            When it is ready it prints one line of JSON with its addresses, a user and a password; it then runs until \
            it is interrupted.
            """)

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: UInt16 = 0

    @OptionGroup var world: SandboxOptions

    func run() async throws {
        let sandbox = SandboxServer(configuration: world.configuration(port: port))
        let address = try await sandbox.startOrComplain()
        try announce(address)
        await SandboxCommand.interruption()
        await sandbox.stop()
    }

    /// What a program that starts the Sandbox reads from its first line.
    private struct Announcement: Encodable {
        let v4h: String
        let proconf: String
        let adminControl: String
        let user: String
        let password: String
    }

    private func announce(_ address: SandboxAddress) throws {
        let announcement = Announcement(
            v4h: address.v4h.absoluteString, proconf: address.proconf.absoluteString,
            adminControl: address.adminControl.absoluteString, user: address.user, password: address.password)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        FileHandle.standardOutput.write(try encoder.encode(announcement) + Data("\n".utf8))
    }

    /// Returns when the process is asked to end.
    private static func interruption() async {
        let (signals, ended) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { ended.yield() }
            source.activate()
            return source
        }
        for await _ in signals { break }
        for source in sources { source.cancel() }
    }
}

/// What a Sandbox is like.
struct SandboxOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many conferences it begins with.", valueName: "count"))
    var conferences: Int = 40

    @Option(help: ArgumentHelp("How long an access token is good for.", valueName: "seconds"))
    var tokenLifetime: Int = 300

    func validate() throws {
        guard (0...1_000_000).contains(conferences) else {
            throw ValidationError("--conferences takes a number from 0 to 1000000.")
        }
        guard (1...86_400).contains(tokenLifetime) else {
            throw ValidationError("--token-lifetime takes seconds from 1 to 86400.")
        }
    }

    /// The Sandbox's set-up.
    ///
    /// - Parameter port: The port to listen on; 0 takes a free one.
    /// - Returns: The configuration.
    func configuration(port: UInt16) -> SandboxConfiguration {
        SandboxConfiguration(port: port, conferences: conferences, tokenLifetime: .seconds(tokenLifetime))
    }
}

extension SandboxServer {
    /// Starts the server.
    ///
    /// - Returns: Where it is found.
    /// - Throws: A `Complaint` where it cannot listen.
    func startOrComplain() async throws -> SandboxAddress {
        do {
            return try await start()
        } catch {
            throw Complaint(.unavailable, "The Sandbox did not start: \(error)")
        }
    }
}
