package import Foundation
package import Meetings
package import Stage

/// The stage of a conference that was started or joined here: its page, the meeting in it, and what it was asked for.
package struct StageState: Sendable {
    package var meeting: StageMeeting
    package var page = PageStatus.awaited
    package var live = LiveMeeting()

    /// What was asked of the live object and is not confirmed yet, the oldest first.
    package var pending: [PendingAction] = []

    /// The names of the commands that the live object knows; none before it has told them.
    package var supported: [String] = []

    /// Who is selected in the pane.
    package var selection: LiveSelection?

    /// Whether somebody was selected who has gone.
    var hasSelected = false

    /// Where the selected one stood last among all.
    var selectedPlace = 0

    /// The first row that is shown.
    package var top = 0

    /// Where the page is reached; nil while an address is being made.
    package var address: StageAddress?

    /// Whether its conference is watched for the stage alone.
    var hasOwnWatch = false

    /// When the operator was last called for somebody who knocks.
    var lastKnock: Date?

    /// Whether it has had an address: without any, nobody will ever come in.
    var hasOpened = false
    package var fault: StageFault?

    /// Why the line to the page is broken; nil where it is whole.
    package var lineFault: SafeText?

    /// When the stage was opened.
    package var began: Date

    /// What the lobby was last asked to be: no event tells how it is.
    package var lobbyAskedFor: Bool?

    /// Whether the pictures were last said to be side by side.
    var isTiled = false

    /// The number of the last command.
    var lastNumber = 0

    /// Those who have come in a row, so that they are told of together.
    var arrivals: Arrivals?

    package init(meeting: StageMeeting, began: Date) {
        self.meeting = meeting
        self.began = began
    }
}

/// Something that was asked of the live object, which never says what became of it.
package struct PendingAction: Hashable, Sendable {
    /// How far it has come.
    package enum Standing: Hashable, Sendable {
        /// On its way to the page.
        case sent

        /// The live object has it.
        case handedOver

        /// No event came in time.
        case unconfirmed
    }

    package var action: MeetingAction
    package var number: Int

    /// What it is called, as it was when it was asked for: who it is about may be gone.
    package var title: String
    package var since: Date
    package var standing = Standing.sent

    /// What tells that it was done.
    var expectation: Expectation
}

/// Who is selected among those in the meeting and those who wait to be let in.
package enum LiveSelection: Hashable, Sendable {
    case knocking(ParticipantIdentifier)
    case participant(ParticipantIdentifier)
}

extension StageState {
    /// Everybody who can be selected, in the order in which they are shown.
    package var people: [LiveSelection] {
        live.knocking.map { .knocking($0.id) } + live.participants.map { .participant($0.id) }
    }

    /// The participant that is selected; nil where none is, or a guest who knocks.
    package var selectedParticipant: Participant? {
        guard case .participant(let id) = selection else { return nil }
        return live[id]
    }

    /// The guest who is to be let in or not: the selected one, or else the one who has waited longest.
    package var foremostGuest: KnockingGuest? {
        if case .knocking(let id) = selection, let guest = live.knocking.first(where: { $0.id == id }) { return guest }
        return live.knocking.first
    }

    /// The room's name as it is shown.
    package var room: SafeText { SafeText(meeting.room, limit: 100) }

    /// Whether commands reach the live object.
    package var isConnected: Bool { page == .connected }
}
