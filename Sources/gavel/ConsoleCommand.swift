import ArgumentParser
import Console
import Foundation
import Logging
import Terminal

/// Opens the console on a profile's services.
struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Open the console (the default).")

    @Option(help: "The profile to use instead of the configuration's default.")
    var profile: String?

    @OptionGroup var screen: ScreenOptions

    @MainActor
    func run() async throws {
        let place = try screen.place()
        let log = screen.log.startLog()
        do {
            try await run(on: place, log: log)
        } catch let complaint as Complaint {
            Logger(label: "gavel").error("complaint", metadata: ["failure": "\(complaint)"])
            log.finish()
            throw complaint
        }
    }

    @MainActor
    private func run(on place: ConsolePlace, log: LogFile) async throws {
        var configuration = try screen.source.configuration()
        if configuration == nil, profile == nil {
            guard SetUpCommand.canAsk else {
                throw Complaint(
                    .configuration,
                    "\(screen.source.file) does not exist. gavel setup writes it at a terminal, gavel profile add "
                        + "without one; gavel demo --plain needs none.")
            }
            _ = try await SetUp.run(source: screen.source, log: log, isFirst: true)
            configuration = try screen.source.configuration()
        }
        if screen.log.logLevel == nil, let configuration { log.level = configuration.logLevel.level }
        guard let configuration, let profile = try configuration.selected(profile) else {
            if let profile {
                throw Complaint(
                    .configuration,
                    "There is no profile “\(profile)”: \(screen.source.file) does not exist. gavel setup writes it."
                )
            }
            let frontEnd = try screen.frontEnd(on: place, startingWith: nil, log: log)
            try await DemoCommand.open(by: frontEnd, isReadOnly: screen.readOnly, log: log)
            return
        }
        let frontEnd = try screen.frontEnd(
            on: place, startingWith: profile.theme ?? configuration.theme, log: log)
        func settings(of profile: Profile) -> ConsoleSettings {
            var settings = ConsoleSettings(profile: profile)
            if screen.readOnly { settings.isReadOnly = true }
            settings.keys = configuration.keys
            settings.columns = configuration.columns
            settings.clipboard = configuration.clipboard
            settings.notifications = configuration.notifications
            settings.usesMouse = configuration.usesMouse
            // What the command line names is for all of them.
            if screen.theme == nil { settings.theme = profile.theme ?? configuration.theme }
            return settings
        }
        try await ConsoleSession(
            settings: settings(of: profile), profiles: configuration.profiles.map(settings), frontEnd: frontEnd,
            log: log
        ).run()
        try frontEnd.checkEnd()
    }
}

/// What the console's commands have in common.
struct ScreenOptions: ParsableArguments {
    @OptionGroup var source: ConfigurationOptions

    @Option(help: ArgumentHelp("The theme to use instead of the configuration's.", valueName: "name"))
    var theme: String?

    @OptionGroup var log: LogOptions

    @Flag(help: "Refuse everything that would change something on a service.")
    var readOnly = false

    @Flag(
        help: """
            Ask and answer line by line, without a screen: for screen readers, poor lines, and commands from a pipe. \
            A terminal that has no screen, such as TERM=dumb, is used so by itself.
            """)
    var plain = false

    /// Finds where the console can be shown, before anything else is begun, so that without a terminal nothing is touched.
    ///
    /// - Returns: The terminal, still as it was; or that lines have to do.
    /// - Throws: A `Complaint` where there is no terminal, or none that can show a console.
    @MainActor
    func place() throws -> ConsolePlace {
        guard !plain else { return .lines }
        do {
            return .screen(try Terminal())
        } catch .unsuitableTerminal {
            return .lines
        } catch .unavailable {
            throw Complaint(.noTerminal, TerminalError.unavailable.description)
        } catch {
            throw Complaint(.noTerminal, "\(error.description), or use --plain")
        }
    }

    /// Makes what shows the console.
    ///
    /// - Parameters:
    ///   - place: Where it is shown.
    ///   - name: The theme that is used where the command line names none; nil for the one that is used unasked.
    ///   - log: Where standard error goes while a screen is shown.
    /// - Returns: The front end, which shows nothing yet.
    /// - Throws: A `Complaint` where there is no such theme, or its file is wrong.
    @MainActor
    func frontEnd(
        on place: ConsolePlace,
        startingWith name: String?,
        log: LogFile
    ) throws -> any FrontEnd {
        switch place {
        case .screen(let terminal):
            ScreenFrontEnd(
                terminal: terminal, themes: try themes(startingWith: name), errorOutput: log.errorOutput)
        case .lines: LineFrontEnd()
        }
    }

    /// Reads the theme to start with, the one of the command line first.
    ///
    /// - Parameter name: The theme that is used where the command line names none; nil for the one that is used unasked.
    /// - Returns: The theme, which can be changed.
    /// - Throws: A `Complaint` where there is no such theme, or its file is wrong.
    @MainActor
    private func themes(startingWith name: String?) throws -> ThemeInUse {
        do {
            return try ThemeInUse(
                named: theme ?? name ?? Theme.standard.name, in: source.folder, isFixed: theme != nil)
        } catch {
            throw Complaint(.configuration, error.description)
        }
    }
}

extension Configuration {
    /// The profile to use.
    ///
    /// - Parameter name: The name that was asked for, or nil for the default one.
    /// - Returns: Nil where none was asked for and the file has none.
    /// - Throws: A `Complaint` where there is no such profile, or the choice is open.
    func selected(_ name: String?) throws -> Profile? {
        do {
            return try profile(named: name)
        } catch {
            throw Complaint(.configuration, error.description)
        }
    }
}
