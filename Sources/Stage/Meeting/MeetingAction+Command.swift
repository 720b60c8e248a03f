import Meetings

extension MeetingAction {
    /// Removes a breakout room: by its jid, which the live object wants in the place of the id.
    ///
    /// - Parameter room: The room.
    /// - Returns: The action.
    package static func removing(_ room: BreakoutRoom) -> Self { .removeBreakoutRoom(room.jid ?? room.id) }

    /// How the live object is told (IFrame API reference, section 2).
    package var command: StageCommand {
        switch self {
        case .mute(let id, let media): StageCommand("muteRemoteParticipant", [id.told, media.told])
        case .askToUnmute(let id): StageCommand("askToUnmute", [id.told])
        case .muteEveryone(let media): StageCommand("muteEveryone", [media.told])
        case .moderate(let media, let isOn): StageCommand("toggleModeration", [.bool(isOn), media.told])
        case .answerKnocking(let id, let isAdmitted):
            StageCommand("answerKnockingParticipant", [id.told, .bool(isAdmitted)])
        case .lobby(let isOn): StageCommand("toggleLobby", [.bool(isOn)])
        case .grantModerator(let id): StageCommand("grantModerator", [id.told])
        case .kick(let id): StageCommand("kickParticipant", [id.told])
        case .chat(let text, let recipient):
            StageCommand("sendChatMessage", [.string(text)] + (recipient.map { [$0.told] } ?? []))
        case .subject(let text): StageCommand("subject", [.string(text)])
        case .password(let password): StageCommand("password", [.string(password.reveal())])
        case .startRecording(let mode, let key): StageCommand("startRecording", [.object(mode.options(key: key))])
        case .stopRecording(let mode): StageCommand("stopRecording", [mode.told])
        case .transcribe(let isOn):
            // Without a mode only the transcription is stopped; a recording goes on.
            isOn
                ? StageCommand("startRecording", [.object(["transcription": true])])
                : StageCommand("stopRecording", [.null, true])
        case .addBreakoutRoom(let name): StageCommand("addBreakoutRoom", name.isEmpty ? [] : [.string(name)])
        case .closeBreakoutRoom(let id): StageCommand("closeBreakoutRoom", [id.told])
        case .removeBreakoutRoom(let jid): StageCommand("removeBreakoutRoom", [jid.told])
        case .send(let id, let room): StageCommand("sendParticipantToRoom", [id.told, room.told])
        case .toggleHand: StageCommand("toggleRaiseHand")
        case .toggleOwnAudio: StageCommand("toggleAudio")
        case .toggleOwnVideo: StageCommand("toggleVideo")
        case .tileView(let isOn): StageCommand("setTileView", [.bool(isOn)])
        case .videoQuality(let height): StageCommand("setVideoQuality", [.integer(Int64(height))])
        case .hangUp: StageCommand("hangup")
        case .endForAll: StageCommand("endConference")
        case .command(let command): command
        }
    }

    /// Whether it is for moderators alone.
    ///
    /// A password is too, but for the one that a page is asked for: see ``reason(against:)``.
    package var needsModerator: Bool { JitsiCommand.named(command.name)?.needsModerator ?? false }

    /// What it does, for the gate that asks before it.
    ///
    /// Of a command that the reference does not name nobody knows what it does: it changes the meeting.
    package var harm: Harm { JitsiCommand.named(command.name)?.harm ?? .changesMeeting }

    /// What an action does, for the gate that asks before it.
    package enum Harm: Hashable, Sendable {
        /// Nobody but the operator notices: layout, quality of the picture.
        case none

        /// Others notice, or something is other than it was.
        case changesMeeting

        /// Nothing that gavel can do brings back what was before.
        case cannotBeUndone
    }
}

extension ParticipantIdentifier {
    fileprivate var told: JSONValue { .string(text) }
}

extension MeetingMedia {
    fileprivate var told: JSONValue { .string(rawValue) }
}

extension RecordingMode {
    fileprivate var told: JSONValue { .string(rawValue) }

    /// The one argument of `startRecording`.
    fileprivate func options(key: Secret?) -> [String: JSONValue] {
        var options: [String: JSONValue] = ["mode": told]
        guard self == .stream, let key = key?.reveal() else { return options }
        // An address says where the stream goes; a bare key is one of YouTube's.
        let isAddress = key.lowercased().hasPrefix("rtmp://") || key.lowercased().hasPrefix("rtmps://")
        options[isAddress ? "rtmpStreamKey" : "youtubeStreamKey"] = .string(key)
        return options
    }
}
