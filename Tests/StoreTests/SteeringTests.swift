import Foundation
import Journal
import Meetings
import Stage
import Testing

@testable import Store

@Suite("Steering a meeting")
struct SteeringTests {
    @Test("what is asked for stands there until an event confirms it")
    func confirmed() {
        var story = ConsoleStory.onStage()
        story.press(.mute)
        #expect(story.steered == [StageCommand("muteRemoteParticipant", ["p1", "audio"])])
        #expect(story.pending == ["Mute Bruno"])
        story.send(.stage(.handedOver(1)))
        #expect(story.state.stage?.pending.first?.standing == .handedOver)
        story.hear("participantMuted", ["id": "p2", "isMuted": true, "mediaType": "audio"])
        #expect(story.pending == ["Mute Bruno"])
        story.hear("participantMuted", ["participantId": "p1", "isMuted": true, "mediaType": "audio"])
        #expect(story.pending.isEmpty && story.said.last == "Mute Bruno: done.")
    }

    @Test("where no event comes in time it is said so, and said once")
    func unconfirmed() {
        var story = ConsoleStory.onStage()
        story.press(.mute)
        story.send(.stage(.handedOver(1)))
        for _ in 0..<20 {
            story.wait(1)
            story.send(.ticked)
        }
        #expect(story.said == ["Mute Bruno: asked for, but no event has confirmed it."])
        #expect(story.state.stage?.pending.first?.standing == .unconfirmed)
        for _ in 0..<40 {
            story.wait(1)
            story.send(.ticked)
        }
        #expect(story.pending.isEmpty && story.said.count == 1)
    }

    @Test("an event that comes late still confirms it")
    func late() {
        var story = ConsoleStory.onStage()
        story.press(.mute)
        story.wait(20)
        story.send(.ticked)
        story.hear("participantMuted", ["id": "p1", "isMuted": true, "mediaType": "audio"])
        #expect(story.pending.isEmpty && story.said.last == "Mute Bruno: done.")
    }

    @Test("of what Jitsi never tells, it is said that it was handed over")
    func silent() {
        var story = ConsoleStory.onStage()
        story.press(.lobby)
        #expect(story.steered == [StageCommand("toggleLobby", [true])])
        story.send(.stage(.handedOver(1)))
        #expect(story.pending.isEmpty && story.said.last?.contains("handed over") == true)
        story.press(.lobby)
        #expect(story.steered.last == StageCommand("toggleLobby", [false]))
    }

    @Test("what the page could not hand over has failed, with its reason")
    func notHandedOver() {
        var story = ConsoleStory.onStage()
        story.press(.muteEveryone)
        story.send(.stage(.notHandedOver(1, reason: "the page is not there")))
        #expect(story.pending.isEmpty && story.said.last?.contains("the page is not there") == true)
    }

    @Test("a recording that fails says why")
    func failedRecording() {
        var story = ConsoleStory.onStage()
        story.send(.perform(.startRecording, argument: "file"))
        story.send(.stage(.handedOver(1)))
        story.hear("recordingStatusChanged", ["on": false, "mode": "file", "error": "no recorder is free"])
        #expect(story.pending.isEmpty && story.said.contains { $0.contains("no recorder is free") })
    }

    @Test("who knocks is told with a call, and is admitted by name when they come in")
    func knocking() {
        var story = ConsoleStory.onStage()
        story.hear("knockingParticipant", ["participant": ["id": "k1", "name": "Davi"]])
        #expect(story.said.last == "Davi knocks.")
        #expect(story.effects.contains { if case .notify = $0 { true } else { false } })
        story.press(.admit)
        #expect(story.steered == [StageCommand("answerKnockingParticipant", ["k1", true])])
        story.send(.stage(.handedOver(1)))
        #expect(story.state.stage?.live.knocking.isEmpty == true)
        story.hear("participantJoined", ["id": "p3", "displayName": "Davi"])
        #expect(story.pending.isEmpty && story.said.contains { $0.hasSuffix("Davi: done.") })
    }

    @Test("who knocks again and again is told each time, but calls the operator once in a while")
    func knockingStorm() {
        var story = ConsoleStory.onStage()
        for number in 0..<50 {
            let guest: JSONValue = ["id": .string("k\(number)"), "name": "Davi"]
            story.hear("knockingParticipant", ["participant": guest])
            story.wait(0.1)
        }
        let calls = story.effects.count { if case .notify = $0 { true } else { false } }
        #expect(calls == 1 && story.state.stage?.live.knocking.count == 50)
    }

    @Test("one's own leaving is nobody else's")
    func ownLeaving() {
        var story = ConsoleStory.onStage()
        story.hear("videoConferenceLeft", ["roomName": "cardiologia"])
        #expect(!story.said.contains { $0.hasSuffix(" left.") })
        story = ConsoleStory.onStage()
        story.hear("participantLeft", ["id": "p1"])
        #expect(story.said.last == "Bruno left.")
    }

    @Test("what cannot be undone is not got past its question by odd arguments")
    func oddArguments() {
        for line in ["endConference [1]", "kickParticipant [\"p1\", 1]", "grantModerator []"] {
            var story = ConsoleStory.onStage()
            story.send(.perform(.jitsi, argument: line))
            #expect(story.steered.isEmpty && story.state.overlay == nil, "\(line)")
            #expect(story.said.last?.contains("takes these arguments") == true, "\(line)")
        }
    }

    @Test("whoever is no moderator is told so, by every command that needs one")
    func participant() {
        let commands: [Command] = [.mute, .muteEveryone, .kick, .grantModerator, .subject, .moderateAudio, .endForAll]
        for command in commands {
            var story = ConsoleStory.onStage(asModerator: false)
            story.press(command)
            #expect(story.steered.isEmpty && story.state.overlay == nil, "\(command)")
            #expect(story.said.last == "You are no moderator in this meeting.", "\(command)")
        }
        var story = ConsoleStory.onStage(asModerator: false)
        story.press(.raiseHand)
        #expect(story.steered == [StageCommand("toggleRaiseHand")])
    }

    @Test("a command that this Jitsi does not know is refused, with the nearest that it knows")
    func unknown() {
        var story = ConsoleStory.onStage()
        story.send(.perform(.jitsi, argument: "toggleLoby [true]"))
        #expect(story.steered.isEmpty && story.said.last?.contains("Did you mean toggleLobby?") == true)
        story.send(.stage(.supports(commands: ["hangup"], events: [])))
        story.press(.mute)
        #expect(story.steered.isEmpty && story.said.last?.contains("no command “muteRemoteParticipant”") == true)
    }

    @Test("any command can be said with its arguments as JSON, and is completed from what the live object knows")
    func spoken() {
        var story = ConsoleStory.onStage()
        story.send(.perform(.jitsi, argument: "setFollowMe [true, false]"))
        #expect(story.steered.last == StageCommand("setFollowMe", [true, false]))
        story.send(.perform(.jitsi, argument: "setTileView true"))
        #expect(story.steered.last == StageCommand("setTileView", [true]))
        story.send(.perform(.jitsi, argument: "setTileView [tru"))
        #expect(story.said.last?.contains("is no JSON") == true)
        let lines = story.state.candidates(for: "jitsi toggleL").map(\.line)
        #expect(lines.first == "jitsi toggleLobby")
        #expect(story.state.candidates(for: "mute br").map(\.line) == ["mute Bruno"])
    }

    @Test("people are named as they are called, and two of one name are not confused")
    func names() {
        var story = ConsoleStory.onStage()
        story.send(.perform(.mute, argument: "bruno"))
        #expect(story.steered == [StageCommand("muteRemoteParticipant", ["p1", "audio"])])
        story.hear("participantJoined", ["id": "p9", "displayName": "Bruno"])
        story.send(.perform(.kick, argument: "Bruno"))
        #expect(story.question == nil && story.said.last?.contains("2 people are called so") == true)
        story.send(.perform(.kick, argument: "Zoe"))
        #expect(story.said.last == "Nobody here is called “Zoe”.")
    }

    @Test("a chat, a subject and a password are typed in a form; the password is in no state that can be seen")
    func forms() throws {
        var story = ConsoleStory.onStage()
        story.press(.chat)
        story.type("hello all")
        story.press(.open)
        #expect(story.steered == [StageCommand("sendChatMessage", ["hello all"])])
        story.press(.meetingPassword)
        story.type("hunter2")
        #expect(!"\(story.state)".contains("hunter2"))
        story.press(.open)
        #expect(story.steered.last == StageCommand("password", ["hunter2"]))
        #expect(!story.said.joined().contains("hunter2") && !story.pending.joined().contains("hunter2"))
        story.press(.subject)
        #expect(story.prompt?.title == "The meeting's subject")
        story.press(.open)
        #expect(story.prompt?.form.lines.first?.field.problem == "is empty")
    }

    @Test("what was done in the meeting is written down, but not what was said there")
    func journal() throws {
        var story = ConsoleStory.onStage()
        story.press(.mute)
        story.hear("participantMuted", ["id": "p1", "isMuted": true, "mediaType": "audio"])
        story.send(.perform(.chat, argument: "the patient in bed 4"))
        story.send(.stage(.handedOver(2)))
        story.hear("outgoingMessage", ["message": "the patient in bed 4", "privateMessage": false])
        let entries = story.effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
        #expect(entries.map(\.action.string) == ["mute", "chat"])
        #expect(entries.first?.words?.string == "Mute Bruno" && entries.first?.outcome == .done)
        #expect(!entries.contains { $0.words?.string.contains("bed 4") == true })
    }
}
