/// How large a screen, or a part of one, is: in terminal cells.
package struct Size: Hashable, Sendable {
    /// Cells from left to right.
    package var columns: Int
    /// Cells from top to bottom.
    package var rows: Int

    /// A size of so many columns and rows.
    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}
