extension Canvas {
    /// Writes a text in one line, clipped at the edges.
    ///
    /// A character of which only a part would fit is left out. Control characters show as U+FFFD.
    ///
    /// - Parameters:
    ///   - text: What to write.
    ///   - point: Where its first cell is; may be anywhere, also off the canvas.
    ///   - style: How it looks.
    ///   - width: How many cells it may take, if not as many as there are up to the right edge.
    /// - Returns: How many cells the text took, those left of the canvas included; 0 for a row that does not exist.
    @discardableResult
    package mutating func write(
        _ text: some StringProtocol,
        at point: Point,
        style: Style = .plain,
        width: Int? = nil
    ) -> Int {
        write(String(text), from: point, style: style.packed, width: width)
    }

    /// As above, for one kind of text: generic code of another module would be several times slower.
    private mutating func write(_ text: String, from point: Point, style: UInt64, width: Int?) -> Int {
        guard point.row >= 0, point.row < size.rows, point.column < size.columns else { return 0 }
        var limit = size.columns
        if let width {
            let (end, overflow) = point.column.addingReportingOverflow(max(0, width))
            if !overflow { limit = min(limit, end) }
        }
        var column = point.column
        if DisplayText.isPlain(text) {
            cells.withUnsafeMutableBufferPointer { cells in
                let row = UnsafeMutableBufferPointer(
                    rebasing: cells[point.row * size.columns..<(point.row + 1) * size.columns]
                )
                for scalar in text.unicodeScalars {
                    let width = ScalarWidth.ofPlain(scalar.value)
                    guard column + width <= limit else { break }
                    Self.place(scalar.value, width: width, style: style, at: column, in: row)
                    column += width
                }
            }
            return column - point.column
        }
        for character in text {
            let glyphs = Glyph.glyphs(of: character)
            guard column + glyphs.reduce(0, { $0 + $1.width }) <= limit else { break }
            for glyph in glyphs {
                place(content(of: glyph), width: glyph.width, row: point.row, column: column, style: style)
                column += glyph.width
            }
        }
        return column - point.column
    }

    /// Fills a part of the canvas with one character.
    ///
    /// A wide one that fits no more at the right end of a row leaves a blank there.
    package mutating func fill(_ rectangle: Rectangle, with character: Character = " ", style: Style = .plain) {
        let part = rectangle.intersection(bounds)
        guard !part.isEmpty else { return }
        let glyph = Glyph.glyphs(of: character).first ?? Glyph(scalar: " ", width: 1)
        let content = content(of: glyph)
        let packed = style.packed
        for row in part.row..<part.endRow {
            var column = part.column
            while column < part.endColumn {
                let fits = column + glyph.width <= part.endColumn
                place(fits ? content : 0x20, width: fits ? glyph.width : 1, row: row, column: column, style: packed)
                column += fits ? glyph.width : 1
            }
        }
    }

    /// Changes how a part of the canvas looks, and not what it says: for selection bars, and for dimming what is behind
    /// a dialog.
    ///
    /// A wide character that is half within the part is changed as a whole.
    package mutating func restyle(_ rectangle: Rectangle, _ change: (inout Style) -> Void) {
        let part = rectangle.intersection(bounds)
        guard !part.isEmpty else { return }
        var changed: (from: UInt64, to: UInt64)?
        for row in part.row..<part.endRow {
            var range = row * size.columns + part.column..<row * size.columns + part.endColumn
            if cells[range.lowerBound].width == 0 { range = range.lowerBound - 1..<range.upperBound }
            if cells[range.upperBound - 1].width == 2 { range = range.lowerBound..<range.upperBound + 1 }
            for index in range {
                let packed = cells[index].style
                if let changed, changed.from == packed {
                    cells[index].style = changed.to
                    continue
                }
                var style = Style(packed: packed)
                change(&style)
                cells[index].style = style.packed
                changed = (packed, style.packed)
            }
        }
    }

    /// Puts a glyph into its cells, which are within the canvas but for those left of it.
    private mutating func place(_ content: UInt32, width: Int, row: Int, column: Int, style: UInt64) {
        cells.withUnsafeMutableBufferPointer { cells in
            let row = UnsafeMutableBufferPointer(rebasing: cells[row * size.columns..<(row + 1) * size.columns])
            Self.place(content, width: width, style: style, at: column, in: row)
        }
    }

    /// Puts a glyph into its cells of a row, and blanks what it leaves half of.
    @inline(__always)
    private static func place(
        _ content: UInt32,
        width: Int,
        style: UInt64,
        at column: Int,
        in row: UnsafeMutableBufferPointer<PackedCell>
    ) {
        guard column >= 0 else {
            // Of a wide character across the left edge the right half would be visible: a blank in its style.
            if column == -1, width == 2 { place(0x20, width: 1, style: style, at: 0, in: row) }
            return
        }
        if row[column].width == 0, column > 0 { row[column - 1] = .blank(row[column - 1].style) }
        let end = column + width
        if end < row.count, row[end].width == 0 { row[end] = .blank(row[end].style) }
        row[column] = PackedCell(content: content, width: UInt8(truncatingIfNeeded: width), style: style)
        if width == 2 { row[column + 1] = .rightHalf(style) }
    }
}
