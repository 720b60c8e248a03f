/// Where a cell is: counted from zero, from the upper left corner.
package struct Point: Hashable, Sendable {
    /// Cells from the left edge.
    package var column: Int
    /// Cells from the upper edge.
    package var row: Int

    /// The cell at a column and a row.
    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}
