package import Meetings
import Services

/// The Guest link pane: a form, and the link that came of it.
package struct GuestLinkState: Sendable {
    package var form: FormState
    package var link: Loadable<MeetingLink> = .notAsked

    /// Whom the link is for: the conference, or the role and room of a ProCONF token.
    package var subject: SafeText?

    /// How people call the subject.
    package var title: SafeText?

    /// What is worth knowing about the answer, such as a room name the service changed.
    package var remark: String?

    static func forGuests() -> GuestLinkState {
        GuestLinkState(
            form: FormState(
                lines: [
                    .init(.name, label: "Name", text: "Guest"),
                    .init(.avatarURL, label: "Avatar", placeholder: "https://… (optional)"),
                ],
                button: "Make link"))
    }

    static func forTokens(roles: [String]) -> GuestLinkState {
        GuestLinkState(
            form: FormState(
                lines: [
                    .init(.role, label: "Role", text: roles.first ?? "owner", choices: roles),
                    .init(.room, label: "Room"),
                    .init(.participantName, label: "Name", text: "Guest"),
                ],
                button: "Get token"))
    }
}
