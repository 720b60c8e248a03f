package import Meetings

/// A meeting as its page is to open it (contract rows `startConference` and `joinConference`).
package struct StageMeeting: Hashable, Sendable {
    package var conference: ConferenceIdentifier

    /// The scheme and the host of the deployment, such as `https://meet.example.org`: where `external_api.js` lies.
    package var origin: String

    /// The Jitsi room.
    package var room: String

    /// What lets one in; it is told to the page over its WebSocket, and stands in no address of gavel's.
    package var token: Secret

    /// Who enters, as the others shall see it.
    package var displayName: String

    /// A picture of who enters, or an empty text.
    package var avatarURL: String

    /// Whether it is entered as moderator.
    package var isModerator: Bool

    /// How much of the page the meeting takes.
    package var size: StageSize

    package init(
        conference: ConferenceIdentifier,
        origin: String,
        room: String,
        token: Secret,
        displayName: String,
        avatarURL: String,
        isModerator: Bool,
        size: StageSize = StageSize()
    ) {
        self.conference = conference
        self.origin = origin
        self.room = room
        self.token = token
        self.displayName = displayName
        self.avatarURL = avatarURL
        self.isModerator = isModerator
        self.size = size
    }
}

/// The width and the height of a meeting in its page.
package struct StageSize: Hashable, Sendable {
    package var width: StageLength
    package var height: StageLength

    package init(width: StageLength = .percent(100), height: StageLength = .percent(100)) {
        self.width = width
        self.height = height
    }
}

/// A length in the page, in pixels or as a share of what there is.
package enum StageLength: Hashable, Sendable, CustomStringConvertible {
    case pixels(Int)
    case percent(Int)

    /// Reads `640`, `640px` or `75%`; nil where it is neither 1 to 100 per cent nor 1 to 16,384 pixels.
    ///
    /// - Parameter text: What was written.
    package init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let share = Int(text.dropLast()), (1...100).contains(share) else { return nil }
            self = .percent(share)
            return
        }
        let digits = text.hasSuffix("px") ? text.dropLast(2) : text[...]
        guard let count = Int(digits), (1...16_384).contains(count) else { return nil }
        self = .pixels(count)
    }

    /// The length as Jitsi and style sheets write it.
    package var description: String {
        switch self {
        case .pixels(let count): "\(count)px"
        case .percent(let share): "\(share)%"
        }
    }
}
