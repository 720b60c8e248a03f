import Meetings
import Store
import Terminal

/// The columns that each list can have.
extension ConferencesPane {
    /// The columns of the conferences, as they were chosen.
    var conferenceColumns: [TableColumn<ConferenceRow>] {
        scene.state.columns.map { choice in
            var column = conferenceColumn(choice.column)
            column.given = choice.width
            return column
        }
    }

    private func conferenceColumn(_ column: ConferenceRow.Column) -> TableColumn<ConferenceRow> {
        let time = scene.time
        return switch column {
        case .state:
            TableColumn(column: column, title: "State", width: 10, sign: { $0.conference.state.sign }) {
                ($0.conference.state.label, $0.conference.state.role)
            }
        case .identifier: TableColumn(column: column, title: "Id", width: 11) { ($0.id.text, .value) }
        case .room:
            TableColumn(column: column, title: "Room", width: 14, stretches: true) { row in
                ((row.conference.name ?? row.conference.room)?.string ?? row.conference.roomName, .value)
            }
        case .owner:
            TableColumn(column: column, title: "Owner", width: 12, stretches: true) {
                ($0.owner?.string ?? "–", .value)
            }
        case .created:
            TableColumn(column: column, title: "Created", width: 16) {
                ($0.conference.created.map(time.minute) ?? "–", .muted)
            }
        case .lasted:
            TableColumn(column: column, title: "Lasted", width: 7, alignment: .right) {
                ($0.conference.duration.map(TimeText.span) ?? "–", .muted)
            }
        case .joinPolicy:
            TableColumn(column: column, title: "May join", width: 10) {
                ($0.conference.joinPolicy?.string ?? "–", .muted)
            }
        case .source: TableColumn(column: column, title: "From", width: 7) { ($0.source.rawValue, .muted) }
        }
    }

    /// The columns of the meetings that ended.
    var meetingColumns: [TableColumn<MeetingRow>] {
        let time = scene.time
        return [
            TableColumn(column: .room, title: "Room", width: 18, stretches: true) {
                ($0.meeting.room.string, .value)
            },
            TableColumn(column: .identifier, title: "Meeting", width: 22, stretches: true) {
                ($0.meeting.identifier.string, .muted)
            },
            TableColumn(column: .created, title: "Created", width: 16) {
                ($0.meeting.created.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .ended, title: "Ended", width: 16) {
                ($0.meeting.ended.map(time.minute) ?? "–", .muted)
            },
            TableColumn(column: .lasted, title: "Lasted", width: 7, alignment: .right) {
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
