import Store
import Terminal

/// The Details pane: a window onto its lines.
struct DetailsPane {
    let scene: Scene

    /// Draws the pane.
    ///
    /// - Parameters:
    ///   - area: The cells of its frame.
    ///   - viewport: Takes how many lines there is room for, the first one shown, and where the headings stand.
    ///   - canvas: What to draw on.
    func draw(in area: Rectangle, viewport: inout Viewport, on canvas: inout Canvas) {
        let state = scene.state
        let remark = state.service == .v4h && state.details.showsDocument ? "raw" : ""
        let inner = scene.frame(.details, remark: remark, in: area, on: &canvas)
        let text = DetailsContent(scene: scene, width: inner.width).text
        let lines = text.lines
        let top = max(0, min(state.details.top, lines.count - inner.height))
        scene.write(lines.dropFirst(top), in: inner, on: &canvas)
        drawMore(above: top > 0, below: top + inner.height < lines.count, in: area, on: &canvas)
        viewport.detailRows = inner.height
        viewport.detailTop = top
        viewport.detailSections = text.sections
    }

    /// Says on the frame that there is more than is seen.
    private func drawMore(above: Bool, below: Bool, in area: Rectangle, on canvas: inout Canvas) {
        let style = scene.theme[.muted]
        let column = area.endColumn - 8
        guard column > area.column + 14 else { return }
        if above { canvas.write(" more ▲", at: Point(column: column, row: area.row), style: style) }
        if below { canvas.write(" more ▼", at: Point(column: column, row: area.endRow - 1), style: style) }
    }
}
