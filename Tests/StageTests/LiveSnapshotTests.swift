import Foundation
import Meetings
import Stage
import Testing

@Suite("What queries say of a live meeting")
struct LiveSnapshotTests {
    private func snapshot(_ people: [(id: String, role: String)]) -> MeetingSnapshot {
        var snapshot = MeetingSnapshot(moment: second(300))
        let told = people.map { person -> JSONValue in
            ["id": .string(person.id), "role": .string(person.role), "displayName": .string(person.id.capitalized)]
        }
        snapshot.rooms = [
            "rooms": [["isMainRoom": true, "id": "r@conference.test", "participants": .array(told)]]
        ]
        snapshot.localParticipant = "me"
        return snapshot
    }

    @Test("who is in no room has gone, who is new has come, and everybody has a role")
    func authoritative() {
        var meeting = LiveMeeting.withAnaAndBen(role: "none")
        meeting.take("participantMuted", ["id": "ana", "isMuted": true, "mediaType": "audio"])
        meeting.take("raiseHandUpdated", ["id": "ana", "handRaised": 1_780_000_002], at: 3)
        meeting.take(snapshot([("me", "moderator"), ("ana", "participant"), ("cem", "moderator")]))
        #expect(meeting.ids == ["me", "ana", "cem"])
        #expect(meeting.participants.map(\.role) == [.moderator, .participant, .moderator])
        #expect(meeting.isModerator)
        #expect(meeting.person("ana")?.isAudioMuted == true)
        #expect(meeting.person("ana")?.handRaised == second(2))
        #expect(meeting.person("ana")?.since == second(1))
        #expect(meeting.person("cem")?.since == second(300))
        #expect(meeting.joined == second(0))
    }

    @Test("a page that has a meeting already tells by its local participant that it has joined")
    func fromNothing() {
        var meeting = LiveMeeting()
        var told = snapshot([("ana", "participant"), ("me", "moderator")])
        told.isAudioMuted = true
        told.isVideoMuted = false
        told.isAudioModerated = true
        told.isVideoModerated = false
        meeting.moderated = [.video]
        meeting.take(told)
        #expect(meeting.joined == second(300))
        #expect(meeting.ids == ["me", "ana"])
        #expect(meeting.localParticipant?.name == "Me")
        #expect(meeting.localParticipant?.isAudioMuted == true)
        #expect(meeting.localParticipant?.isVideoMuted == false)
        #expect(meeting.moderated == [.audio])
    }

    @Test(
        "a query that failed changes nothing",
        arguments: [nil, ["error": [:]], .null, ["rooms": []], ["rooms": [["participants": 3]]], 3, "x"] as [JSONValue?]
    )
    func failed(rooms: JSONValue?) {
        var meeting = LiveMeeting.withAnaAndBen()
        let before = meeting
        var told = MeetingSnapshot(moment: second(300))
        told.rooms = rooms
        told.participants = rooms
        meeting.take(told)
        #expect(meeting == before)
        told.localParticipant = "no identifier"
        meeting.take(told)
        #expect(meeting == before)
    }

    @Test("without the rooms, the list of participants says who is there")
    func participants() {
        var meeting = LiveMeeting.withAnaAndBen()
        var told = MeetingSnapshot(moment: second(300))
        told.participants = [
            ["participantId": "me", "displayName": "Mo"], ["participantId": "ben", "displayName": "Benno"],
            ["participantId": "cem", "formattedDisplayName": "Cem"],
        ]
        meeting.take(told)
        #expect(meeting.ids == ["me", "ben", "cem"])
        #expect(meeting.participants.map(\.name) == ["Mo", "Benno", "Cem"])
        #expect(meeting.isModerator, "a list without roles takes none away")
    }

    @Test("with breakout rooms, each is in theirs")
    func rooms() {
        var meeting = LiveMeeting.withAnaAndBen()
        var told = MeetingSnapshot(moment: second(300))
        let main: JSONValue = [
            "isMainRoom": true, "id": "main",
            "participants": [["id": "me", "role": "moderator"], ["id": "ana", "role": "participant"]],
        ]
        let other: JSONValue = [
            "isMainRoom": false, "id": "a", "jid": "a@breakout.test",
            "participants": [["jid": "a@breakout.test/cem", "displayName": "Cem"]],
        ]
        told.rooms = ["rooms": [main, other]]
        meeting.take(told)
        #expect(meeting.ids == ["me", "ana", "cem"])
        #expect(meeting.person("cem")?.room == .known("a"))
        #expect(meeting.breakoutRooms.map(\.count) == [2, 1])
        #expect(meeting.breakoutRooms.map(\.name) == ["Main room", ""])
        // The query tells of no names: those that an event has told of stay.
        meeting.take("breakoutRoomsUpdated", .rooms(["main": ["me", "ana"], "a": ["cem"]]))
        meeting.take(told)
        #expect(meeting.breakoutRooms.map(\.name) == ["Room main", "Room a"])
        // One that knows of no other rooms leaves their people as they are.
        meeting.take(snapshot([("me", "moderator"), ("ana", "participant")]))
        #expect(meeting.ids == ["me", "ana", "cem"])
    }
}
