import Foundation
import Meetings

/// Who comes, goes, and does something.
extension LiveMeeting {
    mutating func takeJoined(_ data: JSONValue, at moment: Date) {
        joined = joined ?? moment
        hasLeft = false
        isInLobby = false
        asksForPassword = false
        problem = nil
        isInBreakoutRoom = data["breakoutRoom"]?.flag ?? false
        guard let id = data["id"]?.identifier else { return }
        become(id, named: data.displayName, at: moment)
        if data["visitor"]?.flag == true { roster.update(id) { $0.role = .visitor } }
    }

    /// Makes somebody the page's own participant.
    ///
    /// A move to another room can change the identifier; who one is, and since when, stays.
    mutating func become(_ id: ParticipantIdentifier, named name: SafeText?, at moment: Date) {
        let former = local.flatMap { roster[$0] }
        var own = roster[id] ?? former ?? Participant(id: id, name: name ?? "", since: moment)
        if own.id != id {
            var another = Participant(id: id, name: own.name, since: own.since)
            another.isAudioMuted = own.isAudioMuted
            another.isVideoMuted = own.isVideoMuted
            own = another
        }
        own.name = name ?? own.name
        own.isLocal = true
        own.room = nil
        own.isDominantSpeaker = dominantSpeaker == id
        if let local { roster.remove(local) }
        roster.remove(id)
        roster.insert(own)
        local = id
    }

    /// One is out of the room: for good, or on the way to another.
    ///
    /// The people of that room are no longer seen. Those of the next one are told of by `participantJoined`.
    mutating func takeLeft() {
        hasLeft = true
        roster.removeAll { !$0.isLocal && $0.room == nil }
        knocking = []
    }

    mutating func takeArrival(_ data: JSONValue, at moment: Date) {
        guard let id = data["id"]?.identifier else { return }
        let name = data.displayName
        let isKnown = roster.update(id) { person in
            person.name = name ?? person.name
            person.room = nil
        }
        guard !isKnown, add(Participant(id: id, name: name ?? "", since: moment)) else { return }
        // Nothing else tells that somebody has come in from the lobby.
        if let place = knocking.firstIndex(where: { $0.id == id })
            ?? name.flatMap({ name in knocking.firstIndex { $0.name == name } })
        {
            knocking.remove(at: place)
        }
    }

    /// Adds somebody, if there is room for them.
    @discardableResult
    mutating func add(_ person: Participant) -> Bool {
        guard roster.count < LiveMeeting.mostPeople else { return false }
        var person = person
        person.isDominantSpeaker = dominantSpeaker == person.id
        roster.insert(person)
        return true
    }

    mutating func takeDeparture(_ id: ParticipantIdentifier) {
        guard id != local else { return }
        // They may only have gone to another room.
        let own = ownRoom
        if own != nil, let room = breakoutRooms.first(where: { $0.id != own && $0.members.contains(id) }) {
            roster.update(id) { person in
                person.room = room.id
                person.handRaised = nil
            }
        } else {
            roster.remove(id)
        }
    }

    mutating func takeKick(_ data: JSONValue) {
        guard let kicked = data["kicked"] else { return }
        let id = kicked["id"]?.identifier
        guard kicked["local"]?.flag == true || (id != nil && id == local) else {
            if let id { roster.remove(id) }
            return
        }
        let kicker = data["kicker"]
        let name = kicker?["name"]?.name ?? kicker?["id"]?.identifier.flatMap { roster[$0]?.name }
        problem = name.map { "\($0) has removed you from the meeting." } ?? "You were removed from the meeting."
    }

    mutating func note(dominantSpeaker id: ParticipantIdentifier) {
        if let former = dominantSpeaker { roster.update(former) { $0.isDominantSpeaker = false } }
        dominantSpeaker = id
        roster.update(id) { $0.isDominantSpeaker = true }
    }

    mutating func takeHand(_ data: JSONValue, at moment: Date) {
        guard let id = data["id"]?.identifier, let raised = data["handRaised"] else { return }
        let isRaised: Bool
        if let flag = raised.flag {
            isRaised = flag
        } else {
            guard let amount = raised.amount else { return }
            isRaised = amount != 0
        }
        roster.update(id) { $0.handRaised = isRaised ? raised.moment(told: moment) ?? moment : nil }
    }

    mutating func takeKnock(_ data: JSONValue, at moment: Date) {
        let guest = data.unwrapped("participant")
        guard let id = guest["id"]?.identifier else { return }
        let name = guest.displayName
        if let place = knocking.firstIndex(where: { $0.id == id }) {
            knocking[place].name = name ?? knocking[place].name
        } else if knocking.count < LiveMeeting.mostPeople {
            knocking.append(KnockingGuest(id: id, name: name ?? "", since: moment))
        }
    }

    mutating func takeMute(_ data: JSONValue) {
        guard let id = data["id"]?.identifier ?? data["participantId"]?.identifier,
            let isMuted = data["isMuted"]?.flag,
            // Somebody's screen, which is a medium too, is none that one mutes here.
            case .string(let text)? = data["mediaType"], let media = MeetingMedia(rawValue: text)
        else { return }
        roster.update(id) { person in
            switch media {
            case .audio: person.isAudioMuted = isMuted
            case .video: person.isVideoMuted = isMuted
            }
        }
    }
}
