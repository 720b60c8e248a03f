import ArgumentParser
import Foundation

/// Sets up a profile, question by question.
struct SetUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Set up a profile by answering a few questions.",
        discussion: """
            Each answer is checked at once, the services are asked whether they answer, and the profile is shown \
            before it is written. q, Ctrl-C and Ctrl-D leave everything as it was. No password is written anywhere. \
            gavel without a configuration begins with these questions by itself.
            """)

    @OptionGroup var source: ConfigurationOptions
    @OptionGroup var log: LogOptions

    @MainActor
    func run() async throws {
        guard SetUpCommand.canAsk else {
            throw Complaint(
                .noTerminal,
                "The set-up asks its questions at a terminal. gavel profile add writes a profile without one.")
        }
        // What is wrong in the configuration is told before any question.
        _ = try source.configuration()
        let log = log.startLog()
        defer { log.finish() }
        guard case .written(let name) = try await SetUp.run(source: source, log: log, isFirst: false) else { return }
        complain("gavel --profile \(name) opens the console on it.")
    }

    /// Whether there is a terminal to ask at.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
}
