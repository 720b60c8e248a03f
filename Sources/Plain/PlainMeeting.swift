import Meetings
import Stage
import Store

extension ConsoleState {
    /// What goes on in the meeting on the stage, a line each.
    var plainMeeting: [String] {
        guard let stage else { return ["No stage is open."] }
        let time = TimeText(now: now)
        let live = stage.live
        var facts = ["\(stage.room)\(live.subject.map { ", “\($0)”" } ?? "")", stage.page.plainWords]
        if let joined = live.joined { facts.append("joined \(time.relative(joined))") }
        if !live.participants.isEmpty { facts.append("\(live.participants.count) in it") }
        if let mode = live.runningRecording { facts.append("recorded as \(mode.rawValue)") }
        if live.isTranscribing { facts.append("transcribed") }
        for media in MeetingMedia.allCases where live.moderated.contains(media) {
            facts.append("\(media.rawValue) moderated")
        }
        let fault = stage.fault.map { ["\($0.title) \($0.advice)"] } ?? []
        return [facts.joined(separator: "; ") + "."] + fault
            + live.knocking.map { "\($0.name) knocks since \(time.relative($0.since))." }
            + live.participants.map(\.plainLine)
            + stage.pending.map { "Asked for, not confirmed: \($0.title)." }
    }
}

extension Participant {
    /// Who it is, as what, and how they are heard and seen.
    fileprivate var plainLine: String {
        var words = [name.string]
        if isLocal { words.append("you") }
        if role != .unknown { words.append(role.rawValue) }
        if let isAudioMuted { words.append(isAudioMuted ? "muted" : "microphone on") }
        if let isVideoMuted { words.append(isVideoMuted ? "no video" : "video on") }
        if handRaised != nil { words.append("hand raised") }
        if isDominantSpeaker { words.append("speaks") }
        return words.joined(separator: "; ")
    }
}

extension PageStatus {
    fileprivate var plainWords: String {
        switch self {
        case .awaited: "its page is not open yet"
        case .loading: "its page loads the meeting"
        case .connected: "its page is open"
        case .cutOff: "nothing is heard of its page"
        }
    }
}
