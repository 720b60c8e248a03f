package import Foundation

/// What is asked for to get a ProCONF token: `getProconfToken(role, room, participantName)`.
package struct ProConfTokenRequest: Hashable, Sendable {
    package var role: String
    package var room: String
    package var participantName: String

    package init(role: String, room: String, participantName: String) {
        self.role = role
        self.room = room
        self.participantName = participantName
    }
}

/// A ProCONF meeting that has ended.
package struct ProConfMeeting: Hashable, Sendable {
    package var room: SafeText

    /// `room_epochSeconds`.
    package var identifier: SafeText
    package var created: Date?
    package var ended: Date?

    package init(room: SafeText, identifier: SafeText, created: Date?, ended: Date?) {
        self.room = room
        self.identifier = identifier
        self.created = created
        self.ended = ended
    }
}

/// What is being kept of an ongoing ProCONF meeting.
package struct ProConfRoomStatus: Hashable, Sendable {
    package var isTranscribing: Bool
    package var isRecording: Bool

    package init(isTranscribing: Bool, isRecording: Bool) {
        self.isTranscribing = isTranscribing
        self.isRecording = isRecording
    }
}

/// One of the deployment's features; the set of names is open.
package struct ProConfFeature: Hashable, Sendable {
    package var name: SafeText
    package var isOn: Bool

    package init(name: SafeText, isOn: Bool) {
        self.name = name
        self.isOn = isOn
    }
}

/// The summary of a meeting: its text from an application server, or where it lies from Admin Control.
package enum ProConfSummary: Hashable, Sendable {
    case text(SafeText)
    case file(meeting: SafeText?, room: SafeText?, location: SafeText)
}
