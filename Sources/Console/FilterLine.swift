import Store
import Terminal

/// The line of a list's filter: what is looked for, how many rows have it, and what is wrong with it while it is typed.
struct FilterLine {
    let scene: Scene

    /// The filter in use.
    let text: String

    /// How many rows pass, of how many.
    let count: (shown: Int, all: Int)

    /// Draws the line at the top of an area.
    ///
    /// - Parameters:
    ///   - area: Where there is room.
    ///   - canvas: What to draw on.
    /// - Returns: What is left of the area: where room is short, a complaint takes lines of its own.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> Rectangle {
        let (row, below) = area.split(top: 1)
        let theme = scene.theme
        let role: Role = isTyping ? .fieldFocused : .field
        canvas.write("/", at: row.origin, style: theme[.key])
        let box = row.split(left: 2).rest
        canvas.fill(box, style: theme[role])
        let counted = "\(count.shown) of \(count.all)"
        // What is typed needs some room beside the count.
        let room = box.width < counted.count + 16 ? box : box.split(right: counted.count + 1).rest
        if room.width < box.width {
            canvas.write(
                counted, at: Point(column: box.endColumn - counted.count, row: box.row),
                style: theme.style(.muted, over: role))
        }
        let field = scene.state.filterField
        let characters = Array(isTyping ? field.text : text)
        let (window, cursor) = FormView.window(of: characters, cursor: isTyping ? field.cursor : 0, width: room.width)
        let end = canvas.write(String(window), at: room.origin, style: theme[role], width: room.width)
        guard isTyping else { return below }
        canvas.cursor = Point(column: room.column + cursor, row: room.row)
        guard let fault = scene.state.filterFault else { return below }
        underline(fault, in: window, at: room, on: &canvas)
        return complain("✗ \(fault)", behind: end + 2, in: room, below, on: &canvas)
    }

    private var isTyping: Bool { scene.state.isFiltering && scene.state.overlay == nil }

    /// Shows which characters are wrong.
    private func underline(
        _ fault: FilterFault,
        in window: ArraySlice<Character>,
        at box: Rectangle,
        on canvas: inout Canvas
    ) {
        let wrong = fault.place.clamped(to: window.startIndex..<window.endIndex)
        let before = DisplayText.cells(of: String(window[window.startIndex..<wrong.lowerBound]))
        guard !wrong.isEmpty, before < box.width else { return }
        canvas.write(
            String(window[wrong]), at: Point(column: box.column + before, row: box.row),
            style: scene.theme.style(.danger, over: .fieldFocused), width: box.width - before)
    }

    /// Says what is wrong: behind what is typed where there is room, else below it.
    private func complain(
        _ words: String,
        behind used: Int,
        in box: Rectangle,
        _ below: Rectangle,
        on canvas: inout Canvas
    ) -> Rectangle {
        if used + DisplayText.cells(of: words) <= box.width {
            canvas.write(
                words, at: Point(column: box.column + used, row: box.row),
                style: scene.theme.style(.danger, over: .fieldFocused))
            return below
        }
        let lines = DisplayText.wrapped(words, to: below.width).prefix(max(0, below.height - 2))
        scene.write(lines.map { StyledLine($0, .danger) }, in: below, on: &canvas)
        return below.split(top: lines.count).rest
    }
}
