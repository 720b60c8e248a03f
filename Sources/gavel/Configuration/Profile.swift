import Login
import Services
import Store

/// The services of one place, and how the console works with them.
struct Profile: Hashable, Sendable {
    /// Letters, digits, `-`, `_` and `.`, so that it can be part of a file's name.
    var name: String

    /// At least one of the two is there.
    var v4h: Account<V4HDeployment>?
    var proconf: Account<ProConfDeployment>?

    /// How meetings are opened in a page.
    var stage = StagePreferences()

    /// The command that opens a meeting: program and arguments, to which the address is appended.
    ///
    /// Empty where none is set.
    var browser: [String]

    /// Seconds between two readings of the list; nil for never.
    var refreshInterval: Int?

    /// Whether everything that would change something on a service is refused.
    var isReadOnly: Bool

    /// The name of the theme to show it in; nil for the configuration's.
    var theme: String?

    /// The colour of its frames and its name; nil for those of the theme.
    var color: ProfileColor?

    /// A file of PEM certificates to trust besides those of the system.
    var certificateAuthorityFile: String?
}

/// A service, and who logs in to it.
struct Account<Deployment: Hashable & Sendable>: Hashable, Sendable {
    var deployment: Deployment

    /// What the Session pane is filled with.
    var user: String?

    /// The command that tells the password.
    var passwordCommand: PasswordCommand?

    /// Whether the Session pane offers first to remember the login.
    var isRemembered = false
}
