package import Meetings

/// What tells that an action was done.
package struct Expectation: Hashable, Sendable {
    /// What an event said of it.
    package enum Verdict: Hashable, Sendable {
        case confirmed
        case failed(SafeText)
    }

    package init(_ action: MeetingAction, in meeting: LiveMeeting) {}
    package func verdict(after event: MeetingEvent, in meeting: LiveMeeting) -> Verdict? { nil }
    package func verdict(in meeting: LiveMeeting) -> Verdict? { nil }
    package var canBeConfirmed: Bool { true }
    package var patience: Double { 5 }
}
