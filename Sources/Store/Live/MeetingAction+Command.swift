import Meetings
import Services
import Stage

extension MeetingAction {
    /// The console's command that does it.
    var consoleCommand: Command {
        switch self {
        case .mute(_, .audio): .mute
        case .mute(_, .video): .stopVideo
        case .askToUnmute: .askToUnmute
        case .muteEveryone: .muteEveryone
        case .moderate(.audio, _): .moderateAudio
        case .moderate(.video, _): .moderateVideo
        case .answerKnocking(_, let isAdmitted): isAdmitted ? .admit : .reject
        case .lobby: .lobby
        case .grantModerator: .grantModerator
        case .kick: .kick
        case .chat(_, let person): person == nil ? .chat : .chatPrivately
        case .subject: .subject
        case .password: .meetingPassword
        case .startRecording: .startRecording
        case .stopRecording: .stopRecording
        case .transcribe: .transcribe
        case .addBreakoutRoom: .addBreakoutRoom
        case .closeBreakoutRoom: .closeBreakoutRoom
        case .removeBreakoutRoom: .removeBreakoutRoom
        case .send: .sendToBreakoutRoom
        case .toggleHand: .raiseHand
        case .toggleOwnAudio: .microphone
        case .toggleOwnVideo: .camera
        case .tileView: .tileView
        case .videoQuality: .videoQuality
        case .hangUp: .hangUp
        case .endForAll: .endForAll
        case .command: .jitsi
        }
    }

    /// Lets pass what can be sent.
    ///
    /// - Throws: `ServiceError.invalidInput` with the field and what is wrong in it.
    func check() throws(ServiceError) {
        switch self {
        case .chat(let text, _): try InputCheck.require(text, in: .chatMessage)
        case .subject(let text): try InputCheck.require(text, in: .subject)
        case .password(let password): try InputCheck.require(password.reveal(), in: .meetingPassword)
        case .startRecording(.stream, let key): try InputCheck.require(key?.reveal() ?? "", in: .streamKey)
        case .addBreakoutRoom(let name): try InputCheck.require(name, in: .breakoutRoom)
        default: break
        }
    }
}

extension Command {
    /// What a command that asks for more will have the live object do, as far as it matters whether that can be done.
    var likelyAction: MeetingAction? {
        switch self {
        case .chat: .chat("…", to: nil)
        case .subject: .subject("…")
        case .meetingPassword: .password(Secret("…"))
        case .startRecording: .startRecording(.file, streamKey: nil)
        case .addBreakoutRoom: .addBreakoutRoom("…")
        default: nil
        }
    }
}
