import Foundation
import Meetings
import Stage

/// A second of the meetings in these tests, counted from their start.
func second(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_780_000_000 + seconds) }

extension ParticipantIdentifier {
    /// An identifier that is known to be one.
    static func known(_ text: String) -> Self {
        guard let id = Self(text) else { preconditionFailure("no identifier: \(text)") }
        return id
    }
}

extension MeetingEvent {
    init(_ name: String, _ data: JSONValue, at seconds: Double = 0) {
        self.init(name: name, data: data, moment: second(seconds))
    }
}

extension LiveMeeting {
    /// A meeting that its moderator `me` has joined, and Ana and Ben after that.
    static func withAnaAndBen(role: String = "moderator") -> LiveMeeting {
        var meeting = LiveMeeting()
        meeting.take(
            "videoConferenceJoined", ["id": "me", "displayName": "Mo", "roomName": "r", "breakoutRoom": false])
        meeting.take("participantRoleChanged", ["id": "me", "role": .string(role)])
        meeting.take("participantJoined", ["id": "ana", "displayName": "Ana"], at: 1)
        meeting.take("participantJoined", ["id": "ben", "displayName": "Ben"], at: 2)
        return meeting
    }

    mutating func take(_ name: String, _ data: JSONValue, at seconds: Double = 0) {
        take(MeetingEvent(name, data, at: seconds))
    }

    var ids: [String] { participants.map(\.id.text) }

    func person(_ id: String) -> Participant? { self[.known(id)] }
}

extension JSONValue {
    /// The map of rooms that `breakoutRoomsUpdated` tells: people by the room's id.
    static func rooms(_ people: [String: [String]]) -> JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: people.map { id, people in
                    let jids = people.map { person -> (String, JSONValue) in
                        let jid = "\(id)@breakout.meet.test/\(person)"
                        return (jid, ["jid": .string(jid), "displayName": .string(person.capitalized)])
                    }
                    let room: JSONValue = [
                        "id": .string(id), "jid": .string("\(id)@breakout.meet.test"), "name": .string("Room \(id)"),
                        "isMainRoom": .bool(id == "main"),
                        "participants": .object(Dictionary(uniqueKeysWithValues: jids)),
                    ]
                    return (id, room)
                }))
    }
}
