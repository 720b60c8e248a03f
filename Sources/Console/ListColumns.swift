import Meetings
import Store
import Terminal

/// The columns that each list can have.
extension ConferencesPane {
    var conferenceColumns: [TableColumn<ConferenceRow>] {
        let time = scene.time
        return [
            TableColumn(
                column: .state, title: "State", width: 10, rank: 0, sign: { $0.conference.state.sign }
            ) { ($0.conference.state.label, $0.conference.state.role) },
            TableColumn(column: .identifier, title: "Id", width: 11, rank: 3) { ($0.id.text, .value) },
            TableColumn(column: .room, title: "Room", width: 14, stretches: true, rank: 1) { row in
                ((row.conference.name ?? row.conference.room)?.string ?? row.conference.roomName, .value)
            },
            TableColumn(column: .owner, title: "Owner", width: 12, stretches: true, rank: 2) {
                ($0.owner?.string ?? "–", .value)
            },
            TableColumn(column: .created, title: "Created", width: 16, rank: 4) {
                ($0.conference.created.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .lasted, title: "Lasted", width: 7, rank: 5, alignment: .right) {
                ($0.conference.duration.map(TimeText.span) ?? "–", .muted)
            },
            TableColumn(column: .joinPolicy, title: "May join", width: 10, rank: 6) {
                ($0.conference.joinPolicy?.string ?? "–", .muted)
            },
            TableColumn(column: .source, title: "From", width: 7, rank: 7) { ($0.source.rawValue, .muted) },
        ]
    }

    var meetingColumns: [TableColumn<MeetingRow>] {
        let time = scene.time
        return [
            TableColumn(column: .room, title: "Room", width: 18, stretches: true, rank: 0) {
                ($0.meeting.room.string, .value)
            },
            TableColumn(column: .identifier, title: "Meeting", width: 22, stretches: true, rank: 4) {
                ($0.meeting.identifier.string, .muted)
            },
            TableColumn(column: .created, title: "Created", width: 16, rank: 2) {
                ($0.meeting.created.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .ended, title: "Ended", width: 16, rank: 1) {
                ($0.meeting.ended.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .lasted, title: "Lasted", width: 7, rank: 3, alignment: .right) {
                ($0.duration.map(TimeText.span) ?? "–", .muted)
            },
        ]
    }
}

extension ConferenceState {
    /// A sign that tells the state without colour.
    var sign: String {
        switch self {
        case .ready: "○"
        case .started: "●"
        case .finished: "■"
        case .other, .unknown: "?"
        }
    }

    var role: Role {
        switch self {
        case .ready: .stateReady
        case .started: .stateLive
        case .finished: .stateEnded
        case .other, .unknown: .stateUnknown
        }
    }
}
