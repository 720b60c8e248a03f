import Foundation
import Meetings
import Stage
import TestSupport
import Testing

@Suite("A live meeting that is lied to")
struct LiveHostileTests {
    /// Every event of the reference's section 4 with a member that gavel reads.
    static let events = [
        "videoConferenceJoined", "videoConferenceLeft", "readyToClose", "conferenceCreatedTimestamp",
        "passwordRequired", "errorOccurred", "subjectChange", "participantJoined", "participantLeft",
        "participantKickedOut", "participantRoleChanged", "displayNameChange", "dominantSpeakerChanged",
        "raiseHandUpdated", "knockingParticipant", "breakoutRoomsUpdated", "audioMuteStatusChanged",
        "videoMuteStatusChanged", "participantMuted", "moderationStatusChanged", "incomingMessage", "outgoingMessage",
        "recordingStatusChanged", "transcribingStatusChanged", "log", "", "noSuchEvent",
    ]

    static let members = [
        "id", "participantId", "displayName", "displayname", "name", "participant", "kicked", "kicker", "role",
        "handRaised", "isMuted", "mediaType", "muted", "enabled", "on", "mode", "error", "transcription", "message",
        "from", "nick", "stamp", "privateMessage", "subject", "timestamp", "rooms", "breakoutRoom", "visitor",
    ]

    static let values: [JSONValue] = [
        .null, true, .integer(.max), .integer(.min), .number(.infinity), .number(.nan), .number(-1e308), "", " ",
        "\u{0}",
        "ana", "me", "two words", .string(String(repeating: "x", count: 100_000)), [], [[]], ["ana"], [:],
        ["id": "ana"], ["id": 3], ["id": ["id": "ana"]], ["name": .null], ["participants": ["x": .null]],
        .string(String(repeating: "a\u{0301}", count: 3_000)),
    ]

    @Test("no event can break it, whatever stands in its members", arguments: events)
    func everything(name: String) {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("knockingParticipant", ["participant": ["id": "k", "name": "Zoe"]])
        let expectations = MeetingActionTests.all.map { Stage.Expectation($0, in: meeting) }
        for value in LiveHostileTests.values {
            var events = [MeetingEvent(name, value)]
            for member in LiveHostileTests.members { events.append(MeetingEvent(name, .object([member: value]))) }
            events.append(
                MeetingEvent(
                    name, .object(Dictionary(uniqueKeysWithValues: LiveHostileTests.members.map { ($0, value) }))))
            for event in events {
                meeting.take(event)
                for expectation in expectations { _ = expectation.verdict(after: event, in: meeting) }
            }
            var snapshot = MeetingSnapshot(moment: second(1))
            snapshot.rooms = value
            snapshot.participants = ["rooms": value]
            meeting.take(snapshot)
        }
        for person in meeting.participants {
            #expect(person.name.string.unicodeScalars.count <= 130)
            #expect(meeting[person.id] == person)
        }
        #expect(meeting.participants.filter(\.isLocal).count <= 1)
        #expect(meeting.chat.allSatisfy { $0.text.string.unicodeScalars.count <= 2_010 })
        for action in MeetingActionTests.all { _ = (action.title(in: meeting), action.reason(against: meeting)) }
    }

    @Test("events of the wrong types change nothing", arguments: events.dropFirst(3))
    func wrongTypes(name: String) {
        // These say everything by their name.
        guard name != "passwordRequired" else { return }
        var meeting = LiveMeeting.withAnaAndBen()
        let before = meeting
        for value in [.null, .integer(7), [1, 2], ["id": ["ana"]]] as [JSONValue] {
            let members = LiveHostileTests.members.filter { $0 != "handRaised" && $0 != "timestamp" && $0 != "error" }
            let object = JSONValue.object(Dictionary(uniqueKeysWithValues: members.map { ($0, value) }))
            meeting.take(name, name == "breakoutRoomsUpdated" ? ["rooms": value] : object)
            if value != ["id": ["ana"]] { meeting.take(name, value) }
        }
        #expect(meeting == before)
    }

    @Test("identifiers that are none are nobody's", arguments: ["", "two words", "ähm", "\u{1B}[2J", "a\u{0}"])
    func identifiers(id: String) {
        var meeting = LiveMeeting.withAnaAndBen()
        let before = meeting
        meeting.take("participantJoined", ["id": .string(id), "displayName": "X"])
        meeting.take("knockingParticipant", ["participant": ["id": .string(id), "name": "X"]])
        meeting.take("participantLeft", ["id": .string(id)])
        #expect(meeting == before)
    }

    @Test("there are at most 2,000 people, guests and 500 chat lines")
    func caps() {
        var meeting = LiveMeeting.withAnaAndBen()
        for number in 0..<2_500 {
            meeting.take("participantJoined", ["id": .string("p\(number)"), "displayName": "P"])
            meeting.take("knockingParticipant", ["participant": ["id": .string("k\(number)"), "name": "K"]])
            meeting.take("incomingMessage", ["from": "ana", "message": .string("\(number)")])
        }
        #expect(meeting.participants.count == LiveMeeting.mostPeople)
        #expect(meeting.knocking.count == LiveMeeting.mostPeople)
        #expect(meeting.chat.count == LiveMeeting.mostChatLines)
        #expect(meeting.chat.last?.text == "2499")
        #expect(meeting.ids.first == "me")
        let rooms: JSONValue = ["rooms": .rooms(["main": ["me"], "b": (0..<3_000).map { "q\($0)" }])]
        meeting.take("breakoutRoomsUpdated", rooms)
        #expect(meeting.participants.count == LiveMeeting.mostPeople)
        meeting.take("videoConferenceJoined", ["id": "me3"])
        #expect(meeting.participants.count == LiveMeeting.mostPeople)
        #expect(meeting.ids.first == "me3")
    }

    @Test("five hundred who come, speak, are muted and go in any order are found and in order", arguments: [1, 2, 3])
    func burst(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var meeting = LiveMeeting.withAnaAndBen()
        var expected = ["me", "ana", "ben"]
        for number in 0..<500 {
            meeting.take("participantJoined", ["id": .string("p\(number)"), "displayName": .string("P\(number)")])
            expected.append("p\(number)")
            meeting.take("participantMuted", ["id": .string("p\(number)"), "isMuted": true, "mediaType": "audio"])
            if number % 3 == 0, let gone = expected.dropFirst().randomElement(using: &random) {
                meeting.take("participantLeft", ["id": .string(gone)])
                expected.removeAll { $0 == gone }
            }
        }
        #expect(meeting.ids == expected)
        for id in expected { #expect(meeting.person(id)?.id.text == id) }
        #expect(meeting.participants.dropFirst(3).allSatisfy { $0.isAudioMuted == true || $0.id.text == "ben" })
        meeting.participants = Array(meeting.participants.reversed())
        #expect(meeting.ids == ["me"] + expected.dropFirst().reversed(), "one's own participant stays first")
    }
}
