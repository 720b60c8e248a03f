import Foundation
import Meetings
import Stage
import Store
import Terminal

/// The columns of those in a meeting as they fit into a width, and the lines in them.
struct LiveGrid {
    /// What is told of everybody, from left to right.
    private enum Column: CaseIterable {
        case audio
        case video
        case hand
        case since

        var title: String {
            switch self {
            // Over the words, and not over the sign before them.
            case .audio: "  Audio"
            case .video: "Video"
            case .hand: "Hand"
            case .since: "Since"
            }
        }

        /// Those of the highest rank are left out first.
        var rank: Int {
            switch self {
            case .audio: 0
            case .hand: 1
            case .video: 2
            case .since: 3
            }
        }
    }

    /// The cells that a name has at least and at most, and that words about somebody have at least.
    private static let leastName = 8
    private static let mostName = 36
    private static let leastNote = 14

    private static let gap = 2

    private let columns: [(column: Column, width: Int)]
    private let nameWidth: Int
    private let noteWidth: Int
    private let signs: LiveSigns

    /// Picks the columns that fit.
    ///
    /// - Parameters:
    ///   - width: Cells there is room for.
    ///   - hasNotes: Whether something is said of somebody who is seen.
    ///   - signs: The alphabet.
    init(width: Int, hasNotes: Bool, signs: LiveSigns) {
        self.signs = signs
        func cells(_ column: Column) -> Int {
            switch column {
            case .audio: DisplayText.cells(of: signs.speaks)
            case .video: 7
            case .hand: signs.handWidth
            case .since: 5
            }
        }
        var kept = Column.allCases
        // The sign of the role stands before the name.
        let fixed = 2 + LiveGrid.leastName + (hasNotes ? LiveGrid.gap + LiveGrid.leastNote : 0)
        func needed() -> Int { kept.reduce(fixed) { $0 + cells($1) + LiveGrid.gap } }
        while needed() > width, let last = kept.max(by: { $0.rank < $1.rank }) { kept.removeAll { $0 == last } }
        let rest = max(0, width - 2 - kept.reduce(0) { $0 + cells($1) + LiveGrid.gap })
        let forNotes = hasNotes ? LiveGrid.gap + LiveGrid.leastNote : 0
        nameWidth = min(LiveGrid.mostName, max(min(rest, LiveGrid.leastName), rest - forNotes))
        noteWidth = max(0, rest - nameWidth - LiveGrid.gap)
        columns = kept.map { ($0, cells($0)) }
    }

    var header: String {
        ([signs.fitted("  Name", to: nameWidth + 2)] + columns.map { signs.fitted($0.column.title, to: $0.width) })
            .joined(separator: "  ")
    }

    /// Somebody's line.
    ///
    /// - Parameters:
    ///   - person: Who it is.
    ///   - note: What is said of them, in fewer and fewer words.
    ///   - noteRole: How that looks.
    ///   - scene: What times are told by.
    /// - Returns: The line.
    func line(of person: Participant, note: [String], _ noteRole: Role, _ scene: Scene) -> StyledLine {
        let isAway = person.room != nil
        var line = StyledLine(sign(of: person.role) + " ", .value)
        line += StyledLine(name(of: person), isAway ? .muted : .value)
        for (column, width) in columns {
            let (text, role) = isAway && column != .since ? ("", .muted) : cell(column, of: person, scene)
            line += StyledLine("  ") + StyledLine(signs.fitted(text, to: width), role)
        }
        guard let words = fitting(note, noteWidth) else { return line }
        return line + StyledLine("  ") + StyledLine(words, noteRole)
    }

    /// The line of somebody who waits to be let in.
    ///
    /// - Parameters:
    ///   - guest: Who it is.
    ///   - note: What is asked for already, in fewer and fewer words.
    ///   - noteRole: How that looks.
    ///   - now: The moment that spans are counted to.
    /// - Returns: The line.
    func line(of guest: KnockingGuest, note: [String], _ noteRole: Role, now: Date) -> StyledLine {
        let name = guest.name.isEmpty ? "(no name)" : guest.name.string
        var line = StyledLine(signs.knocks + " " + signs.fitted(name, to: nameWidth), .warning)
        let room = columns.reduce(noteWidth) { $0 + $1.width + LiveGrid.gap }
        let knocks = "knocks since \(LiveSigns.span(now.timeIntervalSince(guest.since)))"
        let words = [note.map { "\(knocks)\(signs.separator)\($0)" }, note, [knocks, "knocks"]].joined()
        let said = note.isEmpty ? fitting([knocks, "knocks"], room) : fitting(Array(words), room)
        if let said { line += StyledLine("  ") + StyledLine(said, note.isEmpty ? .warning : noteRole) }
        return line
    }

    private func sign(of role: ParticipantRole) -> String {
        switch role {
        case .moderator: signs.moderator
        case .visitor: signs.visitor
        case .participant, .unknown: " "
        }
    }

    private func name(of person: Participant) -> String {
        let name = person.name.isEmpty ? "(no name)" : person.name.string
        guard person.isLocal else { return signs.fitted(name, to: nameWidth) }
        let own = " (you)"
        let room = max(0, nameWidth - own.count)
        let kept = DisplayText.cells(of: name) > room ? signs.fitted(name, to: room) : name
        return signs.fitted(kept + own, to: nameWidth)
    }

    private func cell(_ column: Column, of person: Participant, _ scene: Scene) -> (String, Role) {
        switch column {
        case .audio:
            if person.isAudioMuted == true { return ("  muted", .muted) }
            if person.isDominantSpeaker { return (signs.speaks, .success) }
            return person.isAudioMuted == false ? ("  mic on", .text) : ("  \(signs.none)", .muted)
        case .video:
            return person.isVideoMuted.map { $0 ? ("cam off", .muted) : ("cam on", .text) } ?? (signs.none, .muted)
        case .hand:
            let raised = person.handRaised.map { scene.state.now.timeIntervalSince($0) }
            return (raised.map(signs.hand) ?? "", .warning)
        case .since: return (scene.time.clock(person.since), .muted)
        }
    }

    /// The first of some wordings that fits; the last one cut, where none does.
    private func fitting(_ wordings: [String], _ width: Int) -> String? {
        guard width > 2, let last = wordings.last else { return nil }
        return wordings.first { DisplayText.cells(of: $0) <= width } ?? signs.fitted(last, to: width)
    }
}
