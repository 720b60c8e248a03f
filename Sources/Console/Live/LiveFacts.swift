import Foundation
import Meetings
import Stage
import Store
import Terminal

/// The facts of a meeting above its people: how long, how many, what is recorded and ruled.
struct LiveFacts {
    /// A fact, and how much it matters: those of the highest rank are left out first.
    private struct Fact {
        let text: String
        let role: Role
        let rank: Int
    }

    private let facts: [Fact]
    private let signs: LiveSigns

    /// Gathers what is known of a meeting.
    ///
    /// - Parameters:
    ///   - stage: The stage with the meeting.
    ///   - now: The moment that spans are counted to.
    ///   - signs: The alphabet.
    init(_ stage: StageState, now: Date, signs: LiveSigns) {
        self.signs = signs
        let live = stage.live
        var facts: [Fact] = []
        func add(_ text: String, _ role: Role = .value, rank: Int) {
            facts.append(Fact(text: text, role: role, rank: rank))
        }
        if let joined = live.joined { add(LiveSigns.elapsed(now.timeIntervalSince(joined)), rank: 0) }
        switch stage.page {
        case .awaited: add("page awaited", .warning, rank: 0)
        case .loading: add("page loads", .info, rank: 0)
        case .connected: break
        case .cutOff(let since):
            add("! page cut off \(LiveSigns.span(now.timeIntervalSince(since)))", .warning, rank: 0)
        }
        if live.joined != nil || !live.participants.isEmpty {
            let count = live.participants.count
            add(count == 1 ? "1 person" : "\(count) people", rank: 1)
        }
        if !live.knocking.isEmpty { add("\(live.knocking.count) knocking", .warning, rank: 2) }
        for mode in RecordingMode.allCases {
            switch live.recordings[mode] {
            case .running(let since):
                let lasted = LiveSigns.elapsed(now.timeIntervalSince(since))
                add("\(signs.recording) \(mode.rawValue) \(lasted)", .danger, rank: 0)
            case .failed(let reason):
                add("\(signs.failed) \(mode.rawValue) not recorded: \(reason.string.prefix(60))", .danger, rank: 3)
            case nil:
                if stage.isAsked(toRecord: mode) { add("REC \(mode.rawValue) asked for", .info, rank: 0) }
            }
        }
        if live.isInBreakoutRoom { add("in a breakout room", .info, rank: 3) }
        if live.isTranscribing { add("transcribed", .info, rank: 3) }
        for media in MeetingMedia.allCases where live.moderated.contains(media) {
            add("\(media.rawValue) moderated", .info, rank: 4)
        }
        // No event tells how the lobby is.
        if let isOn = stage.lobbyAskedFor { add("lobby \(isOn ? "on" : "off") (asked for)", .muted, rank: 5) }
        let others = live.breakoutRooms.count { !$0.isMain }
        if others > 0 { add(others == 1 ? "1 breakout room" : "\(others) breakout rooms", .muted, rank: 6) }
        self.facts = facts
    }

    /// The facts in lines of a width.
    ///
    /// - Parameters:
    ///   - width: The cells of a line.
    ///   - most: The most lines that there may be; what does not fit into them is left out.
    /// - Returns: The lines; none where there is nothing to tell.
    func lines(width: Int, most: Int) -> [StyledLine] {
        var kept = facts
        while true {
            let lines = wrapped(kept, width: width)
            if lines.count <= most { return lines }
            guard kept.count > 1, let last = kept.indices.max(by: { (kept[$0].rank, $0) < (kept[$1].rank, $1) })
            else { return Array(lines.prefix(most)) }
            kept.remove(at: last)
        }
    }

    private func wrapped(_ facts: [Fact], width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        for fact in facts {
            let next = StyledLine(fact.text, fact.role)
            if let last = lines.last, last.width + signs.separator.count + next.width <= width {
                lines[lines.count - 1] = last + StyledLine(signs.separator, .muted) + next
            } else {
                lines.append(next)
            }
        }
        return lines
    }
}

extension StageState {
    /// Whether a recording was asked for that no event has confirmed yet.
    fileprivate func isAsked(toRecord mode: RecordingMode) -> Bool {
        pending.contains { pending in
            guard case .startRecording(mode, _) = pending.action else { return false }
            return pending.standing != .unconfirmed
        }
    }
}
