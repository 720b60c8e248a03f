import Console
import Meetings
import Store
import Terminal

/// What the operator has written down: how to reach services, and how the console looks.
///
/// The file is `gavel/config.yaml` in `$XDG_CONFIG_HOME`, or in `~/.config` where that is not set. Its reference, with
/// every key, is in README.md under "Configuration"; a test reads that very text.
///
/// A profile needs `v4h` or `proconf`. There is no key for a password or a token: what is asked for in the Session pane
/// or told by a command is never in a file.
struct Configuration: Hashable, Sendable {
    /// In the file's order.
    var profiles: [Profile]

    /// The profile that is used where none is asked for.
    ///
    /// Nil where there are several and the file names none, or where there is none at all.
    var defaultProfile: String?

    /// The theme's name.
    var theme: String

    /// The least that is written to the log.
    var logLevel: LogLevel

    /// The keys of the console's commands.
    var keys: CommandKeys

    /// The columns of the list of conferences.
    var columns: [ColumnChoice]

    /// How something gets onto the operator's clipboard.
    var clipboard = ClipboardWay.usual

    /// Whether the console takes the mouse, which the terminal's own selection has otherwise.
    var usesMouse = false

    /// How the operator is called when something has happened.
    var notifications: Set<NotificationWay> = [.bell]

    /// The file this was read from.
    var file: String
}

extension Configuration {
    /// The profile to use.
    ///
    /// - Parameter name: The name that was asked for, or nil for the default one.
    /// - Returns: Nil where none was asked for and the file has none.
    /// - Throws: `ConfigurationError` where there is no such profile, with the nearest name, or where the choice is open.
    func profile(named name: String?) throws(ConfigurationError) -> Profile? {
        if let profile = profiles.first(where: { $0.name == name ?? defaultProfile }) { return profile }
        let names = profiles.map(\.name)
        guard let name else {
            guard !profiles.isEmpty else { return nil }
            throw ConfigurationError(
                file: file,
                key: "profile",
                reason: "is missing, and there are \(names.count) profiles",
                remedy: "write profile: \(names[0]), or run gavel with --profile \(names[0])"
            )
        }
        throw ConfigurationError(
            file: file,
            key: "profiles",
            reason: "has no “\(name)”",
            remedy: names.nearest(to: name).map { "use --profile \($0)" }
                ?? (names.isEmpty ? "add it there" : "use one of \(names.joined(separator: ", "))")
        )
    }
}
