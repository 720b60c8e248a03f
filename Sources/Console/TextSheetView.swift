import Meetings
import Store
import Terminal

/// A text in full width and without a frame at its sides, so that it can be selected by mouse.
struct TextSheetView {
    let scene: Scene
    let lines: [StyledLine]

    /// The first line to show, as it is wanted.
    let top: Int

    init(scene: Scene, lines: [StyledLine], top: Int) {
        self.scene = scene
        self.lines = lines
        self.top = top
    }

    /// A text that is there to be copied by hand.
    init(scene: Scene, sheet: TextSheet, width: Int) {
        let text = SafeText(document: sheet.text.reveal()).string
        let head = [StyledLine(" \(sheet.title), to be selected by mouse", .titleFocused), StyledLine()]
        let body = text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { String($0).inRows(of: width) }.map { StyledLine($0, .value) }
        self.init(scene: scene, lines: head + body, top: sheet.top)
    }

    /// Draws the sheet.
    ///
    /// - Parameters:
    ///   - area: Where there is room.
    ///   - canvas: What to draw on.
    /// - Returns: How many lines there is room for, and the first one shown.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> (rows: Int, top: Int) {
        canvas.cursor = nil
        canvas.fill(area, style: scene.theme[.overlay])
        let top = max(0, min(top, lines.count - area.height))
        scene.write(lines.dropFirst(top), in: area, over: .overlay, on: &canvas)
        if lines.count > top + area.height {
            let more = Point(column: area.endColumn - 7, row: area.endRow - 1)
            canvas.write(" more ▼", at: more, style: scene.theme.style(.muted, over: .overlay))
        }
        return (max(1, area.height), top)
    }
}

extension String {
    /// The text cut into rows of so many cells, with nothing added and nothing left out.
    func inRows(of width: Int) -> [String] {
        var rows: [String] = []
        var row = ""
        var cells = 0
        for character in self {
            let next = DisplayText.cells(of: String(character))
            if cells + next > width {
                rows.append(row)
                row = ""
                cells = 0
            }
            row.append(character)
            cells += next
        }
        return rows + [row]
    }
}
