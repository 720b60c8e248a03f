package import Foundation

/// A row of a table: it can be told apart, searched and sorted.
package protocol TableRow: Identifiable, Sendable where ID: Sendable {
    associatedtype Column: ListColumn

    /// What stands in a column, as it is shown and as a filter finds it: one text, none, or several names of one thing.
    func texts(in column: Column, _ time: TimeText) -> [String]

    /// What decides where the row stands when sorted by the column.
    func sortKey(for column: Column) -> SortKey
}

extension TableRow {
    /// Whether this row stands before the other when sorted by the column, ascending.
    func precedes(_ other: Self, by column: Column) -> Bool { sortKey(for: column) < other.sortKey(for: column) }
}

/// What rows are sorted by.
///
/// It is made once a row and sort: comparing whole rows would cost far more.
package enum SortKey: Comparable, Sendable {
    case number(Double)
    case text(String)

    /// The key for words of people: case and accents do not part what belongs together.
    static func words(_ text: String) -> SortKey { .text(SearchKey.folded(text)) }
}

/// A long table: its rows, those that pass the filter in order, the selected one, and the window on the screen.
///
/// Moving the selection costs the same for any number of rows; loading, filtering and sorting do not.
package struct TableState<Row: TableRow>: Sendable {
    package private(set) var rows: [Row] = []

    /// Indices into `rows`, as they stand on the screen.
    package private(set) var order: [Int] = []

    /// Where the selection stands in `order`.
    package private(set) var position = 0

    /// The first visible place of `order`.
    package private(set) var top = 0

    /// How many rows the screen has room for.
    package private(set) var visibleRows = 1

    package private(set) var filter = ListFilter<Row.Column>()
    package private(set) var sortColumn: Row.Column
    package private(set) var isDescending: Bool

    /// The rows that are marked, shown or not: kept by identity, whatever is loaded, filtered and sorted.
    package internal(set) var marks: Set<Row.ID> = []

    /// How many marked rows the filter hides.
    package internal(set) var hiddenMarks = 0

    /// The row that was marked last, from which a range is marked.
    var lastMark: Row.ID?

    /// Folded once a load, so that a filter typed later is quick.
    private var searchKeys: [SearchKey] = []

    /// Writes the times that a filter finds.
    private let time: TimeText

    package init(sortColumn: Row.Column, isDescending: Bool, timeZone: TimeZone = .current) {
        self.sortColumn = sortColumn
        self.isDescending = isDescending
        time = TimeText(now: .distantPast, timeZone: timeZone)
    }

    package var count: Int { order.count }

    package var selected: Row? { order.indices.contains(position) ? rows[order[position]] : nil }

    /// The rows on the screen, with their place in the table.
    package var visible: [(place: Int, row: Row)] {
        let end = min(order.count, top + visibleRows)
        guard top < end else { return [] }
        return (top..<end).map { ($0, rows[order[$0]]) }
    }

    package subscript(id: Row.ID) -> Row? { rows.first { $0.id == id } }
}

extension TableState {
    /// Takes the rows of a table that was made elsewhere, over a copy of this one.
    ///
    /// Where this table is sorted and filtered as the other, that costs the same for any number of rows.
    ///
    /// - Parameter other: The table with the new rows.
    package mutating func adopt(_ other: TableState) {
        let kept = selected?.id
        rows = other.rows
        searchKeys = other.searchKeys
        if other.filter.text == filter.text, other.sortColumn == sortColumn, other.isDescending == isDescending {
            order = other.order
            countHiddenMarks()
            select(kept)
        } else {
            arrange(keeping: kept)
        }
    }

    /// Takes a new set of rows.
    ///
    /// The selection stays on the row it was on. Where that row is gone, it stays at the same place. Of rows with the same
    /// identity the first counts: a service may name one twice.
    package mutating func replace(with rows: [Row]) {
        let kept = selected?.id
        var known = Set<Row.ID>(minimumCapacity: rows.count)
        let rows = rows.filter { known.insert($0.id).inserted }
        self.rows = rows
        searchKeys = rows.map(searchKey(of:))
        arrange(keeping: kept)
        forgetMarksOfGone()
    }

    /// Puts one row in the place of the one with its identity, or adds it.
    package mutating func upsert(_ row: Row) {
        let kept = selected?.id
        let index: Int
        if let known = rows.firstIndex(where: { $0.id == row.id }) {
            index = known
            rows[index] = row
            searchKeys[index] = searchKey(of: row)
            order.removeAll { $0 == index }
        } else {
            index = rows.count
            rows.append(row)
            searchKeys.append(searchKey(of: row))
        }
        if filter.passes(searchKeys[index]) {
            order.insert(index, at: place(of: index))
        }
        countHiddenMarks()
        select(kept)
    }

    package mutating func remove(_ id: Row.ID) {
        guard let index = rows.firstIndex(where: { $0.id == id }) else { return }
        let kept = selected?.id
        rows.remove(at: index)
        searchKeys.remove(at: index)
        marks.remove(id)
        arrange(keeping: kept == id ? nil : kept)
    }

    /// The first rows, in the order of the table, that have every word of a text in them, whatever the filter is.
    ///
    /// - Parameters:
    ///   - count: How many at most.
    ///   - text: The words.
    /// - Returns: The rows.
    package func first(_ count: Int, containing text: String) -> [Row] {
        let words = SearchKey.words(of: text)
        return (filter.isEmpty ? order : Array(rows.indices)).lazy
            .filter { searchKeys[$0].contains(all: words) }.prefix(count).map { rows[$0] }
    }

    package mutating func setFilter(_ filter: ListFilter<Row.Column>) {
        guard filter.text != self.filter.text else { return }
        let kept = selected?.id
        // A narrower filter can only lose rows: those already gone need not be looked at.
        let narrows = filter.narrows(self.filter)
        self.filter = filter
        if narrows {
            order.removeAll { !filter.passes(searchKeys[$0]) }
            countHiddenMarks()
            select(kept)
        } else {
            arrange(keeping: kept)
        }
    }

    package mutating func sort(by column: Row.Column, descending: Bool) {
        let kept = selected?.id
        sortColumn = column
        isDescending = descending
        arrange(keeping: kept)
    }

    package mutating func move(by step: Int) {
        guard !order.isEmpty else { return }
        position = min(max(position + step, 0), order.count - 1)
        showSelection()
    }

    package mutating func moveToStart() { move(by: -position) }

    package mutating func moveToEnd() { move(by: order.count) }

    /// Moves the selection to a row, if it is on the table and passes the filter.
    ///
    /// - Parameter id: The row's identity; nil leaves the selection at its place.
    package mutating func select(_ id: Row.ID?) {
        if let id, let place = order.firstIndex(where: { rows[$0].id == id }) { position = place }
        position = min(max(position, 0), max(0, order.count - 1))
        showSelection()
    }

    package mutating func setVisibleRows(_ count: Int) {
        visibleRows = max(1, count)
        showSelection()
    }

    private func searchKey(of row: Row) -> SearchKey {
        SearchKey(Row.Column.allCases.lazy.map { row.texts(in: $0, time) })
    }

    private mutating func arrange(keeping kept: Row.ID?) {
        var indices = Array(rows.indices)
        if !filter.isEmpty { indices.removeAll { !filter.passes(searchKeys[$0]) } }
        var keyed = indices.map { (key: rows[$0].sortKey(for: sortColumn), index: $0) }
        // Rows that are alike stand as they came, whichever way the column is turned round.
        if isDescending {
            keyed.sort { $0.key == $1.key ? $0.index < $1.index : $0.key > $1.key }
        } else {
            keyed.sort { $0.key == $1.key ? $0.index < $1.index : $0.key < $1.key }
        }
        order = keyed.map(\.index)
        countHiddenMarks()
        select(kept)
    }

    /// Whether one row stands before another; rows that are alike stand as they came.
    private func stands(_ left: Int, before right: Int) -> Bool {
        let first = isDescending ? right : left
        let second = isDescending ? left : right
        if rows[first].precedes(rows[second], by: sortColumn) { return true }
        if rows[second].precedes(rows[first], by: sortColumn) { return false }
        return left < right
    }

    /// Where a row belongs among those that are in order.
    private func place(of index: Int) -> Int {
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if stands(order[middle], before: index) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Scrolls as little as shows the selection.
    private mutating func showSelection() {
        if position < top { top = position }
        if position >= top + visibleRows { top = position - visibleRows + 1 }
        top = min(max(0, top), max(0, order.count - visibleRows))
    }
}
