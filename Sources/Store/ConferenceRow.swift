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
    package enum Column: String, CaseIterable, Sendable {
        case state
        case identifier
        case room
        case owner
        case created
        case lasted
        case joinPolicy
        case source
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

    package var searchableText: String {
        [
            conference.state.label, conference.id.text, conference.room?.string, conference.name?.string,
            owner?.string, conference.ownerUnit?.string, conference.joinPolicy?.string,
        ].compactMap(\.self).joined(separator: "\n")
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
    package enum Column: String, CaseIterable, Sendable {
        case room
        case identifier
        case created
        case ended
        case lasted
    }

    package var meeting: ProConfMeeting

    package init(_ meeting: ProConfMeeting) { self.meeting = meeting }

    package var id: SafeText { meeting.identifier }

    /// How long it lasted, in seconds.
    package var duration: TimeInterval? {
        guard let created = meeting.created, let ended = meeting.ended else { return nil }
        return max(0, ended.timeIntervalSince(created))
    }

    package var searchableText: String { "\(meeting.room)\n\(meeting.identifier)" }

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
