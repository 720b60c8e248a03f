import Foundation
import Meetings

/// A room as an event or a query tells of it, with the people in it.
struct ToldRoom {
    let room: BreakoutRoom
    let people: [ToldPerson]

    /// The most rooms that are kept.
    private static let mostRooms = 200

    /// Reads `breakoutRoomsUpdated` and `getRoomsInfo`: a map or a list of rooms, as it is or under `rooms`.
    ///
    /// - Parameter data: What was told.
    /// - Returns: The rooms, the main room first and the others by name; nil where what was told is neither rooms nor none.
    static func rooms(_ data: JSONValue?) -> [ToldRoom]? {
        let told = data?["rooms"] ?? data
        let rooms: [ToldRoom]
        let count: Int
        if let elements = told?.elements {
            count = elements.count
            rooms = elements.prefix(mostRooms).compactMap { ToldRoom($0, key: nil) }
        } else if let members = told?.members {
            count = members.count
            let ordered = members.sorted { $0.key < $1.key }
            rooms = ordered.prefix(mostRooms).compactMap { ToldRoom($0.value, key: $0.key) }
        } else {
            return nil
        }
        guard !rooms.isEmpty || count == 0 else { return nil }
        return rooms.sorted { one, other in
            if one.room.isMain != other.room.isMain { return one.room.isMain }
            return (one.room.name, one.room.id) < (other.room.name, other.room.id)
        }
    }

    /// Reads a room: it has an id; in a map, its key can stand in for that.
    private init?(_ data: JSONValue, key: String?) {
        guard data.members != nil,
            let id = data["id"]?.identifier ?? data["jid"].flatMap({ _ in key }).flatMap({ ParticipantIdentifier($0) })
        else { return nil }
        let told: [ToldPerson]
        if let members = data["participants"]?.members {
            // A map has no order of its own.
            told = members.sorted { $0.key < $1.key }.compactMap { ToldPerson($0.value, key: $0.key) }
        } else {
            told = data["participants"]?.elements?.compactMap { ToldPerson($0, key: nil) } ?? []
        }
        people = Array(told.prefix(LiveMeeting.mostPeople))
        room = BreakoutRoom(
            id: id, jid: data["jid"]?.identifier, name: data["name"]?.name ?? "",
            isMain: data["isMainRoom"]?.flag ?? false, count: people.count, members: Set(people.map(\.id)))
    }
}

/// A person as a list of people tells of them.
struct ToldPerson {
    let id: ParticipantIdentifier
    let name: SafeText?
    let role: ParticipantRole?

    /// Reads one of `getRoomsInfo` (`id`), of `getParticipantsInfo` (`participantId`), or of a breakout room (`jid`).
    init?(_ data: JSONValue, key: String?) {
        let jid: String? = if case .string(let text)? = data["jid"] { text } else { key }
        // The last part of a jid is what the meeting calls its participant.
        let resource = jid.flatMap { jid in jid.lastIndex(of: "/").map { String(jid[jid.index(after: $0)...]) } }
        guard data.members != nil,
            let id = data["id"]?.identifier ?? data["participantId"]?.identifier
                ?? resource.flatMap({ ParticipantIdentifier($0) })
        else { return nil }
        self.id = id
        name = data.displayName
        role = ParticipantRole(told: data["role"])
    }
}

extension LiveMeeting {
    /// The room that this page's participant is in, where it is known.
    var ownRoom: ParticipantIdentifier? {
        if let local, let room = breakoutRooms.first(where: { $0.members.contains(local) }) { return room.id }
        return isInBreakoutRoom ? nil : breakoutRooms.first { $0.isMain }?.id
    }

    mutating func takeRooms(_ data: JSONValue, at moment: Date) {
        guard let told = ToldRoom.rooms(data) else { return }
        note(told)
        let ownRoom = ownRoom
        // Where nobody says which room is the own one, nobody can be told to be in another.
        guard ownRoom != nil || told.isEmpty else { return }
        place(told.filter { $0.room.id != ownRoom }, at: moment)
    }

    /// Notes which rooms there are; `getRoomsInfo` tells of no names, and those that are known stay.
    mutating func note(_ told: [ToldRoom]) {
        let known = Dictionary(breakoutRooms.map { ($0.id, $0.name) }) { first, _ in first }
        breakoutRooms = told.map { told in
            var room = told.room
            if room.name.isEmpty { room.name = known[room.id] ?? "" }
            if room.name.isEmpty, room.isMain { room.name = "Main room" }
            return room
        }
    }

    /// Notes who is in the other rooms.
    ///
    /// Of the page's own room the events tell (`participantJoined`, `participantLeft`), and they are believed before a
    /// list of rooms, which comes a little earlier or later than they do.
    mutating func place(_ others: [ToldRoom], at moment: Date) {
        var elsewhere: Set<ParticipantIdentifier> = []
        for other in others {
            for person in other.people where person.id != local {
                elsewhere.insert(person.id)
                let isKnown = roster.update(person.id) { known in
                    guard known.room != nil else { return }
                    known.room = other.room.id
                    known.name = person.name ?? known.name
                }
                guard !isKnown else { continue }
                var known = Participant(id: person.id, name: person.name ?? "", since: moment)
                known.role = person.role ?? .unknown
                known.room = other.room.id
                add(known)
            }
        }
        roster.removeAll { $0.room != nil && !elsewhere.contains($0.id) }
    }
}
