package import Meetings

extension MeetingAction {
    /// The action that a raw command is, so that `:jitsi kickParticipant ["x"]` is a kick like any other.
    ///
    /// It is nil where the command is none of them, or has arguments that the action would lose. It is then
    /// ``command(_:)``, whose class is that of its name.
    ///
    /// - Parameters:
    ///   - name: The command's name, as the live object knows it.
    ///   - arguments: Its positional arguments.
    package init?(name: String, arguments: [JSONValue]) {
        guard
            let action = MeetingAction.people(name, arguments) ?? MeetingAction.course(name, arguments)
                ?? MeetingAction.own(name, arguments)
        else { return nil }
        // Defaults that the live object fills in are written out; everything else must come out as it went in.
        let said = Array(action.command.arguments.prefix(arguments.count))
        guard action.command.name == name, said == arguments else { return nil }
        self = action
    }

    private static func people(_ name: String, _ arguments: [JSONValue]) -> Self? {
        let id = arguments.first?.identifier
        switch name {
        case "muteRemoteParticipant":
            guard let id, let media = MeetingMedia(arguments.at(1)) else { return nil }
            return .mute(id, media)
        case "muteEveryone": return MeetingMedia(arguments.at(0)).map { .muteEveryone($0) }
        case "toggleModeration":
            guard let isOn = arguments.at(0)?.flag, let media = MeetingMedia(arguments.at(1)) else { return nil }
            return .moderate(media, isOn: isOn)
        case "answerKnockingParticipant":
            guard let id, let isAdmitted = arguments.at(1)?.flag else { return nil }
            return .answerKnocking(id, isAdmitted: isAdmitted)
        case "askToUnmute": return id.map { .askToUnmute($0) }
        case "grantModerator": return id.map { .grantModerator($0) }
        case "kickParticipant": return id.map { .kick($0) }
        case "sendParticipantToRoom":
            guard let id, let room = arguments.at(1)?.identifier else { return nil }
            return .send(id, toRoom: room)
        case "closeBreakoutRoom": return id.map { .closeBreakoutRoom($0) }
        case "removeBreakoutRoom": return id.map { .removeBreakoutRoom($0) }
        case "addBreakoutRoom":
            return arguments.isEmpty ? .addBreakoutRoom("") : text(arguments).map { .addBreakoutRoom($0) }
        default: return nil
        }
    }

    private static func course(_ name: String, _ arguments: [JSONValue]) -> Self? {
        switch name {
        case "sendChatMessage":
            guard let text = text(arguments) else { return nil }
            return .chat(text, to: arguments.at(1)?.identifier)
        case "subject": return text(arguments).map { .subject($0) }
        case "password": return text(arguments).map { .password(Secret($0)) }
        case "toggleLobby": return arguments.at(0)?.flag.map { .lobby(isOn: $0) }
        case "startRecording":
            guard let options = arguments.at(0)?.members else { return nil }
            guard let mode = RecordingMode(options["mode"]) else { return .transcribe(isOn: true) }
            let key = [options["rtmpStreamKey"], options["youtubeStreamKey"]].compactMap { $0?.text }.first
            return .startRecording(mode, streamKey: key.map { Secret($0) })
        case "stopRecording":
            if arguments == [.null, true] { return .transcribe(isOn: false) }
            return RecordingMode(arguments.at(0)).map { .stopRecording($0) }
        default: return nil
        }
    }

    private static func own(_ name: String, _ arguments: [JSONValue]) -> Self? {
        switch name {
        case "toggleRaiseHand": return .toggleHand
        case "toggleAudio": return .toggleOwnAudio
        case "toggleVideo": return .toggleOwnVideo
        case "setTileView": return arguments.at(0)?.flag.map { .tileView(isOn: $0) }
        case "setVideoQuality":
            guard case .integer(let height)? = arguments.at(0) else { return nil }
            return .videoQuality(Int(height))
        case "hangup": return .hangUp
        case "endConference": return .endForAll
        default: return nil
        }
    }

    private static func text(_ arguments: [JSONValue]) -> String? {
        guard case .string(let text)? = arguments.at(0) else { return nil }
        return text
    }
}

extension [JSONValue] {
    fileprivate func at(_ place: Int) -> JSONValue? { place < count ? self[place] : nil }
}

extension MeetingMedia {
    /// Reads a command's media type: audio where it is left out.
    fileprivate init?(_ told: JSONValue?) {
        switch told {
        case nil: self = .audio
        case .string(let text)?: self.init(rawValue: text)
        default: return nil
        }
    }
}

extension RecordingMode {
    fileprivate init?(_ told: JSONValue?) {
        guard case .string(let text)? = told else { return nil }
        self.init(rawValue: text)
    }
}
