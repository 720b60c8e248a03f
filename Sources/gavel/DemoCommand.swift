import ArgumentParser
import Meetings
import Sandbox
import Services
import Store

/// Opens the console on a Sandbox inside the program: nothing to configure, nothing to break.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Open the console on an embedded Sandbox, logged in.")

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var world: SandboxOptions

    @MainActor
    func run() async throws {
        let place = try screen.place()
        let log = screen.log.startLog()
        let frontEnd = try screen.frontEnd(on: place, startingWith: nil, log: log)
        try await DemoCommand.open(by: frontEnd, isReadOnly: screen.readOnly, log: log, world: world)
    }

    /// Starts a Sandbox, opens the console on it, and stops both.
    ///
    /// - Parameters:
    ///   - frontEnd: How the console is shown.
    ///   - isReadOnly: Whether the console refuses to change anything.
    ///   - log: Where it is written down what happens.
    ///   - world: What the Sandbox is like.
    /// - Throws: A `Complaint` where the Sandbox or the console cannot start.
    @MainActor
    static func open(
        by frontEnd: any FrontEnd,
        isReadOnly: Bool,
        log: LogFile,
        world: SandboxOptions? = nil
    ) async throws {
        let sandbox = SandboxServer(configuration: world?.configuration(port: 0) ?? SandboxConfiguration())
        let address = try await sandbox.startOrComplain()
        let v4h = V4HDeployment(baseURL: address.v4h, domain: address.domain)
        let proconf = ProConfDeployment(server: .applicationServer(address.proconf), domain: address.domain)
        var settings = ConsoleSettings(name: "demo", v4h: v4h, proconf: proconf)
        settings.isReadOnly = isReadOnly
        settings.refreshInterval = 30
        settings.users = [.v4h: address.user, .proconf: address.user]
        let password = Secret(address.password)
        settings.passwords = [.v4h: { .success(password) }, .proconf: { .success(password) }]
        let session = ConsoleSession(settings: settings, frontEnd: frontEnd, log: log)
        do {
            try await session.run()
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
        try frontEnd.checkEnd()
    }
}
