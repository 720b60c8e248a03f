import Foundation
import Meetings
import Services
import Stage
import TestSupport

@testable import Store

extension ParticipantIdentifier {
    static let me = ParticipantIdentifier.made("me")
    static let bruno = ParticipantIdentifier.made("p1")
    static let carla = ParticipantIdentifier.made("p2")
    static let guest = ParticipantIdentifier.made("k1")
    static let room = ParticipantIdentifier.made("r1")

    private static func made(_ text: String) -> ParticipantIdentifier {
        guard let id = ParticipantIdentifier(text) else { preconditionFailure("“\(text)” is no identifier") }
        return id
    }
}

extension ConsoleStory {
    /// A console with the stage of the first conference open: Ana leads it, Bruno speaks, Carla is muted, and there is a
    /// breakout room.
    static func onStage(asModerator: Bool = true) -> ConsoleStory {
        var story = ConsoleStory.atStageDoor(asModerator: asModerator)
        story.pageOpens()
        story.hear("videoConferenceJoined", ["roomName": "cardiologia", "id": "me", "displayName": "Ana"])
        story.hear("participantRoleChanged", ["id": "me", "role": asModerator ? "moderator" : "participant"])
        story.hear("participantJoined", ["id": "p1", "displayName": "Bruno"])
        story.hear("participantMuted", ["id": "p1", "isMuted": false, "mediaType": "audio"])
        story.hear("participantJoined", ["id": "p2", "displayName": "Carla"])
        story.hear("participantMuted", ["participantId": "p2", "isMuted": true, "mediaType": "audio"])
        story.hear(
            "breakoutRoomsUpdated", ["rooms": ["r1": ["id": "r1", "jid": "r1@b", "name": "Side", "participants": [:]]]])
        story.state.stage?.selection = .participant(.bruno)
        story.state.messages = []
        story.forgetEffects()
        return story
    }

    /// A console that has just started or joined the first conference, and waits for its page.
    static func atStageDoor(asModerator: Bool = true) -> ConsoleStory {
        var story = ConsoleStory.loggedIn()
        story.state.profile.stage = StageSettings(host: "ana@ward")
        story.press(asModerator ? .startConference : .joinConference)
        let id = Conference.ready.id
        let order: Order =
            asModerator ? .start(id, name: "Ana", avatarURL: "") : .join(id, name: "Ana", avatarURL: "")
        story.type("Ana")
        story.press(.open)
        let entry = MeetingEntry(
            link: .made("t"), ticket: MeetingTicket(token: Secret("t"), room: "cardiologia", participation: "77"))
        story.answer(order, .entered(id, isModerator: asModerator, .success(entry)))
        let address = StageAddress(
            url: "http://127.0.0.1:48123/stage/secret", secret: Secret("secret"), port: 48_123)
        story.send(.stageOpened(id, .success(address)))
        return story
    }

    /// The page is opened, and its live object knows all commands.
    mutating func pageOpens() {
        send(
            .stage(.page(.loading)), .stage(.page(.connected)),
            .stage(.supports(commands: JitsiCommand.all.map(\.name), events: [])))
    }

    /// The live object raises an event.
    mutating func hear(_ name: String, _ data: JSONValue) {
        send(.stage(.event(MeetingEvent(name: name, data: data, moment: state.now))))
    }

    /// A recording runs, and somebody knocks.
    mutating func recordAndKnock() {
        hear("recordingStatusChanged", ["on": true, "mode": "file"])
        hear("knockingParticipant", ["participant": ["id": "k1", "name": "Davi"]])
        state.messages = []
        forgetEffects()
    }

    /// What was asked of the meeting and is not confirmed.
    var pending: [String] { state.stage?.pending.map(\.title) ?? [] }

    /// The texts of all messages, the oldest first.
    var said: [String] { state.messages.map(\.text) }
}

extension StageCommand {
    /// As it is said behind `jitsi`.
    var spoken: String { "\(name) \(JSONValue.array(arguments).pretty)" }
}
