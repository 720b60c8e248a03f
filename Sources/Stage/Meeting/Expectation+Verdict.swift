import Meetings

extension Expectation {
    /// What an event says of it.
    ///
    /// Only an event that can be its answer counts, so that what was so before is not taken for one.
    ///
    /// - Parameters:
    ///   - event: The event that came.
    ///   - meeting: The meeting after it.
    /// - Returns: What became of the action; nil where that is still open.
    package func verdict(after event: MeetingEvent, in meeting: LiveMeeting) -> Verdict? {
        switch sign {
        case .nothing: return nil
        case .event(let name): return event.name == name ? eventVerdict(event) : nil
        case .said(let text):
            return event.name == "outgoingMessage" && event.data["message"]?.words == text ? .confirmed : nil
        case .tileView(let isOn):
            return event.name == "tileViewChanged" && event.data["enabled"]?.flag == isOn ? .confirmed : nil
        case .quality(let height):
            return event.name == "videoQualityChanged" && event.data["videoQuality"]?.amount == Double(height)
                ? .confirmed : nil
        case .gone(let id):
            let gone = event.name == "participantKickedOut" ? event.data["kicked"]?["id"] : event.data["id"]
            return ["participantKickedOut", "participantLeft"].contains(event.name) && gone?.identifier == id
                ? .confirmed : nil
        case .muted(let id, _, let name), .isModerator(let id, let name):
            if event.isDeparture(of: id) { return .failed("\(name) has left") }
            return answers(event) ? verdict(in: meeting) : nil
        case .recording(let mode, true):
            guard event.name == "recordingStatusChanged" else { return nil }
            return startVerdict(of: mode, event)
        case .transcribing(true):
            if event.name == "recordingStatusChanged", event.data["mode"]?.words == nil,
                let failure = RecordingStanding.failure(event.data)
            {
                return .failed(failure)
            }
            return answers(event) ? verdict(in: meeting) : nil
        case .everyoneMuted(let media, _):
            // The first who is muted tells that it was done, as soon as none is left who was not before.
            guard event.name == "participantMuted", event.data["isMuted"]?.flag == true,
                event.data["mediaType"] == .string(media.rawValue),
                let id = event.data["id"]?.identifier ?? event.data["participantId"]?.identifier, id != meeting.local
            else { return nil }
            return isNobodyUnmuted(in: meeting) ? .confirmed : nil
        case .ownMute(let media, nil):
            // What it was is not known: that it has changed is told nevertheless.
            return event.name == "\(media.rawValue)MuteStatusChanged" && event.data["muted"]?.flag != nil
                ? .confirmed : nil
        case .out: return answers(event) ? .confirmed : nil
        default: return answers(event) ? verdict(in: meeting) : nil
        }
    }

    /// What the meeting shows of it already, such as after a snapshot.
    ///
    /// - Parameter meeting: The meeting as it is.
    /// - Returns: ``Verdict/confirmed``, or nil where it does not show it.
    package func verdict(in meeting: LiveMeeting) -> Verdict? { shows(in: meeting) ? .confirmed : nil }

    private func shows(in meeting: LiveMeeting) -> Bool {
        switch sign {
        case .muted(let id, let media, _): meeting[id]?.isMuted(media) == true
        case .everyoneMuted(_, let unmuted): !unmuted.isEmpty && isNobodyUnmuted(in: meeting)
        case .moderated(let media, let isOn): meeting.moderated.contains(media) == isOn
        case .arrives(let id, let name, let namesakes):
            meeting[id] != nil
                || (!name.isEmpty && meeting.participants.contains { $0.name == name && !namesakes.contains($0.id) })
        case .isModerator(let id, _): meeting[id]?.role == .moderator
        case .gone(let id): meeting[id] == nil
        case .subject(let text): meeting.subject == text
        case .recording(let mode, let isOn): meeting.isRecording(mode) == isOn
        case .transcribing(let isOn): meeting.isTranscribing == isOn
        case .newRoom(let before): meeting.breakoutRooms.contains { !before.contains($0.id) }
        case .noneIn(let id): meeting.room(id).map { $0.count == 0 } ?? true
        case .roomGone(let id): meeting.room(id) == nil
        case .isIn(let id, let room): meeting.room(room)?.members.contains(id) == true
        case .hand(let wasRaised):
            meeting.localParticipant.map { ($0.handRaised != nil) != wasRaised } ?? false
        case .ownMute(let media, let was?):
            meeting.localParticipant?.isMuted(media).map { $0 != was } ?? false
        case .out: meeting.hasLeft
        case .nothing, .event, .said, .tileView, .quality, .ownMute(_, nil): false
        }
    }

    /// Whether an event of that name can be the answer.
    private func answers(_ event: MeetingEvent) -> Bool {
        switch sign {
        case .muted: event.name == "participantMuted"
        case .moderated: event.name == "moderationStatusChanged"
        case .arrives: event.name == "participantJoined"
        case .isModerator: event.name == "participantRoleChanged"
        case .subject: event.name == "subjectChange"
        case .recording: event.name == "recordingStatusChanged"
        case .transcribing: event.name == "transcribingStatusChanged" || event.name == "recordingStatusChanged"
        case .newRoom, .noneIn, .roomGone, .isIn: event.name == "breakoutRoomsUpdated"
        case .hand: event.name == "raiseHandUpdated"
        case .ownMute(let media, _):
            event.name == "\(media.rawValue)MuteStatusChanged" || event.name == "participantMuted"
        case .out:
            event.name == "videoConferenceLeft" || event.name == "readyToClose"
                || (event.name == "errorOccurred" && MeetingError(event.data)?.name == "conference.destroyed")
        case .nothing, .event, .said, .tileView, .quality, .gone, .everyoneMuted: false
        }
    }

    private func isNobodyUnmuted(in meeting: LiveMeeting) -> Bool {
        guard case .everyoneMuted(let media, let unmuted) = sign else { return false }
        return unmuted.allSatisfy { meeting[$0]?.isMuted(media) != false }
    }

    /// A raw command's event: of those of a recording, one can say that it failed.
    private func eventVerdict(_ event: MeetingEvent) -> Verdict {
        guard event.name == "recordingStatusChanged", event.data["on"]?.flag == false,
            let failure = RecordingStanding.failure(event.data)
        else { return .confirmed }
        return .failed(failure)
    }

    /// A start that failed comes as `on` false with an error, and some say not of which mode.
    private func startVerdict(of mode: RecordingMode, _ event: MeetingEvent) -> Verdict? {
        let told = event.data["mode"]?.words?.string
        guard told == mode.rawValue || told == nil else { return nil }
        switch event.data["on"]?.flag {
        case true? where told != nil: return .confirmed
        case false?: return RecordingStanding.failure(event.data).map { .failed($0) }
        default: return nil
        }
    }
}

extension LiveMeeting {
    /// Whether a recording of that mode runs.
    package func isRecording(_ mode: RecordingMode) -> Bool {
        if case .running? = recordings[mode] { true } else { false }
    }
}

extension MeetingEvent {
    /// Whether it tells that somebody has gone.
    fileprivate func isDeparture(of id: ParticipantIdentifier) -> Bool {
        switch name {
        case "participantLeft": data["id"]?.identifier == id
        case "participantKickedOut": data["kicked"]?["id"]?.identifier == id
        default: false
        }
    }
}
