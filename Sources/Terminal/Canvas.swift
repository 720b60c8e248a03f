/// A frame before it is shown: a grid of cells, and where the cursor stands.
///
/// Nothing that is drawn beyond the edges does harm: it is clipped. What overwrites one half of a wide character blanks
/// the other.
package struct Canvas: Equatable, Sendable {
    /// Its width and height, in cells.
    package let size: Size
    /// Where the terminal's cursor is to stand; nil hides it.
    package var cursor: Point?

    var cells: [PackedCell]
    /// The glyphs with marks among the cells: too rare to give every cell room for them.
    private(set) var table: [Glyph] = []
    private var tableIndices: [Glyph: UInt32] = [:]

    /// An empty canvas; negative sizes are taken as zero.
    package init(size: Size, style: Style = .plain) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        cells = Array(repeating: .blank(style.packed), count: self.size.columns * self.size.rows)
    }

    /// Whether two canvases show the same, however they were drawn.
    package static func == (left: Canvas, right: Canvas) -> Bool {
        guard left.size == right.size, left.cursor == right.cursor else { return false }
        return (0..<left.size.rows).allSatisfy { left.hasEqualRow($0, in: right) }
    }

    /// Whether a row shows the same in another canvas of the same size.
    func hasEqualRow(_ row: Int, in other: Canvas) -> Bool {
        let range = row * size.columns..<(row + 1) * size.columns
        if table == other.table { return cells[range] == other.cells[range] }
        return range.allSatisfy { index in
            let (mine, theirs) = (cells[index], other.cells[index])
            guard mine.width == theirs.width, mine.style == theirs.style else { return false }
            return glyph(of: mine) == other.glyph(of: theirs)
        }
    }

    /// What a packed cell shows; nil for the right half of a wide character.
    func glyph(of cell: PackedCell) -> Glyph? {
        guard cell.width > 0 else { return nil }
        guard cell.content & PackedCell.tableFlag == 0 else {
            return table[Int(cell.content & ~PackedCell.tableFlag)]
        }
        return Glyph(scalar: Unicode.Scalar(cell.content) ?? " ", width: Int(cell.width))
    }

    /// What is kept in a cell for a glyph.
    mutating func content(of glyph: Glyph) -> UInt32 {
        guard !glyph.marks.isEmpty else { return glyph.scalar.value }
        if let index = tableIndices[glyph] { return index | PackedCell.tableFlag }
        let index = UInt32(table.count)
        table.append(glyph)
        tableIndices[glyph] = index
        return index | PackedCell.tableFlag
    }
}
