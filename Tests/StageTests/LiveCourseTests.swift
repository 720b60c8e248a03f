import Foundation
import Meetings
import Stage
import Testing

@Suite("The course of a live meeting")
struct LiveCourseTests {
    @Test("a move to a breakout room keeps the meeting; the people of the room before are no longer seen")
    func moves() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("outgoingMessage", ["message": "hello"])
        meeting.take("videoConferenceLeft", ["roomName": "r"], at: 100)
        #expect(meeting.hasLeft)
        #expect(meeting.ids == ["me"])
        meeting.take("videoConferenceJoined", ["id": "me2", "roomName": "b", "breakoutRoom": true], at: 101)
        #expect(!meeting.hasLeft)
        #expect(meeting.isInBreakoutRoom)
        #expect(meeting.joined == second(0))
        #expect(meeting.ids == ["me2"])
        #expect(meeting.localParticipant?.name == "Mo")
        #expect(meeting.localParticipant?.since == second(0))
        #expect(meeting.chat.count == 1)
        meeting.take("videoConferenceJoined", ["id": "me2", "roomName": "r", "breakoutRoom": false], at: 200)
        #expect(!meeting.isInBreakoutRoom)
    }

    @Test("joining ends the lobby, the password prompt and the problem before it")
    func joining() {
        var meeting = LiveMeeting()
        meeting.take("passwordRequired", [:])
        meeting.take("errorOccurred", ["error": ["name": "conference.connectionError.membersOnly"]])
        meeting.take("errorOccurred", ["name": "connection.droppedError"])
        #expect(meeting.asksForPassword && meeting.isInLobby && meeting.problem != nil && meeting.joined == nil)
        meeting.take("videoConferenceJoined", ["id": "me"], at: 3)
        #expect(!meeting.asksForPassword && !meeting.isInLobby && meeting.problem == nil && meeting.joined == second(3))
    }

    @Test(
        "errors are told in the operator's words, in both shapes of the event",
        arguments: [
            ("conference.connectionError.accessDenied", "You were not let in from the lobby."),
            ("conference.destroyed", "The meeting was ended for everyone."),
            ("conference.max_users", "The meeting is full."),
            ("connection.passwordRequired", "The meeting did not take the token: it is bad, missing or too old."),
            ("new.error", "new.error: a message"),
        ], [false, true])
    func errors(row: (name: String, words: String), isWrapped: Bool) {
        let error: JSONValue = [
            "name": .string(row.name), "message": "a message", "type": "CONFERENCE", "isFatal": true,
        ]
        var meeting = LiveMeeting()
        meeting.isInLobby = true
        meeting.take("errorOccurred", isWrapped ? ["error": error] : error)
        #expect(meeting.problem?.string == row.words)
        #expect(meeting.isInLobby == (row.name != "conference.connectionError.accessDenied"))
    }

    @Test("the lobby and the password are no problems", arguments: [false, true])
    func doors(isWrapped: Bool) {
        for (name, isLobby) in [
            ("conference.connectionError.membersOnly", true), ("conference.passwordRequired", false),
        ] {
            var meeting = LiveMeeting()
            let error: JSONValue = ["name": .string(name), "isFatal": false]
            meeting.take("errorOccurred", isWrapped ? ["error": error] : error)
            #expect(meeting.problem == nil)
            #expect(meeting.isInLobby == isLobby)
            #expect(meeting.asksForPassword == !isLobby)
        }
    }

    @Test("the chat has what comes and what goes; texts to endpoints are none of it")
    func chat() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take(
            "incomingMessage",
            [
                "from": "ana", "nick": "Ana", "message": "hi", "privateMessage": true,
                "stamp": "2026-05-28T20:27:10.250Z",
            ],
            at: 60)
        meeting.take("incomingMessage", ["from": "ben", "message": "ho", "stamp": 1_780_000_050_000], at: 60)
        meeting.take("outgoingMessage", ["message": " all ", "privateMessage": false], at: 61)
        meeting.take("endpointTextMessageReceived", ["data": ["eventData": ["text": "x"]]])
        meeting.take("nonParticipantMessageReceived", ["id": .null, "message": "x"])
        meeting.take("incomingMessage", ["from": "ben", "message": "  "])
        #expect(meeting.chat.map(\.text) == ["hi", "ho", "all"])
        #expect(meeting.chat.map(\.name) == ["Ana", "Ben", "Mo"])
        #expect(meeting.chat.map(\.from?.text) == ["ana", "ben", nil])
        #expect(meeting.chat.map(\.isPrivate) == [true, false, false])
        #expect(meeting.chat.map(\.moment) == [30.25, 50, 61].map { second($0) })
    }

    @Test(
        "a chat line has the time that it was stamped with",
        arguments: [
            ("2026-05-28T20:27:00Z", 1_780_000_020), ("2026-05-28T20:27:00.500Z", 1_780_000_020.5),
            (1_780_000_030_000, 1_780_000_030), ("yesterday", 1_780_000_060), (.null, 1_780_000_060),
            ("1999-01-01T00:00:00Z", 1_780_000_060),
        ] as [(JSONValue, Double)])
    func stamps(stamp: JSONValue, time: Double) {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("incomingMessage", ["from": "ana", "message": "hi", "stamp": stamp], at: 60)
        #expect(abs(meeting.chat[0].moment.timeIntervalSince1970 - time) < 0.001)
    }

    @Test(
        "a recording runs since it was told first, stops, and fails with the reason", arguments: RecordingMode.allCases)
    func recording(mode: RecordingMode) {
        var meeting = LiveMeeting.withAnaAndBen()
        let name = JSONValue.string(mode.rawValue)
        meeting.take("recordingStatusChanged", ["on": true, "mode": name, "transcription": false], at: 10)
        meeting.take("recordingStatusChanged", ["on": true, "mode": name, "transcription": true], at: 20)
        #expect(meeting.recordings == [mode: .running(since: second(10))])
        #expect(meeting.isTranscribing)
        meeting.take("recordingStatusChanged", ["on": false, "mode": name, "error": .null])
        #expect(meeting.recordings.isEmpty)
        meeting.take("recordingStatusChanged", ["on": false, "mode": name, "error": "service-unavailable"])
        #expect(meeting.recordings == [mode: .failed("service-unavailable")])
        meeting.take("recordingStatusChanged", ["on": false, "mode": name, "error": ["message": "busy"]])
        #expect(meeting.recordings == [mode: .failed("busy")])
        meeting.take("recordingStatusChanged", ["on": true, "mode": name], at: 30)
        #expect(meeting.isRecording(mode))
    }

    @Test("transcription, moderation, subject and beginning are followed")
    func state() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("transcribingStatusChanged", ["on": true])
        #expect(meeting.isTranscribing)
        meeting.take("transcribingStatusChanged", ["on": false])
        #expect(!meeting.isTranscribing)
        meeting.take("moderationStatusChanged", ["mediaType": "audio", "enabled": true])
        meeting.take("moderationStatusChanged", ["mediaType": "video", "enabled": true])
        meeting.take("moderationStatusChanged", ["mediaType": "audio", "enabled": false])
        #expect(meeting.moderated == [.video])
        meeting.take("subjectChange", ["subject": "Board"])
        #expect(meeting.subject == "Board")
        meeting.take("subjectChange", ["subject": ""])
        #expect(meeting.subject == nil)
        meeting.take("conferenceCreatedTimestamp", ["timestamp": 1_779_999_000_000])
        #expect(meeting.began == second(-1000))
        meeting.take("readyToClose", [:])
        #expect(meeting.hasLeft)
    }
}
