import CTerminal

/// Brings canvases to the open screen: rows that changed go to ncurses, which sends the cells that differ.
struct ScreenPainter {
    private let palette: Palette
    private var pairs = ColorPairs()
    /// What the screen shows; nil if that is not known.
    private var shown: Canvas?

    /// A painter for the open screen.
    init(palette: Palette) {
        self.palette = palette
    }

    /// Takes what the screen shows as unknown, so that the next canvas is painted as a whole.
    mutating func forget() {
        shown = nil
    }

    /// Shows a canvas.
    ///
    /// What of it the screen has no room for is left out.
    mutating func paint(_ canvas: Canvas) {
        guard canvas != shown else { return }
        if !putRows(of: canvas) {
            pairs.removeAll()
            shown = nil
            // A frame of more colours than the terminal has pairs shows the last of them without colour.
            _ = putRows(of: canvas, isFinal: true)
        }
        let cursor = canvas.cursor.flatMap { canvas.bounds.contains($0) ? $0 : nil }
        cterminal_show(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? -1))
        shown = canvas
    }

    /// Puts the rows that differ from what is shown; false if the colour pairs ran out.
    private mutating func putRows(of canvas: Canvas, isFinal: Bool = false) -> Bool {
        let known = shown?.size == canvas.size ? shown : nil
        if known == nil { cterminal_erase() }
        var cells: [CTerminalCell] = []
        cells.reserveCapacity(canvas.size.columns)
        var last: (style: UInt64, pair: Int32, attributes: UInt8)?
        for row in 0..<min(canvas.size.rows, Int(Int16.max)) {
            if let known, canvas.hasEqualRow(row, in: known) { continue }
            cells.removeAll(keepingCapacity: true)
            for cell in canvas.cells[row * canvas.size.columns..<(row + 1) * canvas.size.columns] {
                if last?.style != cell.style {
                    let look = palette.look(of: Style(packed: cell.style))
                    guard let pair = pairs.pair(for: look) ?? (isFinal ? 0 : nil) else { return false }
                    last = (cell.style, pair, look.attributes.rawValue)
                }
                cells.append(
                    CTerminalCell(
                        scalars: scalars(of: cell, in: canvas),
                        pair: last?.pair ?? 0,
                        attributes: last?.attributes ?? 0,
                        width: cell.width
                    )
                )
            }
            cterminal_put(Int32(row), cells, Int32(cells.count))
        }
        return true
    }

    private typealias Scalars = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

    private func scalars(of cell: PackedCell, in canvas: Canvas) -> Scalars {
        guard cell.content & PackedCell.tableFlag != 0, let glyph = canvas.glyph(of: cell) else {
            return (cell.content, 0, 0, 0, 0, 0)
        }
        let mark: (Int) -> UInt32 = { glyph.marks.indices.contains($0) ? glyph.marks[$0].value : 0 }
        return (glyph.scalar.value, mark(0), mark(1), mark(2), mark(3), 0)
    }
}
