import ArgumentParser
import Foundation
import Gateway
import Logging
import PrivateFiles
import Sandbox
import Stage

/// Runs the gateway.
struct RunGateway: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the gateway (the default).",
        discussion: """
            It runs until SIGTERM or SIGINT, answers then what it has accepted, and ends; a second one ends it at once. \
            SIGHUP has it read users and keys again, and open its access log anew. The log is standard error.

            With --sandbox it needs no configuration: a Sandbox of its own is its Admin Control, whose users can sign \
            in, and nothing is read or kept. When it is ready it prints one line of JSON with its address and the users.
            """)

    @Flag(help: "Run it in front of a Sandbox of its own, without a configuration.")
    var sandbox = false

    @Option(help: "The port to listen on instead of the configuration's; 0 takes a free one.")
    var port: UInt16?

    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp(
            "Where browsers reach it, instead of the configuration's public-url; with one it carries stages.",
            valueName: "address"))
    var publicURL: String?

    @OptionGroup var source: GatewayOptions
    @OptionGroup var log: LogOptions
    @OptionGroup(title: "With --sandbox") var world: SandboxOptions

    func validate() throws {
        if sandbox, source.config != nil { throw ValidationError("--sandbox and --config exclude each other.") }
        if let publicURL, MeetingOrigin(publicAddress: publicURL) == nil {
            throw ValidationError(
                "--public-url takes an address without a path, by https or on this machine, such as "
                    + "https://gateway.example.org.")
        }
    }

    @MainActor
    func run() async throws {
        // Who reads the access log may go away.
        signal(SIGPIPE, SIG_IGN)
        let settings = sandbox ? nil : try source.settings()
        let log = StandardErrorLog(level: (self.log.logLevel ?? settings?.logLevel ?? .usual).level)
        log.takeEverything()
        defer { log.finish() }
        if let settings {
            try await run(settings)
        } else {
            try await runWithSandbox()
        }
    }

    @MainActor
    private func run(_ settings: GatewaySettings) async throws {
        var settings = settings
        if let port { settings.gateway.port = port }
        if let publicURL { settings.gateway.publicOrigin = MeetingOrigin(publicAddress: publicURL) }
        try settings.checkStages()
        let credentials = try Complaint.telling { try GatewayCredentials(readFrom: settings.state) }
        let session = GatewaySession(settings, credentials: credentials, readAgainFrom: settings.state)
        try await session.run { _ in }
    }

    @MainActor
    private func runWithSandbox() async throws {
        let sandbox = SandboxServer(configuration: world.configuration(port: 0))
        let place = try await sandbox.startOrComplain()
        var gateway = GatewayConfiguration(adminControl: place.adminControl)
        gateway.objectStore = URL(string: "http://\(place.domain)/summaries/")
        if let port { gateway.port = port }
        gateway.publicOrigin = publicURL.flatMap { MeetingOrigin(publicAddress: $0) }
        // It keeps nothing: the folder is only named.
        let settings = GatewaySettings(gateway: gateway, state: PrivateFolder(path: "/"))
        let users = SandboxUsers(of: place)
        do {
            let credentials = try Complaint.telling { try users.credentials() }
            let session = GatewaySession(settings, credentials: credentials, readAgainFrom: nil)
            try await session.run { address in
                try StandardOutput.writeLine(try Announcement(address, place, users.all).line)
            }
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }
}

/// What a program that starts a gateway with a Sandbox reads from its first line.
private struct Announcement: Encodable {
    let gateway: String
    let adminControl: String
    let control: String?
    let users: [SandboxUsers.User]

    init(_ address: String, _ sandbox: SandboxAddress, _ users: [SandboxUsers.User]) {
        gateway = address
        adminControl = sandbox.adminControl.absoluteString
        control = sandbox.control?.absoluteString
        self.users = users
    }

    /// The line without its end.
    var line: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
