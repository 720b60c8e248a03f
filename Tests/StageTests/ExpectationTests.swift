import Foundation
import Meetings
import Stage
import Testing

@Suite("What confirms an action")
struct ExpectationTests {
    private static let ana = ParticipantIdentifier.known("ana")
    private static let blue = ParticipantIdentifier.known("b")

    private static var meeting: LiveMeeting {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("knockingParticipant", ["participant": ["id": "k", "name": "Zoe"]])
        meeting.take("breakoutRoomsUpdated", .rooms(["main": ["me", "ana", "ben"], "b": ["cem"]]))
        meeting.take("audioMuteStatusChanged", ["muted": false])
        return meeting
    }

    /// What an event says of an action that was asked for before it.
    private func verdict(
        _ action: MeetingAction, _ events: [MeetingEvent], in meeting: LiveMeeting = meeting
    ) -> Stage.Expectation.Verdict? {
        var meeting = meeting
        let expectation = Stage.Expectation(action, in: meeting)
        var verdict: Stage.Expectation.Verdict?
        for event in events {
            meeting.take(event)
            verdict = verdict ?? expectation.verdict(after: event, in: meeting)
        }
        return verdict
    }

    @Test(
        "each action is confirmed by its own event, and by no other",
        arguments: [
            (.mute(ana, .audio), "participantMuted", ["id": "ana", "isMuted": true, "mediaType": "audio"]),
            (.mute(ana, .video), "participantMuted", ["participantId": "ana", "isMuted": true, "mediaType": "video"]),
            (.moderate(.audio, isOn: true), "moderationStatusChanged", ["mediaType": "audio", "enabled": true]),
            (.answerKnocking(.known("k"), isAdmitted: true), "participantJoined", ["id": "z", "displayName": "Zoe"]),
            (.answerKnocking(.known("k"), isAdmitted: true), "participantJoined", ["id": "k", "displayName": "Z."]),
            (.grantModerator(ana), "participantRoleChanged", ["id": "ana", "role": "moderator"]),
            (.kick(ana), "participantKickedOut", ["kicked": ["id": "ana"], "kicker": ["id": "me", "local": true]]),
            (.kick(ana), "participantLeft", ["id": "ana"]),
            (.chat("a b", to: nil), "outgoingMessage", ["message": "a b"]),
            (.chat("a\nb", to: ana), "outgoingMessage", ["message": "a␊b", "privateMessage": true]),
            (.subject("Board"), "subjectChange", ["subject": "Board"]),
            (.startRecording(.file, streamKey: nil), "recordingStatusChanged", ["on": true, "mode": "file"]),
            (.stopRecording(.file), "recordingStatusChanged", ["on": false, "mode": "file"]),
            (.transcribe(isOn: true), "transcribingStatusChanged", ["on": true]),
            (.transcribe(isOn: true), "recordingStatusChanged", ["on": true, "transcription": true]),
            (.addBreakoutRoom("C"), "breakoutRoomsUpdated", .rooms(["main": ["me"], "b": ["cem"], "c": []])),
            (.closeBreakoutRoom(blue), "breakoutRoomsUpdated", ["rooms": .rooms(["main": ["me", "cem"], "b": []])]),
            (.removeBreakoutRoom(.known("b@breakout.meet.test")), "breakoutRoomsUpdated", .rooms(["main": ["me"]])),
            (.send(ana, toRoom: blue), "breakoutRoomsUpdated", .rooms(["main": ["me"], "b": ["ana"]])),
            (.toggleHand, "raiseHandUpdated", ["id": "me", "handRaised": 1]),
            (.toggleOwnAudio, "audioMuteStatusChanged", ["muted": true]),
            (.toggleOwnVideo, "videoMuteStatusChanged", ["muted": false]),
            (.tileView(isOn: true), "tileViewChanged", ["enabled": true]),
            (.videoQuality(720), "videoQualityChanged", ["videoQuality": 720]),
            (.hangUp, "videoConferenceLeft", ["roomName": "r"]), (.hangUp, "readyToClose", [:]),
            (.endForAll, "videoConferenceLeft", [:]),
            (.endForAll, "errorOccurred", ["error": ["name": "conference.destroyed"]]),
            (.command(StageCommand("toggleShareScreen")), "screenSharingStatusChanged", ["on": true]),
        ] as [(MeetingAction, String, JSONValue)])
    func confirmed(action: MeetingAction, name: String, data: JSONValue) {
        let event = MeetingEvent(name, data, at: 30)
        #expect(verdict(action, [event]) == .confirmed)
        #expect(Stage.Expectation(action, in: Self.meeting).canBeConfirmed)
        let others = LiveHostileTests.events.filter { $0 != name }.map { MeetingEvent($0, [:], at: 30) }
        let unrelated = others.filter {
            !["videoConferenceLeft", "readyToClose", "breakoutRoomsUpdated"].contains($0.name)
        }
        #expect(verdict(action, unrelated) == nil)
    }

    @Test(
        "an event of somebody else, of another medium or of the other way confirms nothing",
        arguments: [
            (.mute(ana, .audio), "participantMuted", ["id": "ben", "isMuted": true, "mediaType": "audio"]),
            (.mute(ana, .audio), "participantMuted", ["id": "ana", "isMuted": true, "mediaType": "video"]),
            (.mute(ana, .audio), "participantMuted", ["id": "ana", "isMuted": false, "mediaType": "audio"]),
            (.moderate(.audio, isOn: true), "moderationStatusChanged", ["mediaType": "video", "enabled": true]),
            (.answerKnocking(.known("k"), isAdmitted: true), "participantJoined", ["id": "z", "displayName": "Yan"]),
            (.grantModerator(ana), "participantRoleChanged", ["id": "ben", "role": "moderator"]),
            (.kick(ana), "participantLeft", ["id": "ben"]), (.chat("a", to: nil), "outgoingMessage", ["message": "b"]),
            (.subject("Board"), "subjectChange", ["subject": "Bored"]),
            (.startRecording(.file, streamKey: nil), "recordingStatusChanged", ["on": true, "mode": "local"]),
            (.addBreakoutRoom("C"), "breakoutRoomsUpdated", .rooms(["main": ["me"], "b": ["cem"]])),
            (.closeBreakoutRoom(blue), "breakoutRoomsUpdated", .rooms(["main": ["me"], "b": ["cem"]])),
            (.removeBreakoutRoom(blue), "breakoutRoomsUpdated", .rooms(["main": ["me"], "b": []])),
            (.send(ana, toRoom: blue), "breakoutRoomsUpdated", .rooms(["main": ["me", "ana"], "b": ["cem"]])),
            (.toggleHand, "raiseHandUpdated", ["id": "ana", "handRaised": 1]),
            (.toggleOwnAudio, "audioMuteStatusChanged", ["muted": false]),
            (.tileView(isOn: true), "tileViewChanged", ["enabled": false]),
            (.videoQuality(720), "videoQualityChanged", ["videoQuality": 180]),
            (.endForAll, "errorOccurred", ["error": ["name": "connection.otherError"]]),
            (.answerKnocking(.known("k"), isAdmitted: false), "participantJoined", ["id": "z", "displayName": "Zoe"]),
        ] as [(MeetingAction, String, JSONValue)])
    func unrelated(action: MeetingAction, name: String, data: JSONValue) {
        #expect(verdict(action, [MeetingEvent(name, data, at: 30)]) == nil)
    }

    @Test("a start that failed fails with its error, also where the mode is not told", arguments: [true, false])
    func failures(hasMode: Bool) {
        var data: [String: JSONValue] = ["on": false, "error": "service-unavailable"]
        if hasMode { data["mode"] = "file" }
        let event = MeetingEvent("recordingStatusChanged", .object(data))
        #expect(verdict(.startRecording(.file, streamKey: nil), [event]) == .failed("service-unavailable"))
        let raw = MeetingAction.command(StageCommand("startRecording", [["mode": "file", "shouldShare": true]]))
        #expect(verdict(raw, [event]) == .failed("service-unavailable"))
        #expect((verdict(.startRecording(.local, streamKey: nil), [event]) == nil) == hasMode)
        if !hasMode { #expect(verdict(.transcribe(isOn: true), [event]) == .failed("service-unavailable")) }
    }

    @Test(
        "who leaves can be neither muted nor made a moderator",
        arguments: [MeetingAction.mute(ana, .audio), .grantModerator(ana)])
    func gone(action: MeetingAction) {
        #expect(verdict(action, [MeetingEvent("participantLeft", ["id": "ben"])]) == nil)
        #expect(verdict(action, [MeetingEvent("participantLeft", ["id": "ana"])]) == .failed("Ana has left"))
    }

    @Test("everyone is muted when none is left of those who were not")
    func everyone() {
        func muted(_ id: String, _ isMuted: Bool = true) -> MeetingEvent {
            MeetingEvent("participantMuted", ["id": .string(id), "isMuted": .bool(isMuted), "mediaType": "audio"])
        }
        var meeting = Self.meeting
        #expect(verdict(.muteEveryone(.audio), [muted("me")], in: meeting) == nil)
        #expect(verdict(.muteEveryone(.audio), [muted("ana", false)], in: meeting) == nil)
        #expect(
            verdict(.muteEveryone(.audio), [muted("ana")], in: meeting) == .confirmed, "the first, if none is known")
        meeting.take(muted("ana", false))
        meeting.take(muted("ben", false))
        #expect(verdict(.muteEveryone(.audio), [muted("ana")], in: meeting) == nil)
        #expect(verdict(.muteEveryone(.audio), [muted("ana"), muted("ben")], in: meeting) == .confirmed)
        let left = MeetingEvent("participantLeft", ["id": "ben"])
        #expect(verdict(.muteEveryone(.audio), [left, muted("ana")], in: meeting) == .confirmed)
        #expect(verdict(.muteEveryone(.video), [muted("ana"), muted("ben")], in: meeting) == nil)
    }

    @Test("a guest by the name of somebody who is there is another one")
    func namesake() {
        var meeting = Self.meeting
        meeting.take("participantJoined", ["id": "z0", "displayName": "Zoe"])
        meeting.take("knockingParticipant", ["participant": ["id": "k", "name": "Zoe"]])
        let again = MeetingEvent("participantJoined", ["id": "z0", "displayName": "Zoe"])
        let other = MeetingEvent("participantJoined", ["id": "z1", "displayName": "Zoe"])
        #expect(verdict(.answerKnocking(.known("k"), isAdmitted: true), [again], in: meeting) == nil)
        #expect(verdict(.answerKnocking(.known("k"), isAdmitted: true), [other], in: meeting) == .confirmed)
    }

    @Test("a snapshot shows who is a moderator, has gone or come, and what is moderated")
    func snapshots() {
        var meeting = Self.meeting
        let actions: [MeetingAction] = [
            .grantModerator(Self.ana), .kick(.known("ben")), .answerKnocking(.known("k"), isAdmitted: true),
            .moderate(.audio, isOn: true), .toggleOwnAudio, .chat("x", to: nil), .toggleOwnVideo, .hangUp,
        ]
        let expectations = actions.map { Stage.Expectation($0, in: meeting) }
        #expect(expectations.allSatisfy { $0.verdict(in: meeting) == nil })
        var snapshot = MeetingSnapshot(moment: second(60))
        snapshot.rooms = [
            "rooms": [
                [
                    "isMainRoom": true, "id": "r",
                    "participants": [
                        ["id": "me", "role": "moderator"], ["id": "ana", "role": "moderator"],
                        ["id": "z", "displayName": "Zoe"],
                    ],
                ]
            ]
        ]
        snapshot.isAudioModerated = true
        snapshot.isAudioMuted = true
        meeting.take(snapshot)
        #expect(
            expectations.map { $0.verdict(in: meeting) == .confirmed }
                == [true, true, true, true, true, false, false, false])
    }

    @Test("of some actions nothing ever tells", arguments: MeetingActionTests.all)
    func silent(action: MeetingAction) {
        let expectation = Stage.Expectation(action, in: Self.meeting)
        let isSilent =
            switch action {
            case .lobby, .password, .askToUnmute, .answerKnocking(_, isAdmitted: false): true
            default: false
            }
        #expect(expectation.canBeConfirmed == !isSilent)
        #expect((1...60).contains(expectation.patience))
    }
}
