import Store
import Terminal

/// What every part of a frame is drawn from.
struct Scene {
    let state: ConsoleState
    let theme: Theme
    let time: TimeText

    /// Whether there are characters beyond ASCII.
    var hasUnicode = true

    /// Draws a pane's frame with its title, brighter where it has the focus, and gives what is left within it.
    ///
    /// - Parameters:
    ///   - pane: The pane.
    ///   - remark: More words for the title, such as a count.
    ///   - area: The cells of the frame.
    ///   - canvas: What to draw on.
    /// - Returns: The cells within the frame, one blank column kept at each side.
    func frame(_ pane: Pane, remark: String = "", in area: Rectangle, on canvas: inout Canvas) -> Rectangle {
        let isFocused = state.focus == pane && state.overlay == nil
        let title = remark.isEmpty ? pane.title : "\(pane.title) · \(remark)"
        canvas.frame(
            area, title: title, style: border(isFocused: isFocused),
            titleStyle: theme[isFocused ? .titleFocused : .title])
        return area.inset(horizontally: 2, vertically: 1)
    }

    /// Writes lines one below the other, on what has the role of `base`.
    func write(
        _ lines: some Collection<StyledLine>,
        in area: Rectangle,
        over base: Role = .text,
        on canvas: inout Canvas
    ) {
        for (index, line) in lines.prefix(area.height).enumerated() {
            canvas.write(
                line, at: Point(column: area.column, row: area.row + index), width: area.width, theme: theme,
                over: base)
        }
    }
}
