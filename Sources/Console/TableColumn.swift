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

    func header(sortedBy sorted: Row.Column, descending: Bool) -> String {
        columns.map { column, width in
            let mark = column.column == sorted ? (descending ? "▼" : "▲") : ""
            return DisplayText.fitted(column.title + mark, to: width, alignment: column.alignment)
        }
        .joined(separator: " ")
    }

    func line(_ row: Row) -> StyledLine {
        columns.enumerated().reduce(StyledLine()) { line, item in
            let (text, role) = item.element.column.text(row)
            let fitted = DisplayText.fitted(text, to: item.element.width, alignment: item.element.column.alignment)
            return line + StyledLine(item.offset == 0 ? fitted : " " + fitted, role)
        }
    }
}
