import Meetings

extension MeetingAction {
    /// What the operator is about to do, as an imperative; it names no password and no stream key.
    ///
    /// - Parameter meeting: The meeting in which it is to be done, for the names in it.
    /// - Returns: The title, of one line.
    package func title(in meeting: LiveMeeting) -> String {
        switch self {
        case .mute(let id, .audio): "Mute \(meeting.name(of: id))"
        case .mute(let id, .video): "Stop the video of \(meeting.name(of: id))"
        case .askToUnmute(let id): "Ask \(meeting.name(of: id)) to unmute"
        case .muteEveryone(.audio): "Mute everyone"
        case .muteEveryone(.video): "Stop everyone's video"
        case .moderate(let media, let isOn): "\(isOn ? "Start" : "Stop") moderating \(media.rawValue)"
        case .answerKnocking(let id, let isAdmitted): "\(isAdmitted ? "Admit" : "Reject") \(meeting.name(of: id))"
        case .lobby(let isOn): "Turn the lobby \(isOn ? "on" : "off")"
        case .grantModerator(let id): "Make \(meeting.name(of: id)) a moderator"
        case .kick(let id): "Kick \(meeting.name(of: id))"
        case .chat(_, nil): "Say it to everyone"
        case .chat(_, let id?): "Say it to \(meeting.name(of: id))"
        case .subject(""): "Take the subject away"
        case .subject(let text): "Set the subject to \(SafeText(text, limit: 60))"
        case .password(let password): passwordTitle(password, in: meeting)
        case .startRecording(.stream, _): "Start streaming"
        case .stopRecording(.stream): "Stop streaming"
        case .startRecording(let mode, _): "Start recording (\(mode.rawValue))"
        case .stopRecording(let mode): "Stop recording (\(mode.rawValue))"
        case .transcribe(let isOn): "\(isOn ? "Start" : "Stop") the transcription"
        case .toggleHand: meeting.localParticipant?.handRaised == nil ? "Raise your hand" : "Lower your hand"
        case .toggleOwnAudio: meeting.localParticipant?.isAudioMuted == true ? "Unmute yourself" : "Mute yourself"
        case .toggleOwnVideo: meeting.localParticipant?.isVideoMuted == true ? "Start your video" : "Stop your video"
        case .tileView(let isOn): isOn ? "Show everyone in tiles" : "Show the speaker"
        case .videoQuality(let height): "Set the video quality to \(height) lines"
        case .hangUp: "Hang up"
        case .endForAll: "End the meeting for everyone"
        case .command(let command): "Run \(SafeText(command.name, limit: 60))"
        default: roomTitle(in: meeting)
        }
    }

    private func roomTitle(in meeting: LiveMeeting) -> String {
        switch self {
        case .addBreakoutRoom(""): "Add a breakout room"
        case .addBreakoutRoom(let name): "Add the breakout room \(SafeText(name, limit: 60))"
        case .closeBreakoutRoom(let id): "Close \(meeting.name(ofRoom: id))"
        case .removeBreakoutRoom(let id): "Remove \(meeting.name(ofRoom: id))"
        case .send(let id, let room): "Send \(meeting.name(of: id)) to \(meeting.name(ofRoom: room))"
        default: command.name
        }
    }

    private func passwordTitle(_ password: Secret, in meeting: LiveMeeting) -> String {
        if meeting.joined == nil, meeting.asksForPassword { return "Enter with a password" }
        return password.isEmpty ? "Take the password away" : "Set a password"
    }
}

extension LiveMeeting {
    /// What somebody is called.
    ///
    /// - Parameter id: A participant or a knocking guest.
    /// - Returns: The name, or the identifier where there is none.
    package func name(of id: ParticipantIdentifier) -> String {
        let name = self[id]?.name ?? knocking.first { $0.id == id }?.name
        return name.flatMap { $0.isEmpty ? nil : $0.string } ?? id.text
    }

    /// What a room is called.
    ///
    /// - Parameter id: Its id or its jid.
    /// - Returns: The name, or words with the identifier where there is none.
    package func name(ofRoom id: ParticipantIdentifier) -> String {
        guard let room = room(id), !room.name.isEmpty else { return "the breakout room \(id.text)" }
        return room.name.string
    }

    /// The room with that id or jid.
    func room(_ id: ParticipantIdentifier) -> BreakoutRoom? { breakoutRooms.first { $0.id == id || $0.jid == id } }
}
