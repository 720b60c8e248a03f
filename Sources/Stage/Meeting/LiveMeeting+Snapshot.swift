import Foundation
import Meetings

extension LiveMeeting {
    /// Takes what the live object's queries said (IFrame API reference, section 3).
    ///
    /// The rooms say who is there and in which role: who is in none of them has gone. What only events tell stays as it
    /// was: since when somebody is here, whether they are muted, their hand. A query that failed changes nothing.
    ///
    /// - Parameter snapshot: What the queries said.
    package mutating func take(_ snapshot: MeetingSnapshot) {
        if let id = snapshot.localParticipant.flatMap({ ParticipantIdentifier($0) }) {
            if id != local || roster[id] == nil { become(id, named: nil, at: snapshot.moment) }
            joined = joined ?? snapshot.moment
            hasLeft = false
            isInLobby = false
            asksForPassword = false
        }
        if let told = ToldRoom.rooms(snapshot.rooms), told.contains(where: { !$0.people.isEmpty }) {
            take(rooms: told, at: snapshot.moment)
            noteNames(snapshot.participants)
        } else if let told = snapshot.participants?.elements?.compactMap({ ToldPerson($0, key: nil) }), !told.isEmpty {
            take(people: told, at: snapshot.moment)
        }
        if let local {
            roster.update(local) { own in
                own.isAudioMuted = snapshot.isAudioMuted ?? own.isAudioMuted
                own.isVideoMuted = snapshot.isVideoMuted ?? own.isVideoMuted
            }
        }
        if let isOn = snapshot.isAudioModerated { note(moderation: isOn, of: .audio) }
        if let isOn = snapshot.isVideoModerated { note(moderation: isOn, of: .video) }
    }

    private mutating func take(rooms told: [ToldRoom], at moment: Date) {
        // A deployment without breakout rooms, and one of which they are not told, has one room.
        guard told.count > 1 else { return take(people: told[0].people, at: moment) }
        note(told)
        let own = told.first { $0.room.id == ownRoom } ?? told[0]
        take(people: own.people, at: moment)
        place(told.filter { $0.room.id != own.room.id }, at: moment)
    }

    /// Takes who is in the page's own room; those of the other rooms are left as they are.
    private mutating func take(people told: [ToldPerson], at moment: Date) {
        let present = Set(told.map(\.id))
        roster.removeAll { !$0.isLocal && $0.room == nil && !present.contains($0.id) }
        for person in told {
            let isKnown = roster.update(person.id) { known in
                known.name = person.name ?? known.name
                known.role = person.role ?? known.role
                known.room = nil
            }
            guard !isKnown else { continue }
            var known = Participant(id: person.id, name: person.name ?? "", since: moment)
            known.role = person.role ?? .unknown
            add(known)
        }
    }

    /// Takes names from `getParticipantsInfo` for those whom the rooms leave without one.
    private mutating func noteNames(_ participants: JSONValue?) {
        for element in participants?.elements ?? [] {
            guard let person = ToldPerson(element, key: nil), let name = person.name else { continue }
            roster.update(person.id) { known in
                if known.name.isEmpty { known.name = name }
            }
        }
    }
}
