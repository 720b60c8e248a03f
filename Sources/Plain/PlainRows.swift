import Foundation
import Meetings
import Store

/// The list of the service in view, as plain text.
struct PlainRows {
    /// The rows that stand on the list, from the top.
    let identifiers: [String]

    /// What is said of the whole list: how many rows there are, and which of them are shown.
    let summary: String

    /// The names of the columns, in the order of a row's line.
    let columns: String

    private let line: (Int) -> String

    init(_ state: ConsoleState) {
        switch state.service {
        case .v4h: self.init(state.conferences, state.conferencesLoading, "conference", state) { $0.text }
        case .proconf: self.init(state.meetings, state.meetingsLoading, "meeting", state) { $0.string }
        }
    }

    private init<Row: TableRow>(
        _ table: TableState<Row>,
        _ loading: Loadable<Int>,
        _ word: String,
        _ state: ConsoleState,
        identifier: (Row.ID) -> String
    ) {
        let time = TimeText(now: state.now)
        identifiers = table.order.map { identifier(table.rows[$0].id) }
        columns = Row.Column.allNames
        line = { place in
            let row = table.rows[table.order[place]]
            let values = Row.Column.allCases.map { row.texts(in: $0, time).first ?? "–" }
            let remarks = [
                place == table.position ? "selected" : nil, table.marks.contains(row.id) ? "marked" : nil,
            ].compactMap(\.self)
            return "\(place + 1). \((values + remarks).joined(separator: "; "))"
        }
        summary = PlainRows.summary(of: table, loading, word, state)
    }

    /// The lines of some rows, counted from 0.
    func lines(_ places: Range<Int>) -> [String] { places.clamped(to: 0..<identifiers.count).map(line) }

    private static func summary<Row: TableRow>(
        of table: TableState<Row>,
        _ loading: Loadable<Int>,
        _ word: String,
        _ state: ConsoleState
    ) -> String {
        if table.rows.isEmpty {
            switch loading {
            case .notAsked:
                return
                    "The list was not asked for yet. \(state.session[state.service].isUsable ? "Type refresh." : "Log in first: type login.")"
            case .loading: return "The list is on its way."
            case .failed(let trouble, _, _): return "\(trouble.title) \(trouble.advice)"
            case .loaded: return "There is no \(word) yet."
            }
        }
        let service = state.service.title
        let all = "\(table.rows.count) \(word)\(table.rows.count == 1 ? "" : "s") on \(service)"
        var parts = [all]
        if !table.filter.isEmpty { parts.append("\(table.count) with “\(table.filter.text)”") }
        if !table.marks.isEmpty {
            parts.append(
                "\(table.marks.count) marked\(table.hiddenMarks > 0 ? ", \(table.hiddenMarks) of them hidden" : "")")
        }
        parts.append("by \(table.sortColumn.name), \(table.isDescending ? "falling" : "rising")")
        if let moment = loading.moment {
            parts.append("as of \(TimeText(now: state.now).moment(moment))")
        }
        return parts.joined(separator: "; ") + "."
    }
}
