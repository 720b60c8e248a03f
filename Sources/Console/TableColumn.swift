import Store
import Terminal

/// A column of the list on the screen: its head, its width, and what stands in it.
struct TableColumn<Row: TableRow> {
    let column: Row.Column
    let title: String

    /// Cells it needs.
    ///
    /// What is left over goes to those that stretch.
    let width: Int

    /// Whether it takes what room is left.
    var stretches = false

    /// The last to give way where room is short has the lowest number.
    let rank: Int
    var alignment: DisplayText.Alignment = .left

    /// What stands before the text, and is not searched.
    var sign: ((Row) -> String)?
    let text: (Row) -> (String, Role)
}

/// The columns of a list as they fit into a width, with their final widths.
struct TableGrid<Row: TableRow> {
    let columns: [(column: TableColumn<Row>, width: Int)]

    /// Picks the columns that fit.
    ///
    /// - Parameters:
    ///   - all: Every column, as it stands from left to right.
    ///   - width: Cells there is room for.
    init(_ all: [TableColumn<Row>], width: Int) {
        var kept = all
        func needed() -> Int { kept.reduce(0) { $0 + $1.width + 1 } - 1 }
        while kept.count > 1, needed() > width, let least = kept.indices.max(by: { kept[$0].rank < kept[$1].rank }) {
            kept.remove(at: least)
        }
        var spare = max(0, width - needed())
        var stretching = kept.filter(\.stretches).count
        columns = kept.map { column in
            guard column.stretches else { return (column, min(column.width, width)) }
            let share = spare / stretching
            spare -= share
            stretching -= 1
            return (column, min(column.width + share, width))
        }
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
