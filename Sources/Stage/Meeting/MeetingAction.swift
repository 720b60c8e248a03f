package import Meetings

/// What one can have the live object do, as the operator means it.
package enum MeetingAction: Hashable, Sendable {
    case mute(ParticipantIdentifier, MeetingMedia)
    case askToUnmute(ParticipantIdentifier)
    case muteEveryone(MeetingMedia)
    case moderate(MeetingMedia, isOn: Bool)
    case answerKnocking(ParticipantIdentifier, isAdmitted: Bool)
    case lobby(isOn: Bool)
    case grantModerator(ParticipantIdentifier)
    case kick(ParticipantIdentifier)
    case chat(String, to: ParticipantIdentifier?)
    case subject(String)

    /// An empty one takes the password away.
    case password(Secret)
    case startRecording(RecordingMode, streamKey: Secret?)
    case stopRecording(RecordingMode)
    case transcribe(isOn: Bool)
    case addBreakoutRoom(String)
    case closeBreakoutRoom(ParticipantIdentifier)
    case removeBreakoutRoom(ParticipantIdentifier)
    case send(ParticipantIdentifier, toRoom: ParticipantIdentifier)
    case toggleHand
    case toggleOwnAudio
    case toggleOwnVideo
    case tileView(isOn: Bool)

    /// The height of the picture, in pixels.
    case videoQuality(Int)
    case hangUp
    case endForAll

    /// Anything that the live object knows, by its own name.
    case command(StageCommand)
}
