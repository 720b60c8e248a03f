import Meetings

extension MeetingAction {
    /// Why it cannot be done now.
    ///
    /// What is not known is no reason: whether somebody is muted who came before this page, or whether a recording runs
    /// that was started before it.
    ///
    /// - Parameter meeting: The meeting in which it is to be done.
    /// - Returns: A sentence; nil where nothing is known against it.
    package func reason(against meeting: LiveMeeting) -> String? {
        standingReason(against: meeting) ?? personReason(against: meeting) ?? ownReason(against: meeting)
    }

    /// What has to do with where the operator is, and as what.
    private func standingReason(against meeting: LiveMeeting) -> String? {
        if meeting.hasLeft { return "You are out of the meeting." }
        if meeting.joined == nil {
            switch self {
            case .hangUp: return nil
            case .password(let password) where meeting.asksForPassword:
                return password.isEmpty ? "The meeting asks for a password, and this one is empty." : nil
            // Some commands work before one is in, such as that of the name: only the page knows.
            case .command where !needsModerator: return nil
            default: return meeting.isInLobby ? "You are waiting in the lobby." : "You have not joined the meeting yet."
            }
        }
        guard needsModerator, !meeting.isModerator else { return nil }
        return meeting.localParticipant?.role == .unknown
            ? "Whether you are a moderator in this meeting is not known yet." : "You are no moderator in this meeting."
    }

    /// What has to do with whom it is done to.
    private func personReason(against meeting: LiveMeeting) -> String? {
        switch self {
        case .mute(let id, let media):
            // The live object would toggle oneself (IFrame API reference, section 2, `muteRemoteParticipant`).
            if id == meeting.local { return "That is you: there is an action for your own \(media.rawValue)." }
            if let reason = meeting.reason(against: id, isHere: true) { return reason }
            return meeting[id]?.isMuted(media) == true ? "\(meeting.name(of: id)) is muted already." : nil
        case .askToUnmute(let id):
            if id == meeting.local { return "That is you." }
            if let reason = meeting.reason(against: id, isHere: true) { return reason }
            return meeting[id]?.isAudioMuted == false ? "\(meeting.name(of: id)) is not muted." : nil
        case .grantModerator(let id):
            if let reason = meeting.reason(against: id, isHere: true) { return reason }
            return meeting[id]?.role == .moderator ? "\(meeting.name(of: id)) is a moderator already." : nil
        case .kick(let id):
            return id == meeting.local ? "That is you: hang up." : meeting.reason(against: id, isHere: true)
        case .answerKnocking(let id, _):
            return meeting.knocking.contains { $0.id == id } ? nil : "That guest does not knock any more."
        case .chat(let text, let recipient):
            guard text.contains(where: { !$0.isWhitespace }) else { return "There is nothing to say." }
            if recipient != nil, recipient == meeting.local { return "That is you." }
            return recipient.flatMap { meeting.reason(against: $0, isHere: true) }
        case .send(let id, let room):
            if let reason = meeting.reason(against: id, isHere: false) { return reason }
            guard let room = meeting.room(room) else { return "There is no such breakout room." }
            return room.members.contains(id) ? "\(meeting.name(of: id)) is in that room already." : nil
        default: return nil
        }
    }

    /// What has to do with what is so already, or cannot be meant.
    private func ownReason(against meeting: LiveMeeting) -> String? {
        switch self {
        case .moderate(let media, isOn: true):
            return meeting.moderated.contains(media) ? "The \(media.rawValue) is moderated already." : nil
        case .startRecording(let mode, let key):
            guard meeting.isRecording(mode) else {
                return mode == .stream && key?.isEmpty != false ? "A stream needs its key." : nil
            }
            return mode == .stream
                ? "The meeting is streamed already." : "It is recorded already (\(mode.rawValue))."
        case .transcribe(isOn: true): return meeting.isTranscribing ? "The meeting is transcribed already." : nil
        case .closeBreakoutRoom(let id), .removeBreakoutRoom(let id):
            guard let room = meeting.room(id) else { return "There is no such breakout room." }
            return room.isMain ? "That is the main room." : nil
        case .videoQuality(let height):
            return (1...4320).contains(height) ? nil : "The video quality is a height from 1 to 4320 lines."
        default: return nil
        }
    }
}

extension LiveMeeting {
    /// Why nothing can be done with somebody.
    ///
    /// - Parameters:
    ///   - id: Whom.
    ///   - isHere: Whether they have to be in the page's own room.
    /// - Returns: A sentence; nil where nothing is known against it.
    fileprivate func reason(against id: ParticipantIdentifier, isHere: Bool) -> String? {
        guard let person = self[id] else { return "That person has left the meeting." }
        guard isHere, let room = person.room else { return nil }
        return "\(name(of: id)) is in another room: \(name(ofRoom: room))."
    }
}

extension Participant {
    /// Whether they are muted; nil where nothing has said it yet.
    func isMuted(_ media: MeetingMedia) -> Bool? {
        switch media {
        case .audio: isAudioMuted
        case .video: isVideoMuted
        }
    }
}
