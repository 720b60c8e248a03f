import Foundation
import Meetings
import Store

/// How it stands with the login to one service.
struct LoginReport: Sendable {
    enum Standing: String, Sendable {
        case loggedIn
        case loggedOut
        case ended
        case open
    }

    let profile: SafeText
    let service: ServiceKind
    let url: SafeText
    var user: SafeText?
    var standing: Standing
    var until: Date?
    var isRenewable = false

    /// Whether calls can be made.
    var isUsable: Bool { standing == .loggedIn || standing == .open }
}

extension Field where Subject == LoginReport {
    /// What is told of a login.
    static var all: [Field] {
        [
            Field("service", "Service", in: .key, "v4h or proconf.") { .text($0.service.rawValue) },
            Field("profile", "Profile", "The profile.") { .text($0.profile.string) },
            Field("user", "User", "Who has logged in; null for who holds an access token.") { FieldValue($0.user) },
            Field(
                "state", "State",
                "loggedIn; loggedOut; ended, where the login could not be renewed; open, where nobody logs in."
            ) { .text($0.standing.rawValue) },
            Field("until", "Token until", "When the access token ends.") { FieldValue($0.until) },
            Field("renewable", "Renewed", "Whether it can be renewed without a password.") { .flag($0.isRenewable) },
            Field("url", "Address", "The service's address.") { .text($0.url.string) },
        ]
    }
}
