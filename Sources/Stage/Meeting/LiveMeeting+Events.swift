import Foundation
import Meetings

extension LiveMeeting {
    /// Somebody who is here.
    package subscript(_ id: ParticipantIdentifier) -> Participant? { roster[id] }

    /// This page's own participant.
    package var localParticipant: Participant? { local.flatMap { roster[$0] } }

    /// Whether this page's participant is a moderator, as far as is known.
    package var isModerator: Bool { localParticipant?.role == .moderator }

    /// Takes a guest off the list whose answer was handed over: no event tells of it.
    ///
    /// - Parameter id: The guest's identifier in the lobby.
    package mutating func noteAnswered(_ id: ParticipantIdentifier) { knocking.removeAll { $0.id == id } }

    /// Takes what the live object told (IFrame API reference, section 4).
    ///
    /// Both payload shapes are read wherever the handbook and the source disagree. What is malformed, unknown, or about
    /// somebody who is not here changes nothing.
    ///
    /// - Parameter event: The event as it came.
    package mutating func take(_ event: MeetingEvent) {
        let data = event.data
        switch event.name {
        case "videoConferenceJoined": takeJoined(data, at: event.moment)
        case "videoConferenceLeft": takeLeft()
        case "readyToClose": hasLeft = true
        case "conferenceCreatedTimestamp": began = data["timestamp"]?.moment(told: event.moment) ?? began
        case "passwordRequired": asksForPassword = true
        case "errorOccurred": takeError(data)
        case "subjectChange":
            if case .string? = data["subject"] { subject = data["subject"]?.words }
        case "moderationStatusChanged": takeModeration(data)
        case "incomingMessage", "outgoingMessage": takeMessage(event)
        case "recordingStatusChanged": takeRecording(data, at: event.moment)
        case "transcribingStatusChanged": isTranscribing = data["on"]?.flag ?? isTranscribing
        case "breakoutRoomsUpdated": takeRooms(data, at: event.moment)
        default: takePersonal(event)
        }
    }

    /// Events about one person.
    private mutating func takePersonal(_ event: MeetingEvent) {
        let data = event.data
        switch event.name {
        case "participantJoined": takeArrival(data, at: event.moment)
        case "participantLeft":
            if let id = data["id"]?.identifier { takeDeparture(id) }
        case "participantKickedOut": takeKick(data)
        case "participantRoleChanged":
            if let id = data["id"]?.identifier, let role = ParticipantRole(told: data["role"]) {
                roster.update(id) { $0.role = role }
            }
        case "displayNameChange":
            if let id = data["id"]?.identifier, let name = data.displayName { roster.update(id) { $0.name = name } }
        case "dominantSpeakerChanged":
            if let id = data["id"]?.identifier { note(dominantSpeaker: id) }
        case "raiseHandUpdated": takeHand(data, at: event.moment)
        case "knockingParticipant": takeKnock(data, at: event.moment)
        case "participantMuted": takeMute(data)
        case "audioMuteStatusChanged":
            if let local, let isMuted = data["muted"]?.flag { roster.update(local) { $0.isAudioMuted = isMuted } }
        case "videoMuteStatusChanged":
            if let local, let isMuted = data["muted"]?.flag { roster.update(local) { $0.isVideoMuted = isMuted } }
        default: break
        }
    }
}

extension ParticipantRole {
    /// Reads a role as an event or a query tells it; nil where it is none that Jitsi has.
    ///
    /// - Parameter told: The member of the event; `none` is a role that is not known yet.
    init?(told: JSONValue?) {
        switch told {
        case .string("moderator"): self = .moderator
        case .string("participant"): self = .participant
        case .string("visitor"): self = .visitor
        case .string("none"): self = .unknown
        default: return nil
        }
    }
}
