import Foundation
import Meetings
import Stage
import Testing

@Suite("The breakout rooms of a live meeting")
struct LiveRoomsTests {
    @Test("rooms are told as a map, and as one under `rooms`", arguments: [false, true])
    func shapes(isWrapped: Bool) {
        var meeting = LiveMeeting.withAnaAndBen()
        let rooms = JSONValue.rooms(["main": ["me", "ana", "ben"], "b": ["cem", "dua"], "a": []])
        meeting.take("breakoutRoomsUpdated", isWrapped ? ["rooms": rooms] : rooms, at: 50)
        #expect(meeting.breakoutRooms.map(\.id.text) == ["main", "a", "b"])
        #expect(meeting.breakoutRooms.map(\.isMain) == [true, false, false])
        #expect(meeting.breakoutRooms.map(\.count) == [3, 0, 2])
        #expect(meeting.breakoutRooms[2].jid?.text == "b@breakout.meet.test")
        #expect(meeting.breakoutRooms[2].members == [.known("cem"), .known("dua")])
        #expect(meeting.ids == ["me", "ana", "ben", "cem", "dua"])
        #expect(meeting.person("cem")?.room == .known("b"))
        #expect(meeting.person("cem")?.name == "Cem")
        #expect(meeting.person("ana")?.room == nil)
        meeting.take("breakoutRoomsUpdated", isWrapped ? ["rooms": [:]] : [:], at: 51)
        #expect(meeting.breakoutRooms.isEmpty)
        #expect(meeting.ids == ["me", "ana", "ben"], "the rooms of the others are no more")
    }

    @Test("who goes to another room stays in sight, whichever is told first", arguments: [false, true])
    func goesThere(isMapFirst: Bool) {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("breakoutRoomsUpdated", .rooms(["main": ["me", "ana", "ben"], "a": []]))
        let map = MeetingEvent("breakoutRoomsUpdated", .rooms(["main": ["me", "ben"], "a": ["ana"]]), at: 9)
        let gone = MeetingEvent("participantLeft", ["id": "ana"], at: 9)
        for event in isMapFirst ? [map, gone] : [gone, map] { meeting.take(event) }
        #expect(meeting.person("ana")?.room == .known("a"))
        // And back, with a list that came from before.
        meeting.take("participantJoined", ["id": "ana", "displayName": "Ana"])
        meeting.take(map)
        #expect(meeting.person("ana")?.room == nil)
        meeting.take("breakoutRoomsUpdated", .rooms(["main": ["me", "ben", "ana"], "a": []]))
        meeting.take("participantLeft", ["id": "ana"])
        #expect(meeting.person("ana") == nil)
    }

    @Test("from a breakout room, the people of the main room are the others")
    func fromWithin() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("videoConferenceLeft", [:])
        meeting.take("videoConferenceJoined", ["id": "me", "breakoutRoom": true])
        meeting.take("participantJoined", ["id": "cem", "displayName": "Cem"])
        meeting.take("breakoutRoomsUpdated", .rooms(["main": ["ana", "ben"], "a": ["me", "cem"]]))
        #expect(meeting.person("ana")?.room == .known("main"))
        #expect(meeting.person("cem")?.room == nil)
        meeting.take("participantLeft", ["id": "cem"])
        #expect(meeting.ids.sorted() == ["ana", "ben", "me"])
    }

    @Test("what is no room changes nothing")
    func malformed() {
        var meeting = LiveMeeting.withAnaAndBen()
        meeting.take("breakoutRoomsUpdated", .rooms(["main": ["me", "ana", "ben"], "a": ["cem"]]))
        let before = meeting
        for data in [["error": [:]], ["rooms": 3], ["a": 1], .null, ["rooms": ["x", .null]]] as [JSONValue] {
            meeting.take("breakoutRoomsUpdated", data)
            #expect(meeting == before)
        }
    }
}
