package import Meetings

/// What tells that an action was done.
///
/// A command gives no answer (IFrame API reference, section 2): only an event, or a query, shows what became of it. An
/// expectation is made when the action is asked for, and knows how the meeting was then.
package struct Expectation: Hashable, Sendable {
    /// What became of it.
    package enum Verdict: Hashable, Sendable {
        case confirmed

        /// Why it was not done.
        case failed(SafeText)
    }

    let sign: Sign

    /// Expects an action that is asked for now.
    ///
    /// - Parameters:
    ///   - action: What is asked for.
    ///   - meeting: The meeting before it.
    package init(_ action: MeetingAction, in meeting: LiveMeeting) { sign = Sign(action, in: meeting) }

    /// Whether anything ever tells that it was done: nothing does for the lobby, a password, a rejected guest, and one
    /// who was asked to unmute.
    package var canBeConfirmed: Bool { sign != .nothing }

    /// The seconds after which it is said that no event confirmed it.
    ///
    /// They are those of a busy meeting: a recorder has to be found and to join first, and an admitted guest's page has
    /// to join before it is seen.
    package var patience: Double {
        switch sign {
        case .recording, .transcribing: 45
        case .arrives: 20
        case .noneIn, .newRoom, .roomGone, .isIn, .out: 10
        default: 6
        }
    }
}

extension Expectation {
    /// What is looked out for.
    enum Sign: Hashable, Sendable {
        case nothing

        /// An event of that name, whatever it says.
        case event(String)
        case muted(ParticipantIdentifier, MeetingMedia, name: SafeText)

        /// Those who were known to be unmuted before.
        case everyoneMuted(MeetingMedia, unmuted: Set<ParticipantIdentifier>)
        case moderated(MeetingMedia, Bool)

        /// A guest, and who was there before by the same name.
        case arrives(ParticipantIdentifier, name: SafeText, namesakes: Set<ParticipantIdentifier>)
        case isModerator(ParticipantIdentifier, name: SafeText)
        case gone(ParticipantIdentifier)
        case said(SafeText)
        case subject(SafeText?)
        case recording(RecordingMode, Bool)
        case transcribing(Bool)
        case newRoom(besides: Set<ParticipantIdentifier>)
        case noneIn(ParticipantIdentifier)
        case roomGone(ParticipantIdentifier)
        case isIn(ParticipantIdentifier, room: ParticipantIdentifier)
        case hand(wasRaised: Bool)
        case ownMute(MeetingMedia, was: Bool?)
        case tileView(Bool)
        case quality(Int)
        case out
    }
}

extension Expectation.Sign {
    init(_ action: MeetingAction, in meeting: LiveMeeting) {
        switch action {
        case .mute(let id, let media): self = .muted(id, media, name: SafeText(meeting.name(of: id)))
        case .muteEveryone(let media):
            let unmuted = meeting.participants.lazy.filter {
                !$0.isLocal && $0.room == nil && $0.isMuted(media) == false
            }
            self = .everyoneMuted(media, unmuted: Set(unmuted.map(\.id)))
        case .moderate(let media, let isOn): self = .moderated(media, isOn)
        case .answerKnocking(let id, isAdmitted: true):
            let name = meeting.knocking.first { $0.id == id }?.name ?? ""
            let namesakes = meeting.participants.lazy.filter { $0.name == name }
            self = .arrives(id, name: name, namesakes: Set(namesakes.map(\.id)))
        case .grantModerator(let id): self = .isModerator(id, name: SafeText(meeting.name(of: id)))
        case .kick(let id): self = .gone(id)
        case .chat(let text, _): self = .said(JSONValue.string(text).words ?? "")
        case .subject(let text): self = .subject(JSONValue.string(text).words)
        case .startRecording(let mode, _): self = .recording(mode, true)
        case .stopRecording(let mode): self = .recording(mode, false)
        case .transcribe(let isOn): self = .transcribing(isOn)
        case .addBreakoutRoom: self = .newRoom(besides: Set(meeting.breakoutRooms.map(\.id)))
        case .closeBreakoutRoom(let id): self = .noneIn(id)
        case .removeBreakoutRoom(let id): self = .roomGone(id)
        case .send(let id, let room): self = .isIn(id, room: room)
        case .toggleHand: self = .hand(wasRaised: meeting.localParticipant?.handRaised != nil)
        case .toggleOwnAudio: self = .ownMute(.audio, was: meeting.localParticipant?.isAudioMuted)
        case .toggleOwnVideo: self = .ownMute(.video, was: meeting.localParticipant?.isVideoMuted)
        case .tileView(let isOn): self = .tileView(isOn)
        case .videoQuality(let height): self = .quality(height)
        case .hangUp, .endForAll: self = .out
        case .command(let command): self = JitsiCommand.named(command.name)?.confirmation.map { .event($0) } ?? .nothing
        case .answerKnocking, .askToUnmute, .lobby, .password: self = .nothing
        }
    }
}
