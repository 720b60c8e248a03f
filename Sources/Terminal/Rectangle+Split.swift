extension Rectangle {
    /// Cuts so many columns off at the left; fewer if it is narrower.
    package func split(left columns: Int) -> (left: Rectangle, rest: Rectangle) {
        let columns = clamped(columns, to: width)
        return (
            Rectangle(column: column, row: row, width: columns, height: height),
            Rectangle(column: column.addingWithoutOverflow(columns), row: row, width: width - columns, height: height)
        )
    }

    /// Cuts so many columns off at the right; fewer if it is narrower.
    package func split(right columns: Int) -> (rest: Rectangle, right: Rectangle) {
        let (left, right) = split(left: width - clamped(columns, to: width))
        return (left, right)
    }

    /// Cuts so many rows off at the top; fewer if it is lower.
    package func split(top rows: Int) -> (top: Rectangle, rest: Rectangle) {
        let rows = clamped(rows, to: height)
        return (
            Rectangle(column: column, row: row, width: width, height: rows),
            Rectangle(column: column, row: row.addingWithoutOverflow(rows), width: width, height: height - rows)
        )
    }

    /// Cuts so many rows off at the bottom; fewer if it is lower.
    package func split(bottom rows: Int) -> (rest: Rectangle, bottom: Rectangle) {
        let (top, bottom) = split(top: height - clamped(rows, to: height))
        return (top, bottom)
    }

    private func clamped(_ cells: Int, to available: Int) -> Int {
        min(max(0, cells), max(0, available))
    }
}
