import Terminal

/// Rows in columns as wide as what stands in them.
struct TextTable {
    let head: [String]
    let rows: [[String]]

    /// The columns that are never cut.
    var whole: Set<Int> = []

    /// How early each column gives way where there is no room for all: the last one has the lowest number.
    ///
    /// Of those that are alike the rightmost goes first. Where it is empty none does.
    var ranks: [Int] = []

    /// The widest a column may become, in cells; the last one is as wide as it likes.
    var widest: Int?

    /// How many cells a line may have; columns give way until the others fit, and of these the widest are cut.
    var width: Int?

    /// What stands between two columns.
    private static let gap = "  "

    /// The narrowest a column is cut to: fewer cells say nothing.
    private static let least = 8

    /// The lines, with the head; none where there are no rows.
    var lines: [String] {
        guard !rows.isEmpty else { return [] }
        let all = [head] + rows
        let natural = head.indices.map { column in all.reduce(0) { max($0, DisplayText.cells(of: $1[column])) } }
        let kept = kept(natural)
        let widths = fitted(natural, kept)
        return all.map { row in
            let cells = kept.map { column in
                // Nothing follows what is last, so that it needs neither room nor a cut where there is no limit.
                column == row.count - 1 && width == nil
                    ? row[column] : DisplayText.fitted(row[column], to: widths[column])
            }
            let line = cells.joined(separator: TextTable.gap)
            return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
        }
    }

    /// The columns there is room for.
    private func kept(_ natural: [Int]) -> [Int] {
        var kept = Array(natural.indices)
        guard let width, !ranks.isEmpty else { return kept }
        func needed() -> Int { kept.reduce(-TextTable.gap.count) { $0 + least(of: $1, natural) + TextTable.gap.count } }
        while kept.count > 1, needed() > width,
            let first = kept.indices.max(by: { (ranks[kept[$0]], $0) < (ranks[kept[$1]], $1) })
        {
            kept.remove(at: first)
        }
        return kept
    }

    /// The cells without which a column says nothing.
    private func least(of column: Int, _ natural: [Int]) -> Int {
        whole.contains(column) ? natural[column] : min(natural[column], TextTable.least)
    }

    private func fitted(_ natural: [Int], _ kept: [Int]) -> [Int] {
        var widths = natural
        if let widest { for column in widths.indices.dropLast() { widths[column] = min(widths[column], widest) } }
        guard let width else { return widths }
        let room = width - TextTable.gap.count * (kept.count - 1)
        while kept.reduce(0, { $0 + widths[$1] }) > room {
            let candidates = kept.filter { widths[$0] > least(of: $0, natural) }
            guard let longest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[longest] -= 1
        }
        return widths
    }
}
