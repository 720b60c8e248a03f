import Foundation
import Meetings
import Store

/// The state of a ProCONF room.
struct RoomReport: Sendable {
    let room: String
    let status: ProConfRoomStatus
}

/// A text about a ProCONF room: what was said so far, or what it came to.
struct RoomText: Sendable {
    let room: String
    var meeting: SafeText?
    var text: SafeText?

    /// Where the text lies, where the service does not send it.
    var location: SafeText?

    /// The text, where there is any.
    var spoken: String? { text.flatMap { $0.isEmpty ? nil : $0.string } }
}

extension RoomText {
    /// What a meeting came to, of the room that was asked about unless the service names another.
    init(room: String, summary: ProConfSummary) {
        switch summary {
        case .text(let text): self.init(room: room, text: text)
        case .file(let meeting, let named, let location):
            self.init(room: named?.string ?? room, meeting: meeting, location: location)
        }
    }
}

extension Field where Subject == RoomReport {
    static var all: [Field] {
        [
            Field("room", "Room", in: .key, "The room.") { .text($0.room) },
            Field("recording", "Recording", "Whether it is being recorded.") { .flag($0.status.isRecording) },
            Field("transcribing", "Transcribing", "Whether it is being transcribed.") {
                .flag($0.status.isTranscribing)
            },
        ]
    }
}

extension Field where Subject == RoomText {
    static var all: [Field] {
        [
            Field("room", "Room", in: .key, "The room.") { .text($0.room) },
            Field("meeting", "Meeting", "The meeting, where the service names it.") { FieldValue($0.meeting) },
            Field("text", "Text", "The text, with its lines.") { FieldValue($0.text) },
            Field("location", "Lies at", "Where the text lies, where the service does not send it.") {
                FieldValue($0.location)
            },
        ]
    }
}

extension Field where Subject == ProConfFeature {
    static var all: [Field] {
        [
            Field("feature", "Feature", in: .key, "The feature's name.") { .text($0.name.string) },
            Field("on", "On", "Whether the deployment offers it.") { .flag($0.isOn) },
        ]
    }
}

extension Field where Subject == ProConfMeeting {
    static var all: [Field] {
        [
            Field("room", "Room", in: .key, "The room.") { .text($0.room.string) },
            Field("id", "Id", rank: MeetingRow.Column.identifier.rank, "The meeting's identifier.") {
                .text($0.identifier.string)
            },
            Field("created", "Created", rank: MeetingRow.Column.created.rank, "When it began.") {
                FieldValue($0.created)
            },
            Field("ended", "Ended", rank: MeetingRow.Column.ended.rank, "When it ended.") { FieldValue($0.ended) },
        ]
    }
}
