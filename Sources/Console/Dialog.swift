import Store
import Terminal

/// A box in the middle of the screen, with what is behind it dimmed.
struct Dialog {
    let scene: Scene
    let title: String

    /// Whether what is behind is dimmed.
    var dimsWhatIsBehind = true

    /// Whether it stands at the foot of the area, and not in its middle.
    var isAtFoot = false

    /// Draws the box and gives the cells within it.
    ///
    /// - Parameters:
    ///   - area: Where it may stand.
    ///   - columns: Cells it would like to have in width, its frame included.
    ///   - rows: Rows it would like to have, its frame included.
    ///   - role: What it looks like.
    ///   - canvas: What to draw on.
    /// - Returns: The cells within the frame, one blank column kept at each side.
    func draw(in area: Rectangle, columns: Int, rows: Int, role: Role = .dialog, on canvas: inout Canvas) -> Rectangle {
        canvas.cursor = nil
        if dimsWhatIsBehind { canvas.restyle(area) { $0 = $0.adding(.dim) } }
        let width = min(columns, area.width)
        let height = min(rows, area.height)
        let box = Rectangle(
            column: area.column + (area.width - width) / 2,
            row: isAtFoot ? area.endRow - height : area.row + (area.height - height) / 2, width: width,
            height: height)
        canvas.fill(box, style: scene.theme[role])
        canvas.frame(
            box, title: title, style: scene.theme.style(.borderFocused, over: role),
            titleStyle: scene.theme.style(.titleFocused, over: role))
        return box.inset(horizontally: 2, vertically: 1)
    }
}
