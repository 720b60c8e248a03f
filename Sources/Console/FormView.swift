import Store
import Terminal

/// A form's lines and its button.
struct FormView {
    let scene: Scene
    let form: FormState
    let isFocused: Bool

    /// Cells for the labels.
    var labelWidth = 9

    /// What it stands on.
    var ground: Role = .text

    /// Draws the form from the top of an area on.
    ///
    /// - Parameters:
    ///   - area: Where there is room.
    ///   - canvas: What to draw on; its cursor is put into the line that is typed into.
    /// - Returns: The rows it took.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> Int {
        var row = area.row
        for (index, line) in form.lines.enumerated().dropFirst(firstLine(in: area)) where row < area.endRow {
            let isActive = isFocused && form.place == .line(index)
            draw(line, isActive: isActive, in: area.split(top: row - area.row).rest.split(top: 1).top, on: &canvas)
            row += 1
            if let complaint = line.complaint, row < area.endRow {
                for words in DisplayText.wrapped("✗ \(complaint)", to: area.width).prefix(area.endRow - row) {
                    canvas.write(
                        words, at: Point(column: area.column, row: row), style: scene.theme.style(.danger, over: ground)
                    )
                    row += 1
                }
            }
        }
        if row + 1 < area.endRow { row += 1 }
        guard row < area.endRow else { return area.height }
        drawButton(at: Point(column: area.column + labelWidth, row: row), width: area.width - labelWidth, on: &canvas)
        return row + 1 - area.row
    }

    /// The first line to draw: where room is short, those above the one with the focus give way.
    private func firstLine(in area: Rectangle) -> Int {
        var focused = form.lines.count
        if case .line(let index) = form.place { focused = index }
        var needed = focused == form.lines.count ? 1 : 0
        for (index, line) in form.lines.enumerated().prefix(focused + 1).reversed() {
            needed += 1 + (line.complaint.map { DisplayText.wrapped("✗ \($0)", to: area.width).count } ?? 0)
            if needed > area.height { return min(index + 1, focused) }
        }
        return 0
    }

    private func drawButton(at point: Point, width: Int, on canvas: inout Canvas) {
        let isActive = isFocused && form.place == .button
        canvas.write(
            "[ \(form.button) ]", at: point,
            style: scene.theme.style(isActive ? .dialogButtonFocused : .dialogButton, over: ground), width: width)
    }

    private func draw(_ line: FormState.Line, isActive: Bool, in row: Rectangle, on canvas: inout Canvas) {
        let theme = scene.theme
        let (label, box) = row.split(left: labelWidth)
        canvas.write(
            line.label, at: label.origin, style: theme.style(isActive ? .titleFocused : .label, over: ground),
            width: labelWidth - 1)
        canvas.fill(box, style: theme[isActive ? .fieldFocused : .field])
        let style = theme[isActive ? .fieldFocused : .field]
        guard line.choices.isEmpty else {
            let text = isActive ? "‹ \(line.field.text) ›" : line.field.text
            canvas.write(DisplayText.fitted(text, to: box.width), at: box.origin, style: style)
            if isActive { canvas.cursor = box.origin }
            return
        }
        if line.field.isEmpty, !line.placeholder.isEmpty {
            canvas.write(
                DisplayText.fitted(line.placeholder, to: box.width), at: box.origin,
                style: theme.style(.placeholder, over: isActive ? .fieldFocused : .field))
        }
        let characters = Array(line.isSecret ? String(repeating: "•", count: line.field.text.count) : line.field.text)
        let (window, cursor) = FormView.window(of: characters, cursor: line.field.cursor, width: box.width)
        canvas.write(String(window), at: box.origin, style: style, width: box.width)
        if isActive { canvas.cursor = Point(column: box.column + cursor, row: box.row) }
    }

    /// The part of a long input that shows the cursor.
    ///
    /// - Parameters:
    ///   - characters: The whole input.
    ///   - cursor: The cursor's place in it.
    ///   - width: Cells there is room for.
    /// - Returns: The characters to show, and the cell of the cursor among them.
    static func window(of characters: [Character], cursor: Int, width: Int) -> (ArraySlice<Character>, Int) {
        var start = cursor
        var cells = 0
        while start > 0 {
            let next = DisplayText.cells(of: String(characters[start - 1]))
            // One cell is kept for the cursor itself.
            guard cells + next < width else { break }
            cells += next
            start -= 1
        }
        return (characters[start...], cells)
    }
}
