/// What is asked for when a conference is requested or changed (contract: "the create body").
///
/// A field that is nil is left to the profile's defaults, and where those have none to the server.
package struct ConferenceDraft: Hashable, Sendable {
    package var name: String?
    package var organisation: String?
    package var organisationUnit: String?
    package var profile: String?
    package var skin: String?
    package var joinPolicy: JoinPolicy?
    package var listPolicy: ListPolicy?

    package init(
        name: String? = nil,
        organisation: String? = nil,
        organisationUnit: String? = nil,
        profile: String? = nil,
        skin: String? = nil,
        joinPolicy: JoinPolicy? = nil,
        listPolicy: ListPolicy? = nil
    ) {
        self.name = name
        self.organisation = organisation
        self.organisationUnit = organisationUnit
        self.profile = profile
        self.skin = skin
        self.joinPolicy = joinPolicy
        self.listPolicy = listPolicy
    }
}

/// Who may join a conference.
package enum JoinPolicy: Hashable, Sendable {
    case everyone
    case organisation
    case organisationUnits([String])
    case restricted
    case password(Secret)

    /// The word on the wire.
    package var word: String {
        switch self {
        case .everyone: "PUBLIC"
        case .organisation: "ORG"
        case .organisationUnits: "ORGUNIT"
        case .restricted: "RESTRICT"
        case .password: "SESSIONPWD"
        }
    }
}

/// Who may see a conference in a list.
///
/// The raw value is the word on the wire.
package enum ListPolicy: String, Hashable, Sendable, CaseIterable {
    case everyone = "PUBLIC"
    case shared = "SHARED"
    case privately = "PRIVATE"
}
