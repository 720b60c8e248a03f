extension Canvas {
    /// The whole canvas.
    package var bounds: Rectangle { Rectangle(size: size) }

    /// A cell; an empty one beyond the edges.
    package func cell(at point: Point) -> Cell {
        guard bounds.contains(point) else { return Cell(text: " ", width: 1, style: .plain) }
        let cell = cells[point.row * size.columns + point.column]
        return Cell(text: glyph(of: cell)?.text ?? "", width: Int(cell.width), style: Style(packed: cell.style))
    }

    /// The canvas as text, a line a row, without the blanks at the ends of lines.
    ///
    /// A wide character is there once.
    package var lines: [String] { lines(in: bounds) }

    /// A part of the canvas as text, a line a row, without the blanks at the ends of lines.
    ///
    /// Half a wide character counts as a blank.
    package func lines(in rectangle: Rectangle) -> [String] {
        let part = rectangle.intersection(bounds)
        guard !part.isEmpty else { return [] }
        return (part.row..<part.endRow).map { row in
            var line = String.UnicodeScalarView()
            var length = line.endIndex
            for column in part.column..<part.endColumn {
                let cell = cells[row * size.columns + column]
                let isCut = cell.width == 0 && column == part.column || cell.width == 2 && column + 1 == part.endColumn
                guard let glyph = isCut ? Glyph(scalar: " ", width: 1) : glyph(of: cell) else { continue }
                line.append(glyph.scalar)
                line.append(contentsOf: glyph.marks)
                if glyph.scalar != " " || !glyph.marks.isEmpty { length = line.endIndex }
            }
            return String(line[..<length])
        }
    }

    /// A part of the canvas as one text, its lines as in ``lines(in:)``, with a line feed between them.
    package func text(in rectangle: Rectangle) -> String {
        lines(in: rectangle).joined(separator: "\n")
    }
}
