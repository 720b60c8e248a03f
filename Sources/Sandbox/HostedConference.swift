import Foundation

/// A conference as the sandbox keeps it.
struct HostedConference: Sendable {
    /// How far it has come.
    enum State: Sendable, Hashable {
        case ready
        case started
        case finished

        /// A word that no contract names.
        case other(String)

        /// The word on the wire.
        var word: String {
            switch self {
            case .ready: "READY"
            case .started: "STARTED"
            case .finished: "FINISHED"
            case .other(let word): word
            }
        }
    }

    let id: String

    /// The Jitsi room, in lower case.
    let short: String

    /// Counts the conferences; it chooses the form of the record in the mixed vocabulary.
    let number: Int

    var name: String?
    var organisation: OrganisationReference?
    var unit: OrganisationReference?
    var profile: String?
    var skin: String?
    var state: State?
    var created: Date?
    var firstJoined: Date?
    var started: Date?
    var finished: Date?
    var policies = ConferencePolicies()
    var recording: StoredRecording?

    /// Whether nobody can join any more.
    var hasEnded: Bool {
        switch state {
        case .finished, .other: true
        case .ready, .started, nil: finished != nil
        }
    }
}

/// An organisation or a unit as a conference names it: by number, by name, or both.
struct OrganisationReference: Sendable, Hashable {
    var number: Int?
    var name: String
}

/// Who may join and list a conference, and with what passwords.
struct ConferencePolicies: Sendable, Hashable {
    var joinPolicy: String? = "PUBLIC"
    var listPolicy: String? = "PRIVATE"
    var allowedUnits: [String] = []

    /// What an ordinary participant must say to join, where the policy asks for it.
    var joinPassword: String?

    /// What must be said to open the room (`openPwd` of `session-manager-v1`).
    var openPassword: String?
}
