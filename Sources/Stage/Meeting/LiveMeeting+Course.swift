import Foundation
import Meetings

/// What is said, recorded and ruled, and what goes wrong.
extension LiveMeeting {
    /// The longest chat message that is kept, in Unicode scalars.
    private static let longestMessage = 2_000

    mutating func takeMessage(_ event: MeetingEvent) {
        let data = event.data
        guard let text = data["message"]?.words else { return }
        let isOwn = event.name == "outgoingMessage"
        let from = isOwn ? nil : data["from"]?.identifier
        let name = isOwn ? localParticipant?.name : data["nick"]?.name ?? from.flatMap { roster[$0]?.name }
        let moment = data["stamp"]?.moment(told: event.moment) ?? event.moment
        chat.append(
            ChatLine(
                from: from, name: name ?? "", text: SafeText(text.string, limit: LiveMeeting.longestMessage),
                isPrivate: data["privateMessage"]?.flag ?? false, moment: moment))
        if chat.count > LiveMeeting.mostChatLines { chat.removeFirst(chat.count - LiveMeeting.mostChatLines) }
    }

    mutating func takeRecording(_ data: JSONValue, at moment: Date) {
        guard let isOn = data["on"]?.flag else { return }
        isTranscribing = data["transcription"]?.flag ?? isTranscribing
        guard case .string(let text)? = data["mode"], let mode = RecordingMode(rawValue: text) else { return }
        if isOn {
            if case .running? = recordings[mode] { return }
            recordings[mode] = .running(since: moment)
        } else {
            recordings[mode] = RecordingStanding.failure(data).map { .failed($0) }
        }
    }

    mutating func takeModeration(_ data: JSONValue) {
        guard let isOn = data["enabled"]?.flag, case .string(let text)? = data["mediaType"],
            let media = MeetingMedia(rawValue: text)
        else { return }
        note(moderation: isOn, of: media)
    }

    mutating func note(moderation isOn: Bool, of media: MeetingMedia) {
        if isOn { moderated.insert(media) } else { moderated.remove(media) }
    }

    /// The handbook puts an error's members at the top, the source into `error`.
    mutating func takeError(_ data: JSONValue) {
        guard let error = MeetingError(data) else { return }
        switch error.name?.string {
        case "conference.connectionError.membersOnly":
            // The lobby does not let anybody fall out of a meeting.
            if joined == nil || hasLeft { isInLobby = true }
        case "conference.passwordRequired": asksForPassword = true
        case "conference.connectionError.accessDenied":
            isInLobby = false
            problem = error.words
        default: problem = error.words
        }
    }
}

extension RecordingStanding {
    /// Why a recording is not running, where `recordingStatusChanged` says so.
    static func failure(_ data: JSONValue) -> SafeText? {
        switch data["error"] {
        case nil, .null?, .bool(false)?: nil
        case let error? where error.words != nil: error.words
        case .string?: nil
        case let error?: error["message"]?.words ?? error["name"]?.words ?? "Jitsi did not say why"
        }
    }
}
