package import Foundation
package import Meetings

/// A conference in the list, and where the console knows it from.
package struct ConferenceRow: TableRow, Hashable {
    /// Where a conference is known from.
    package enum Source: String, Sendable {
        /// The service's own list.
        case service
        /// Requested or looked up here; the service's list does not name it.
        case here
    }

    /// The columns of the list.
    package enum Column: String, ListColumn {
        case state
        case identifier
        case room
        case owner
        case created
        case lasted
        case joinPolicy
        case source

        package var names: [String] {
            switch self {
            case .identifier: ["id", "identifier"]
            case .room: ["room", "name"]
            case .joinPolicy: ["may-join", "join-policy", "policy"]
            case .source: ["from", "source"]
            case .state, .owner, .created, .lasted: [rawValue]
            }
        }

        package var rank: Int {
            switch self {
            case .state: 0
            case .room: 1
            case .identifier: 2
            case .owner: 3
            case .created: 4
            case .lasted: 5
            case .joinPolicy: 6
            case .source: 7
            }
        }
    }

    package var conference: Conference
    package var source: Source

    /// The owner as people call it, where the record has a number and the service a name.
    package var owner: SafeText?

    package init(_ conference: Conference, source: Source, organisationNames: [String: SafeText] = [:]) {
        self.conference = conference
        self.source = source
        owner = conference.owner.map { organisationNames[$0.string] ?? $0 }
    }

    package var id: ConferenceIdentifier { conference.id }

    package func texts(in column: Column, _ time: TimeText) -> [String] {
        switch column {
        case .state: [conference.state.label]
        case .identifier: [id.text]
        case .room: [conference.name?.string, conference.roomName].compactMap(\.self)
        case .owner: [owner?.string, conference.ownerUnit?.string].compactMap(\.self)
        case .created: [conference.created.map(time.minute)].compactMap(\.self)
        case .lasted: [conference.duration.map(TimeText.span)].compactMap(\.self)
        case .joinPolicy: [conference.joinPolicy?.string].compactMap(\.self)
        case .source: [source.rawValue]
        }
    }

    package func sortKey(for column: Column) -> SortKey {
        switch column {
        case .state: .number(conference.state.rank)
        case .identifier: .text(id.text)
        // By what the column shows.
        case .room: .words(conference.name?.string ?? conference.roomName)
        case .owner: .words(owner?.string ?? "")
        case .created: .number(conference.created?.timeIntervalSince1970 ?? -.infinity)
        case .lasted: .number(conference.duration ?? -1)
        case .joinPolicy: .text(conference.joinPolicy?.string ?? "")
        case .source: .text(source.rawValue)
        }
    }
}

extension ConferenceState {
    /// Where a state stands when sorted: what goes on now first.
    fileprivate var rank: Double {
        switch self {
        case .started: 0
        case .ready: 1
        case .finished: 2
        case .other: 3
        case .unknown: 4
        }
    }
}

/// A ProCONF meeting in the list: one that has ended, or a room that was asked for by name.
package struct MeetingRow: TableRow, Hashable {
    /// The columns of the list.
    package enum Column: String, ListColumn {
        case room
        case identifier
        case created
        case ended
        case lasted

        package var names: [String] { self == .identifier ? ["meeting", "id", "identifier"] : [rawValue] }

        package var rank: Int {
            switch self {
            case .room: 0
            case .ended: 1
            case .created: 2
            case .lasted: 3
            case .identifier: 4
            }
        }
    }

    package var meeting: ProConfMeeting

    package init(_ meeting: ProConfMeeting) { self.meeting = meeting }

    package var id: SafeText { meeting.identifier }

    /// How long it lasted, in seconds.
    package var duration: TimeInterval? {
        guard let created = meeting.created, let ended = meeting.ended else { return nil }
        return max(0, ended.timeIntervalSince(created))
    }

    package func texts(in column: Column, _ time: TimeText) -> [String] {
        switch column {
        case .room: [meeting.room.string]
        case .identifier: [meeting.identifier.string]
        case .created: [meeting.created.map(time.minute)].compactMap(\.self)
        case .ended: [meeting.ended.map(time.minute)].compactMap(\.self)
        case .lasted: [duration.map(TimeText.span)].compactMap(\.self)
        }
    }

    package func sortKey(for column: Column) -> SortKey {
        switch column {
        case .room: .words(meeting.room.string)
        case .identifier: .text(meeting.identifier.string)
        case .created: .number(meeting.created?.timeIntervalSince1970 ?? .infinity)
        case .ended: .number(meeting.ended?.timeIntervalSince1970 ?? .infinity)
        case .lasted: .number(duration ?? -1)
        }
    }
}
