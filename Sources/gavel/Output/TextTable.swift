import Terminal

/// Rows in columns as wide as what stands in them.
struct TextTable {
    let head: [String]
    let rows: [[String]]

    /// The columns that are never cut.
    var whole: Set<Int> = []

    /// The widest a column may become, in cells; the last one is as wide as it likes.
    var widest: Int?

    /// How many cells a line may have; columns are cut to it, the widest first.
    var width: Int?

    /// What stands between two columns.
    private static let gap = "  "

    /// The narrowest a column is cut to.
    private static let least = 4

    /// The lines, with the head; none where there are no rows.
    var lines: [String] {
        guard !rows.isEmpty else { return [] }
        let all = [head] + rows
        let widths = fitted(head.indices.map { column in all.reduce(0) { max($0, DisplayText.cells(of: $1[column])) } })
        return all.map { row in
            let cells = row.indices.map { column in
                // Nothing follows what is last, so that it needs neither room nor a cut where there is no limit.
                column == row.count - 1 && width == nil
                    ? row[column] : DisplayText.fitted(row[column], to: widths[column])
            }
            let line = cells.joined(separator: TextTable.gap)
            return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
        }
    }

    private func fitted(_ natural: [Int]) -> [Int] {
        var widths = natural
        if let widest { for column in widths.indices.dropLast() { widths[column] = min(widths[column], widest) } }
        guard let width else { return widths }
        let room = width - TextTable.gap.count * (widths.count - 1)
        while widths.reduce(0, +) > room {
            let candidates = widths.indices.filter { !whole.contains($0) && widths[$0] > TextTable.least }
            guard let longest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[longest] -= 1
        }
        return widths
    }
}
