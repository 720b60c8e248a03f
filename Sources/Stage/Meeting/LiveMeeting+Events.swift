import Meetings

extension LiveMeeting {
    /// Takes what the live object told; what is malformed or unknown changes nothing.
    package mutating func take(_ event: MeetingEvent) {}

    /// Takes what the live object's queries said.
    package mutating func take(_ snapshot: MeetingSnapshot) {}

    /// Takes a guest off the list whose answer was handed over: no event tells of it.
    package mutating func noteAnswered(_ id: ParticipantIdentifier) { knocking.removeAll { $0.id == id } }

    /// Somebody who is here.
    package subscript(_ id: ParticipantIdentifier) -> Participant? { participants.first { $0.id == id } }

    /// Whether this page's participant is a moderator, as far as is known.
    package var isModerator: Bool { local.flatMap { self[$0] }?.role == .moderator }
}
