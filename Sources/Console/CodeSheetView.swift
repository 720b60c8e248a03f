import Meetings
import QRCode
import Store
import Terminal

/// A link as a QR code, over all panes.
struct CodeSheetView {
    let scene: Scene
    let sheet: CodeSheet

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        canvas.cursor = nil
        canvas.fill(area, style: scene.theme[.overlay])
        guard let code = QRCode(Array(sheet.link.url.reveal().utf8)) else {
            return scene.write(
                [StyledLine(" The link is too long for a QR code.", .warning)], in: area, over: .overlay, on: &canvas)
        }
        let picture = QRPicture(code, usesHalfBlocks: scene.hasUnicode)
        guard picture.columns <= area.width, picture.rows <= area.height else {
            return scene.write(complaint(about: picture, in: area, on: canvas), in: area, over: .overlay, on: &canvas)
        }
        let title = StyledLine(" \(sheet.title)", .titleFocused) + StyledLine("  \(sheet.subtitle)", .muted)
        if picture.rows < area.height { scene.write([title], in: area, over: .overlay, on: &canvas) }
        let left = area.column + (area.width - picture.columns) / 2
        let top = area.endRow - picture.rows - (area.height - picture.rows) / 2
        for row in 0..<picture.rows {
            var column = left
            for run in picture.runs(ofRow: row) {
                column += canvas.write(
                    run.text, at: Point(column: column, row: top + row), style: QRStyle.ground(isDark: run.isDark))
            }
        }
    }

    /// What size is needed, of the whole screen.
    private func complaint(about picture: QRPicture, in area: Rectangle, on canvas: Canvas) -> [StyledLine] {
        let others = canvas.size.rows - area.height
        let words = [
            "The QR code needs a screen of \(picture.columns)×\(picture.rows + others).",
            "This is \(canvas.size.columns)×\(canvas.size.rows). Make the window larger, or its letters smaller.",
        ]
        return [StyledLine(" \(sheet.title)", .titleFocused), StyledLine()]
            + words.flatMap { StyledLine($0, .warning).wrapped(to: area.width - 2) }.map { StyledLine(" ") + $0 }
    }
}
