import Foundation
import Meetings
import Stage

/// What the tests of the stage share.
enum Scene {
    /// A meeting; its token is no JWT unless it is given as one.
    static func meeting(origin: String = "https://meet.example.org", token: String = "token") -> StageMeeting {
        StageMeeting(
            conference: ConferenceIdentifier("conference-1"), origin: origin, room: "room-1", token: Secret(token),
            displayName: "Ana", avatarURL: "https://example.org/ana.png", isModerator: true,
            size: StageSize(width: .pixels(640)))
    }

    /// A token that nobody has signed.
    static func token(expires seconds: Int) -> Secret {
        let payload = Data(#"{"exp":\#(seconds)}"#.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return Secret("e30.\(payload).e30")
    }
}
