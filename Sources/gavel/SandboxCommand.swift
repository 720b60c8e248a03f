import ArgumentParser
import Foundation
import Plain
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
        var configuration = world.configuration(port: port)
        configuration.controlPort = configuration.controlPort ?? 0
        let sandbox = SandboxServer(configuration: configuration)
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
        let control: String?
        let user: String
        let password: String
    }

    private func announce(_ address: SandboxAddress) throws {
        let announcement = Announcement(
            v4h: address.v4h.absoluteString, proconf: address.proconf.absoluteString,
            adminControl: address.adminControl.absoluteString, control: address.control?.absoluteString,
            user: address.user, password: address.password)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        FileHandle.standardOutput.write(try encoder.encode(announcement) + Data("\n".utf8))
    }

    /// Returns when the process is asked to end.
    @MainActor
    private static func interruption() async {
        let (signals, ended) = AsyncStream.makeStream(of: Void.self)
        let watch = SignalWatch([SIGINT, SIGTERM, SIGHUP]) { _ in ended.yield() }
        for await _ in signals { break }
        watch.end()
    }
}

/// What a Sandbox is like.
struct SandboxOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many conferences it begins with.", valueName: "count"))
    var conferences: Int = 40

    @Option(help: ArgumentHelp("How long an access token is good for.", valueName: "seconds"))
    var tokenLifetime: Int = 300

    @Option(
        name: .customLong("fault"),
        help: ArgumentHelp(
            "What goes wrong, such as list=503*2; may be given more than once. The README lists all faults.",
            valueName: "rule"),
        transform: SandboxOptions.rule)
    var faults: [FaultRule] = []

    @Option(help: ArgumentHelp("What the lots of faults with %P are drawn from.", valueName: "number"))
    var faultSeed: UInt64 = 1

    @Option(help: ArgumentHelp("The port to order faults on; 0 takes a free one.", valueName: "port"))
    var controlPort: UInt16?

    // A number that begins with a minus is a value here, and no option.
    @Option(
        parsing: .unconditional, help: ArgumentHelp("How far the services' clock is off.", valueName: "seconds"))
    var clockOffset: Int = 0

    @Option(
        help: ArgumentHelp(
            "Who comes to its meetings: ward, still, crowd:N, hostile or empty.", valueName: "cast"),
        transform: SandboxOptions.cast)
    var cast: MeetingCast = .ward

    private static func cast(_ text: String) throws -> MeetingCast {
        guard let cast = MeetingCast(text) else {
            throw ValidationError(
                "--cast takes ward, still, crowd:N with up to \(MeetingCast.mostPeople) people, hostile or empty.")
        }
        return cast
    }

    private static func rule(_ text: String) throws -> FaultRule {
        do {
            return try FaultRule(text)
        } catch {
            throw ValidationError(error.description)
        }
    }

    func validate() throws {
        guard (0...1_000_000).contains(conferences) else {
            throw ValidationError("--conferences takes a number from 0 to 1000000.")
        }
        guard (1...86_400).contains(tokenLifetime) else {
            throw ValidationError("--token-lifetime takes seconds from 1 to 86400.")
        }
        guard (-86_400...86_400).contains(clockOffset) else {
            throw ValidationError("--clock-offset takes seconds from -86400 to 86400.")
        }
    }

    /// The Sandbox's set-up.
    ///
    /// - Parameter port: The port to listen on; 0 takes a free one.
    /// - Returns: The configuration.
    func configuration(port: UInt16) -> SandboxConfiguration {
        let offset = TimeInterval(clockOffset)
        var configuration = SandboxConfiguration(
            port: port, conferences: conferences, tokenLifetime: .seconds(tokenLifetime),
            clock: { Date.now.addingTimeInterval(offset) })
        configuration.faults = faults
        configuration.faultSeed = faultSeed
        configuration.controlPort = controlPort
        configuration.meeting.cast = cast
        return configuration
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
