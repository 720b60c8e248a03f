/// What the meetings in a sandbox's rooms are like.
package struct MeetingConfiguration: Hashable, Sendable {
    /// Who comes to a meeting.
    package var cast: MeetingCast

    /// What stands between those who lead no meeting and the meeting.
    package var door: MeetingDoor

    /// Commands that the deployment lacks, as older ones do.
    package var missingCommands: Set<String>

    /// How many times as fast as in life it is played; more than 0.
    package var pace: Double

    /// Sets the meetings up; every value has a default that suits a demonstration.
    package init(
        cast: MeetingCast = .ward,
        door: MeetingDoor = .open,
        missingCommands: Set<String> = [],
        pace: Double = 1
    ) {
        self.cast = cast
        self.door = door
        self.missingCommands = missingCommands
        self.pace = pace
    }
}

/// How those who lead no meeting get into one; moderators always do at once.
package enum MeetingDoor: Hashable, Sendable {
    /// At once.
    case open

    /// With a password.
    case password(String)

    /// By somebody inside, three of the meeting's seconds after they have knocked, or not at all.
    case lobby(admits: Bool)
}

/// Who comes to a meeting in the sandbox, and behaves how.
package enum MeetingCast: Hashable, Sendable, CustomStringConvertible {
    /// The team of a ward, with its patients and guests.
    case ward

    /// The first three of the ward, who do only what a command has them do.
    case still

    /// So many people, who come within ten seconds.
    case crowd(Int)

    /// People whose names and words would do something to a terminal, a page or a reader, if they were let.
    case hostile

    /// Nobody.
    case empty

    /// The most people that a crowd may have.
    package static let mostPeople = 5_000

    /// Reads `ward`, `still`, `crowd:N`, `hostile` or `empty`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("ward", 1): self = .ward
        case ("still", 1): self = .still
        case ("hostile", 1): self = .hostile
        case ("empty", 1): self = .empty
        case ("crowd", 2):
            guard let count = Int(parts[1]), (1...MeetingCast.mostPeople).contains(count) else { return nil }
            self = .crowd(count)
        default: return nil
        }
    }

    /// The cast as it is read.
    package var description: String {
        switch self {
        case .ward: "ward"
        case .still: "still"
        case .crowd(let count): "crowd:\(count)"
        case .hostile: "hostile"
        case .empty: "empty"
        }
    }
}
