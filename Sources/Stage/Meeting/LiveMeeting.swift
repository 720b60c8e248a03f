package import Foundation
package import Meetings

/// A meeting as its page sees it.
package struct LiveMeeting: Hashable, Sendable {
    /// The most people, knocking guests and chat lines that are kept.
    package static let mostPeople = 2_000
    package static let mostChatLines = 500

    /// When this page's participant has joined; nil before, and while the lobby is waited in.
    ///
    /// It stays through moves between breakout rooms: the elapsed time counts from here.
    package var joined: Date?

    /// When the first of all has entered (`conferenceCreatedTimestamp`); nil where it was not told.
    package var began: Date?

    /// Whether this page's participant is out of every room: at the end, and for a moment between two rooms.
    package var hasLeft = false

    /// Whether this page's participant is in a breakout room.
    package var isInBreakoutRoom = false
    package var local: ParticipantIdentifier?
    package var subject: SafeText?

    /// Everybody in the meeting, the page's own participant first, then in the order in which they came.
    package var participants: [Participant] {
        get { roster.people }
        set { roster = Roster(newValue) }
    }
    var roster = Roster()

    /// Who speaks, even if they are not known yet.
    var dominantSpeaker: ParticipantIdentifier?
    package var knocking: [KnockingGuest] = []
    package var chat: [ChatLine] = []

    /// What is recorded just now, or failed to be.
    package var recordings: [RecordingMode: RecordingStanding] = [:]
    package var isTranscribing = false

    /// Whether speaking and showing need a moderator's leave.
    package var moderated: Set<MeetingMedia> = []
    package var breakoutRooms: [BreakoutRoom] = []

    /// Whether a password is asked for before one gets in.
    package var asksForPassword = false

    /// Whether one waits in the lobby to be let in.
    package var isInLobby = false

    /// The last error that Jitsi told of.
    package var problem: SafeText?

    package init() {}
}

/// Somebody in a meeting.
package struct Participant: Hashable, Sendable, Identifiable {
    package var id: ParticipantIdentifier
    package var name: SafeText
    package var role: ParticipantRole = .unknown

    /// Nil where nothing has said it yet.
    package var isAudioMuted: Bool?
    package var isVideoMuted: Bool?

    /// Since when the hand is raised.
    package var handRaised: Date?
    package var isDominantSpeaker = false
    package var isLocal = false

    /// The room where they are, if it is another than the one of this page.
    package var room: ParticipantIdentifier?

    /// When the page saw them first.
    package var since: Date

    package init(id: ParticipantIdentifier, name: SafeText, since: Date) {
        self.id = id
        self.name = name
        self.since = since
    }
}

/// An identifier that Jitsi gave: of printable ASCII, at most 128 characters; of a participant or of a knocking guest.
package struct ParticipantIdentifier: Hashable, Sendable, Comparable {
    package let text: String

    /// Takes an identifier; nil where it is none.
    package init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        self.text = text
    }

    package static func < (one: Self, other: Self) -> Bool { one.text < other.text }
}

package enum ParticipantRole: String, Hashable, Sendable {
    case moderator
    case participant
    case visitor
    case unknown
}

/// Somebody who waits in the lobby.
package struct KnockingGuest: Hashable, Sendable, Identifiable {
    package var id: ParticipantIdentifier
    package var name: SafeText
    package var since: Date

    package init(id: ParticipantIdentifier, name: SafeText, since: Date) {
        self.id = id
        self.name = name
        self.since = since
    }
}

/// Something that was said in the chat.
package struct ChatLine: Hashable, Sendable {
    /// Nil for one's own.
    package var from: ParticipantIdentifier?
    package var name: SafeText
    package var text: SafeText
    package var isPrivate: Bool
    package var moment: Date

    package init(from: ParticipantIdentifier?, name: SafeText, text: SafeText, isPrivate: Bool, moment: Date) {
        self.from = from
        self.name = name
        self.text = text
        self.isPrivate = isPrivate
        self.moment = moment
    }
}

package enum MeetingMedia: String, Hashable, Sendable, CaseIterable {
    case audio
    case video
}

package enum RecordingMode: String, Hashable, Sendable, CaseIterable {
    case file
    case stream
    case local
}

package enum RecordingStanding: Hashable, Sendable {
    case running(since: Date)
    case failed(SafeText)
}

package struct BreakoutRoom: Hashable, Sendable, Identifiable {
    package var id: ParticipantIdentifier

    /// What `removeBreakoutRoom` wants in the place of the id.
    package var jid: ParticipantIdentifier?
    package var name: SafeText
    package var isMain: Bool

    /// Who is in it, as far as their identifiers were told.
    package var members: Set<ParticipantIdentifier>

    /// How many are in it.
    package var count: Int

    package init(
        id: ParticipantIdentifier,
        jid: ParticipantIdentifier?,
        name: SafeText,
        isMain: Bool,
        count: Int,
        members: Set<ParticipantIdentifier> = []
    ) {
        self.id = id
        self.jid = jid
        self.name = name
        self.isMain = isMain
        self.count = count
        self.members = members
    }
}
