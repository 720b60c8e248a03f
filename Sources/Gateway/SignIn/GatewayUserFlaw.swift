package import Meetings

/// Why there cannot be such a user.
package enum GatewayUserFlaw: Error, Hashable, Sendable {
    /// The name cannot be one. `complaint` is the end of "The user name …", as it is below.
    case name(SafeText, complaint: String)

    /// The password cannot be one, or not be hashed.
    case password(complaint: String)

    /// A role cannot be one.
    case role(SafeText, complaint: String)

    /// A pattern for rooms cannot be one.
    case room(SafeText, complaint: String)

    /// What happened, in one line.
    package var title: String {
        switch self {
        case .name(let name, let complaint): "The user name\(GatewayUserFlaw.quoted(name)) \(complaint)."
        case .password(let complaint): "The password \(complaint)."
        case .role(let role, let complaint): "The role\(GatewayUserFlaw.quoted(role)) \(complaint)."
        case .room(let room, let complaint): "The pattern for rooms\(GatewayUserFlaw.quoted(room)) \(complaint)."
        }
    }

    /// What the operator can do about it.
    package var advice: String {
        switch self {
        case .name: "Choose a name of 1 to 1024 characters that can be shown."
        case .password: "Choose a password of 1 to 1024 characters, without control characters."
        case .role: "Choose a role that Admin Control knows, such as owner or member."
        case .room: "Write a room’s name, with * for any run of characters: * alone, or team-*."
        }
    }

    private static func quoted(_ text: SafeText) -> String { text.isEmpty ? "" : " “\(text)”" }
}
