/// A part of the screen: its upper left cell, and how many cells it is wide and high.
///
/// A rectangle without cells (a width or a height of zero or less) is valid and empty, so that a layout that has run
/// out of room needs no special case. No arithmetic here overflows.
package struct Rectangle: Hashable, Sendable {
    /// The column of the leftmost cells.
    package var column: Int
    /// The row of the uppermost cells.
    package var row: Int
    /// Cells from left to right.
    package var width: Int
    /// Cells from top to bottom.
    package var height: Int

    /// A rectangle with its upper left cell at a column and a row; negative widths and heights become zero.
    package init(column: Int, row: Int, width: Int, height: Int) {
        self.column = column
        self.row = row
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// A rectangle of a size with its upper left cell at a point.
    package init(origin: Point = Point(column: 0, row: 0), size: Size) {
        self.init(column: origin.column, row: origin.row, width: size.columns, height: size.rows)
    }

    /// The upper left cell.
    package var origin: Point { Point(column: column, row: row) }

    /// Its width and height.
    package var size: Size { Size(columns: width, rows: height) }

    /// The first column right of it.
    package var endColumn: Int { column.addingWithoutOverflow(max(0, width)) }

    /// The first row below it.
    package var endRow: Int { row.addingWithoutOverflow(max(0, height)) }

    /// Whether it has no cell at all.
    package var isEmpty: Bool { width <= 0 || height <= 0 }

    /// Whether a cell is within it.
    package func contains(_ point: Point) -> Bool {
        point.column >= column && point.column < endColumn && point.row >= row && point.row < endRow
    }

    /// What two rectangles have in common; empty if they do not touch.
    package func intersection(_ other: Rectangle) -> Rectangle {
        let column = max(self.column, other.column)
        let row = max(self.row, other.row)
        let endColumn = min(self.endColumn, other.endColumn)
        let endRow = min(self.endRow, other.endRow)
        guard endColumn > column, endRow > row else { return Rectangle(column: column, row: row, width: 0, height: 0) }
        return Rectangle(column: column, row: row, width: endColumn - column, height: endRow - row)
    }

    /// What is left within a border of so many cells on each side.
    package func inset(by border: Int = 1) -> Rectangle {
        inset(horizontally: border, vertically: border)
    }

    /// What is left within borders of so many columns left and right and so many rows above and below.
    package func inset(horizontally columns: Int, vertically rows: Int) -> Rectangle {
        let columns = min(max(0, columns), max(0, width))
        let rows = min(max(0, rows), max(0, height))
        return Rectangle(
            column: column.addingWithoutOverflow(columns),
            row: row.addingWithoutOverflow(rows),
            width: width - columns - min(columns, width - columns),
            height: height - rows - min(rows, height - rows)
        )
    }
}

extension Int {
    /// The sum, or the largest value there is.
    ///
    /// The other summand must not be negative.
    func addingWithoutOverflow(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
