import Console
import Meetings
import Store

extension YAMLEntry {
    /// Reads the columns that the list of conferences is to have.
    ///
    /// - Returns: All columns, as far as they are right; all problems are reported.
    func columns() -> [ColumnChoice] {
        var choices: [ColumnChoice] = []
        for entry in names(example: "a list such as [state, room, owner: 20, created]") ?? [] {
            guard let choice = entry.columnChoice() else { continue }
            if choices.contains(where: { $0.column == choice.column }) {
                entry.report("stands more than once in the list", remedy: "keep one of them")
            } else {
                choices.append(choice)
            }
        }
        return choices
    }

    private func columnChoice() -> ColumnChoice? {
        guard let column = ConferenceRow.Column.allCases.first(where: { $0.names.contains(name) }) else {
            let remedy = ConferenceRow.Column.nearestName(to: name) ?? "one of \(ConferenceRow.Column.allNames)"
            report("is no column", remedy: "write \(remedy)")
            return nil
        }
        guard !isBare else { return ColumnChoice(column) }
        let widths = column.widths
        let example = "a width of \(widths.lowerBound) to \(widths.upperBound) cells, or \(column.name) alone"
        return integer(where: widths.contains, example: example).map { ColumnChoice(column, width: $0) }
    }
}
