import Foundation
import Meetings
import Services

/// The way into a meeting that a command got.
struct MeetingPass: Sendable {
    let link: MeetingLink

    /// The conference it is for; nil for a ProCONF room.
    var conference: ConferenceIdentifier?

    /// What to tell the service when leaving, where it gave something.
    var participation: WireText?
}

extension Field where Subject == MeetingPass {
    /// What is told of the way into a meeting.
    static var all: [Field] {
        [
            Field("url", "Link", in: .key, "The address, token included: who has it can come in.") {
                .text($0.link.url.reveal())
            },
            Field("id", "Conference", "The conference; null for a ProCONF room.") { pass in
                pass.conference.map { .text($0.text) } ?? .none
            },
            Field("room", "Room", "The room that the token opens.") { FieldValue($0.link.claims?.room) },
            Field("name", "Name", "Who comes in with it, as the token says.") {
                FieldValue($0.link.claims?.participantName)
            },
            Field("role", "Role", "The role that the token gives.") { FieldValue($0.link.claims?.role) },
            Field("expires", "Good until", "When the token ends.") { FieldValue($0.link.claims?.expires) },
            Field(
                "participation", "Participation", in: .record,
                "What gavel conference leave takes as --participation, where the service gave one."
            ) { pass in pass.participation.map { .text($0.description) } ?? .none },
            Field("token", "Token", in: .document, "The token.") { .text($0.link.token.reveal()) },
        ]
    }
}
