import Store
import Terminal

/// A line of input with a sign before it, and what is wrong with it below.
struct CommandLineView {
    let scene: Scene
    let sign: String
    let field: FieldState
    let placeholder: String

    /// Draws the line at the top of an area.
    ///
    /// - Parameters:
    ///   - area: Where there is room.
    ///   - canvas: What to draw on; its cursor is put into the line.
    /// - Returns: The rows it took.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> Int {
        let theme = scene.theme
        let (row, below) = area.split(top: 1)
        canvas.write(sign, at: row.origin, style: theme[.key])
        let box = row.split(left: 2).rest
        canvas.fill(box, style: theme[.fieldFocused])
        if field.isEmpty {
            canvas.write(
                DisplayText.fitted(placeholder, to: box.width), at: box.origin,
                style: theme.style(.placeholder, over: .fieldFocused))
        }
        let (window, cursor) = FormView.window(of: Array(field.text), cursor: field.cursor, width: box.width)
        canvas.write(String(window), at: box.origin, style: theme[.fieldFocused], width: box.width)
        canvas.cursor = Point(column: box.column + cursor, row: box.row)
        let problem = problem(width: area.width)
        scene.write(problem, in: below, on: &canvas)
        return 1 + min(problem.count, below.height)
    }

    /// What is wrong, in as many lines as it takes.
    func problem(width: Int) -> [StyledLine] {
        field.problem.map { StyledLine("✗ \($0)", .danger).wrapped(to: width) } ?? []
    }
}
