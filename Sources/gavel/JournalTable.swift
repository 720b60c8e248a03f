import Console
import Foundation
import Journal
import Meetings
import Store

/// The journal for people: an entry a line, in columns as wide as what stands in them.
struct JournalTable {
    let entries: [JournalEntry]
    var timeZone = TimeZone.current

    /// The widest a column may become, in cells.
    private static let most = 48

    /// The lines, with a head; none where there are no entries.
    var lines: [String] {
        let time = TimeText(now: Date(), timeZone: timeZone)
        let head = ["TIME", "PROFILE", "WHO", "SERVICE", "ACTION", "TARGET", "OUTCOME", "TOOK", "REMARK"]
        return TextTable(head: head, rows: entries.map { row(of: $0, time) }, widest: JournalTable.most).lines
    }

    /// An entry a line, without columns: for those who hear it.
    var statements: [String] {
        let time = TimeText(now: Date(), timeZone: timeZone)
        return entries.map { entry in
            let parts = [
                time.second(entry.when), entry.action.string, entry.target?.title ?? entry.service.string,
                entry.outcome.rawValue, entry.remark,
            ]
            return parts.filter { !$0.isEmpty }.joined(separator: "; ")
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
