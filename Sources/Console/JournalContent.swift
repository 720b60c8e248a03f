import Journal
import Meetings
import Store
import Terminal

/// What was done, the newest first.
struct JournalContent {
    let scene: Scene

    /// Cells there are for a line.
    let width: Int

    /// From this width on an entry stands in columns.
    private static let widthForColumns = 66

    /// Cells for time, outcome and duration, and the least for the action, each with the blank behind it.
    private static let cells = (time: 20, outcome: 10, duration: 8, action: 18)

    private var isWide: Bool { width >= JournalContent.widthForColumns }

    var lines: [StyledLine] {
        let journal = scene.state.journal
        guard !journal.entries.isEmpty else { return [StyledLine("Nothing was done yet."), StyledLine()] + about }
        let head = isWide ? [columns("Time", "Action", "Target", ("Outcome", .header), "Took", role: .header)] : []
        return about + [StyledLine()] + head + journal.entries.reversed().flatMap(lines(of:))
    }

    /// Where the file lies, and what is wrong with it.
    private var about: [StyledLine] {
        let journal = scene.state.journal
        var lines: [StyledLine]
        if let path = journal.path {
            lines = StyledLine("\(path)", .muted).wrapped(to: width)
            let words = "The newest of profile \(scene.state.profile.name); “gavel journal” prints all."
            lines += StyledLine(words, .muted).wrapped(to: width)
        } else {
            lines = StyledLine("This journal is not kept: it ends with the console.", .muted).wrapped(to: width)
        }
        if let problem = journal.problem {
            let waiting = journal.waiting == 0 ? "" : " Not in the file yet: \(journal.waiting)."
            lines += StyledLine("! \(problem.title)\(waiting)", .warning).wrapped(to: width)
            lines += StyledLine(problem.advice).wrapped(to: width)
        }
        if journal.skipped > 0 {
            lines += StyledLine("! Lines that could not be read: \(journal.skipped).", .warning).wrapped(to: width)
        }
        return lines
    }

    private func lines(of entry: JournalEntry) -> [StyledLine] {
        let took = entry.milliseconds.map { TimeText.duration(milliseconds: $0) } ?? ""
        let outcome = "\(entry.outcome.sign) \(entry.outcome.rawValue)"
        var lines: [StyledLine]
        if isWide {
            let time = scene.time.second(entry.when)
            // A login is about the service itself.
            let target = entry.target?.title ?? ServiceKind(rawValue: entry.service.string)?.title ?? "–"
            lines = [columns(time, entry.action.string, target, (outcome, entry.outcome.role), took, role: .value)]
        } else {
            lines = [
                StyledLine("\(scene.time.clock(entry.when)) ", .muted) + StyledLine(outcome, entry.outcome.role)
                    + StyledLine(" \(entry.action)", .value)
            ]
            if let target = entry.target { lines += indented(target.title) }
        }
        let remark = entry.remark
        return remark.isEmpty ? lines : lines + indented(remark)
    }

    private func indented(_ text: String) -> [StyledLine] {
        DisplayText.wrapped(text, to: max(1, width - 4)).map { StyledLine("    " + $0, .muted) }
    }

    private func columns(
        _ time: String,
        _ action: String,
        _ target: String,
        _ outcome: (text: String, role: Role),
        _ took: String,
        role: Role
    ) -> StyledLine {
        let cells = JournalContent.cells
        let room = width - cells.time - cells.action - cells.outcome - cells.duration
        let first = [(time, cells.time), (action, cells.action), (target, room)]
            .map { DisplayText.fitted($0, to: $1 - 1) + " " }
        return StyledLine(first.joined(), role)
            + StyledLine(DisplayText.fitted(outcome.text, to: cells.outcome) + " ", outcome.role)
            + StyledLine(DisplayText.fitted(took, to: cells.duration - 1, alignment: .right), role)
    }
}
