import Store
import Terminal

/// A column of the list on the screen: its head, its width, and what stands in it.
struct TableColumn<Row: TableRow> {
    let column: Row.Column
    let title: String

    /// Cells it needs where nobody has said how many it is to have.
    let width: Int

    /// Whether it takes what room is left, unless it was said how many cells it is to have.
    var stretches = false
    var alignment: DisplayText.Alignment = .left

    /// What stands before the text, and is not searched.
    var sign: ((Row) -> String)?
    let text: (Row) -> (String, Role)

    /// The cells that the operator gives it; nil for those that suit it.
    var given: Int?

    /// The cells without which it gives way.
    fileprivate var least: Int { given.map { min($0, width) } ?? width }
}

/// The columns of a list as they fit into a width, with their final widths.
struct TableGrid<Row: TableRow> {
    let columns: [(column: TableColumn<Row>, width: Int)]

    /// Picks the columns that fit.
    ///
    /// One that was given more than it needs shrinks before any is left out, and grows again as far as there is room.
    ///
    /// - Parameters:
    ///   - all: Every column, as it stands from left to right.
    ///   - width: Cells there is room for.
    init(_ all: [TableColumn<Row>], width: Int) {
        var kept = all
        func needed() -> Int { kept.reduce(0) { $0 + $1.least + 1 } - 1 }
        while kept.count > 1, needed() > width,
            let first = kept.indices.max(by: { kept[$0].column.rank < kept[$1].column.rank })
        {
            kept.remove(at: first)
        }
        var spare = max(0, width - needed())
        var widths = kept.map { min($0.least, width) }
        // Where there is not room for all that was given, those that stay longest have theirs first.
        for index in kept.indices.sorted(by: { kept[$0].column.rank < kept[$1].column.rank }) {
            guard let given = kept[index].given else { continue }
            let more = min(spare, given - kept[index].least)
            widths[index] += more
            spare -= more
        }
        var stretching = kept.count { $0.stretches && $0.given == nil }
        for index in kept.indices where kept[index].stretches && kept[index].given == nil {
            let share = spare / stretching
            widths[index] += share
            spare -= share
            stretching -= 1
        }
        columns = zip(kept, widths).map { ($0, $1) }
    }

    /// Whether there is room for a column.
    func shows(_ column: Row.Column) -> Bool { columns.contains { $0.column.column == column } }

    func header(sortedBy sorted: Row.Column, descending: Bool) -> String {
        columns.map { column, width in
            let mark = column.column == sorted ? (descending ? "▼" : "▲") : ""
            return DisplayText.fitted(column.title + mark, to: width, alignment: column.alignment)
        }
        .joined(separator: " ")
    }

    /// A row's line.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - filter: What was found is marked.
    /// - Returns: The line, as wide as the columns.
    func line(_ row: Row, marking filter: ListFilter<Row.Column>) -> StyledLine {
        columns.enumerated().reduce(StyledLine()) { line, item in
            let (column, width) = item.element
            let (text, role) = column.text(row)
            var cell = StyledLine(item.offset == 0 ? "" : " ", role)
            var room = width
            if let sign = column.sign {
                let sign = sign(row) + " "
                cell += StyledLine(sign, role)
                room -= DisplayText.cells(of: sign)
            }
            let fitted = DisplayText.fitted(text, to: room, alignment: column.alignment)
            return line + cell + marked(fitted, role, where: filter, column.column)
        }
    }

    /// A cell's text with what the filter found in it.
    private func marked(
        _ fitted: String,
        _ role: Role,
        where filter: ListFilter<Row.Column>,
        _ column: Row.Column
    ) -> StyledLine {
        guard !filter.isEmpty else { return StyledLine(fitted, role) }
        // The blanks around it are not part of it.
        let start = fitted.firstIndex { $0 != " " } ?? fitted.endIndex
        let end = fitted.lastIndex { $0 != " " }.map { fitted.index(after: $0) } ?? fitted.endIndex
        let text = String(fitted[start..<end])
        var line = StyledLine(String(fitted[..<start]), role)
        var next = text.startIndex
        for found in filter.matches(in: text, of: column) {
            line += StyledLine(String(text[next..<found.lowerBound]), role) + StyledLine(String(text[found]), .match)
            next = found.upperBound
        }
        return line + StyledLine(String(text[next...]) + fitted[end...], role)
    }
}
