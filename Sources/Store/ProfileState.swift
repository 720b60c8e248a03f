package import Meetings
package import Services
package import Stage

/// What the console shows and needs of a profile.
package struct ProfileState: Sendable {
    package var name: SafeText

    /// The services it names, with their address as it is shown.
    package var services: [ServiceKind: SafeText]

    /// Where the services' meetings are opened, as far as that is known without a token.
    package var places: [ServiceKind: MeetingPlace]

    /// The colour of its frames and its name; nil for those of the theme.
    package var color: ProfileColor?

    package var isReadOnly: Bool

    /// Whether it names a browser command.
    package var hasBrowser: Bool

    /// Seconds between two refreshes of the list; nil where it is refreshed on demand only.
    package var refreshInterval: Int?

    /// The user names to log in with, where the profile knows them.
    package var users: [ServiceKind: String]

    /// How meetings that are entered are opened in a page; nil where they are opened by their links alone.
    package var stage: StageSettings?

    /// The roles a ProCONF token can be asked for.
    package var roles: [String]

    /// The services the console can log in to by itself, since the profile says who and how.
    package var automaticLogins: Set<ServiceKind>

    /// Whether a login can be remembered, and the form asks for it.
    package var canRemember: Bool

    /// The services whose logins the profile wants to be remembered.
    package var remembered: Set<ServiceKind>

    /// Whether ProCONF is an Admin Control, which asks nobody to log in.
    package var isProConfOpen: Bool

    package init(
        name: SafeText,
        services: [ServiceKind: SafeText],
        places: [ServiceKind: MeetingPlace] = [:],
        color: ProfileColor? = nil,
        isReadOnly: Bool = false,
        hasBrowser: Bool = false,
        refreshInterval: Int? = nil,
        users: [ServiceKind: String] = [:],
        automaticLogins: Set<ServiceKind> = [],
        canRemember: Bool = false,
        remembered: Set<ServiceKind> = [],
        stage: StageSettings? = nil,
        roles: [String] = ["owner", "member"],
        isProConfOpen: Bool = false
    ) {
        self.name = name
        self.services = services
        self.places = places
        self.color = color
        self.isReadOnly = isReadOnly
        self.hasBrowser = hasBrowser
        self.refreshInterval = refreshInterval
        self.users = users
        self.automaticLogins = automaticLogins
        self.canRemember = canRemember
        self.remembered = remembered
        self.stage = stage
        self.roles = roles
        self.isProConfOpen = isProConfOpen
    }
}

/// What the console needs to know of the pages that meetings are opened in.
package struct StageSettings: Hashable, Sendable {
    /// What the forms offer first.
    package var opening: Opening.Way
    package var size: StageSize

    /// This machine as it is reached by SSH, such as `ana@ward.example`; nil where that is not known.
    package var host: String?

    package init(opening: Opening.Way = .stage, size: StageSize = StageSize(), host: String? = nil) {
        self.opening = opening
        self.size = size
        self.host = host
    }
}
