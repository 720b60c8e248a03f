/// Which rows of a list are wanted, and in which order, where there is no screen: by the same filter as on it.
package struct ListSelection<Row: TableRow>: Sendable {
    private let filter: ListFilter<Row.Column>
    private let sortColumn: Row.Column?
    private let isReversed: Bool

    /// Makes a choice.
    ///
    /// - Parameters:
    ///   - filter: What the rows have to meet, as it is typed in the console; nil for all.
    ///   - sortColumn: What they are sorted by; nil for the order in which they came.
    ///   - isReversed: Whether the order is turned round.
    /// - Throws: `FilterFault` where the filter is none.
    package init(filter: String?, sortColumn: Row.Column?, isReversed: Bool) throws(FilterFault) {
        self.filter = try filter.map { text throws(FilterFault) in try ListFilter(text) } ?? ListFilter()
        self.sortColumn = sortColumn
        self.isReversed = isReversed
    }

    /// Whether a column has a say in what is chosen, be it named or searched along with all others.
    package func concerns(_ column: Row.Column) -> Bool {
        sortColumn == column || filter.terms.contains { ($0.column ?? column) == column }
    }

    /// The rows that are wanted, in the order that is wanted.
    ///
    /// - Parameter rows: All rows, as they came.
    /// - Returns: Those that meet the filter.
    package func chosen(of rows: [Row]) -> [Row] {
        guard let column = sortColumn ?? Row.Column.allCases.first else { return rows }
        var table = TableState<Row>(sortColumn: column, isDescending: sortColumn != nil && isReversed)
        table.setFilter(filter)
        table.replace(with: rows)
        guard sortColumn == nil else { return table.order.map { table.rows[$0] } }
        let asTheyCame = table.order.sorted().map { table.rows[$0] }
        return isReversed ? asTheyCame.reversed() : asTheyCame
    }
}
