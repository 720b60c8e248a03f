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

    package func precedes(_ other: ConferenceRow, by column: Column) -> Bool {
        let left = conference
        let right = other.conference
        return switch column {
        case .state: left.state.rank < right.state.rank
        case .identifier: left.id < right.id
        case .room: left.roomName < right.roomName
        case .owner: (owner?.string ?? "") < (other.owner?.string ?? "")
        case .created: (left.created ?? .distantPast) < (right.created ?? .distantPast)
        case .lasted: (left.duration ?? -1) < (right.duration ?? -1)
        case .joinPolicy: (left.joinPolicy?.string ?? "") < (right.joinPolicy?.string ?? "")
        case .source: source.rawValue < other.source.rawValue
        }
    }
}

extension ConferenceState {
    /// Where a state stands when sorted: what goes on now first.
    fileprivate var rank: Int {
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

    package func precedes(_ other: MeetingRow, by column: Column) -> Bool {
        switch column {
        case .room: meeting.room < other.meeting.room
        case .identifier: meeting.identifier < other.meeting.identifier
        case .created: (meeting.created ?? .distantFuture) < (other.meeting.created ?? .distantFuture)
        case .ended: (meeting.ended ?? .distantFuture) < (other.meeting.ended ?? .distantFuture)
        case .lasted: (duration ?? -1) < (other.duration ?? -1)
        }
    }
}
