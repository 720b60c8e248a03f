extension Canvas {
    /// The corners of a frame.
    ///
    /// The Linux console's fonts have square ones only.
    package enum FrameCorners: Hashable, Sendable {
        case square
        case rounded
    }

    /// Draws a line around a part of the canvas, just within it, with a title on the upper side, cut to fit.
    ///
    /// What it surrounds stays.
    package mutating func frame(
        _ rectangle: Rectangle,
        title: String = "",
        style: Style = .plain,
        titleStyle: Style? = nil,
        corners: FrameCorners = .square
    ) {
        guard rectangle.width >= 2, rectangle.height >= 2 else { return }
        let visible = rectangle.intersection(bounds)
        guard !visible.isEmpty else { return }
        let (right, bottom) = (rectangle.endColumn - 1, rectangle.endRow - 1)
        for row in [rectangle.row, bottom] {
            fill(
                Rectangle(column: rectangle.column, row: row, width: rectangle.width, height: 1),
                with: "─",
                style: style
            )
        }
        for column in [rectangle.column, right] {
            fill(
                Rectangle(column: column, row: rectangle.row, width: 1, height: rectangle.height),
                with: "│",
                style: style
            )
        }
        let marks = corners == .square ? ["┌", "┐", "└", "┘"] : ["╭", "╮", "╰", "╯"]
        write(marks[0], at: rectangle.origin, style: style)
        write(marks[1], at: Point(column: right, row: rectangle.row), style: style)
        write(marks[2], at: Point(column: rectangle.column, row: bottom), style: style)
        write(marks[3], at: Point(column: right, row: bottom), style: style)

        let available = rectangle.width - 4
        guard available > 0, !title.isEmpty else { return }
        let cut = DisplayText.fitted(title, to: min(available, DisplayText.cells(of: title)))
        write(" \(cut) ", at: Point(column: rectangle.column + 1, row: rectangle.row), style: titleStyle ?? style)
    }
}
