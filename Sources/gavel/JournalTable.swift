import Console
import Foundation
import Journal
import Meetings
import Store
import Terminal

/// The journal for people: an entry a line, in columns as wide as what stands in them.
struct JournalTable {
    let entries: [JournalEntry]
    var timeZone = TimeZone.current

    /// The widest a column may become, in cells.
    private static let most = 48

    /// The lines, with a head; none where there are no entries.
    var lines: [String] {
        guard !entries.isEmpty else { return [] }
        let time = TimeText(now: Date(), timeZone: timeZone)
        let head = ["TIME", "PROFILE", "WHO", "SERVICE", "ACTION", "TARGET", "OUTCOME", "TOOK", "REMARK"]
        let rows = [head] + entries.map { row(of: $0, time) }
        let widths = head.indices.map { column in
            min(JournalTable.most, rows.reduce(0) { max($0, DisplayText.cells(of: $1[column])) })
        }
        return rows.map { row in
            // What is said at the end of a line is never cut.
            let fitted = zip(row, widths).dropLast().map { DisplayText.fitted($0, to: $1) } + [row.last ?? ""]
            let line = fitted.joined(separator: "  ")
            return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
        }
    }

    private func row(of entry: JournalEntry, _ time: TimeText) -> [String] {
        [
            time.second(entry.when), entry.profile.string, entry.who?.string ?? "–", entry.service.string,
            entry.action.string, entry.target?.title ?? "–", entry.outcome.rawValue,
            entry.milliseconds.map { TimeText.duration(milliseconds: $0) } ?? "–", entry.remark,
        ]
    }
}
