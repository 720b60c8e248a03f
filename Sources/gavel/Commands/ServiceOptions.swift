import ArgumentParser
import Foundation

/// Which profile a command works with, and where what happens is written down.
struct ServiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The profile to use instead of the configuration's default.", valueName: "name"),
        completion: .custom { _, _, _ in ServiceOptions.profileNames })
    var profile: String?

    @OptionGroup var source: ConfigurationOptions

    @OptionGroup var log: LogOptions

    @Flag(help: "Refuse everything that would change something on a service.")
    var readOnly = false

    /// Begins the command's work with a profile.
    ///
    /// Nothing is asked of any service yet.
    ///
    /// - Parameter output: How the command tells what it does.
    /// - Returns: The profile's services.
    /// - Throws: A `Complaint` where there is no such profile, or the configuration is wrong.
    func open(_ output: OutputOptions) throws -> CommandSession {
        try CommandSession(profile: profile, source, log, isReadOnly: readOnly, output)
    }

    /// The names of the profiles of the usual configuration, for the shell to complete.
    static var profileNames: [String] {
        let configuration = try? Configuration.load(file: nil, environment: ProcessInfo.processInfo.environment)
        return configuration?.profiles.map(\.name) ?? []
    }
}
