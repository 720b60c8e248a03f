package import Meetings

extension MeetingAction {
    /// What an action does, for the gate that asks before it.
    package enum Harm: Hashable, Sendable {
        case none
        case changesMeeting
        case cannotBeUndone
    }

    /// Removes a breakout room: by its jid, which the live object wants in the place of the id.
    package static func removing(_ room: BreakoutRoom) -> Self { .removeBreakoutRoom(room.jid ?? room.id) }

    package var command: StageCommand { StageCommand("") }
    package var needsModerator: Bool { false }
    package var harm: Harm { .none }
    package func title(in meeting: LiveMeeting) -> String { "" }
    package func reason(against meeting: LiveMeeting) -> String? { nil }
    package init?(name: String, arguments: [JSONValue]) { nil }
}

/// A command of the live object, as the reference documents it.
package struct JitsiCommand: Hashable, Sendable {
    package var name: String
    package var arguments: String
    package var summary: String
    package var needsModerator: Bool
    package var harm: MeetingAction.Harm

    package static let all: [JitsiCommand] = []
    package static func named(_ name: String) -> JitsiCommand? { nil }
}
