import Store
import Terminal

/// The themes to choose from, with a sample of the one that everything is to be seen in.
struct ThemeChooserView {
    let scene: Scene
    let chooser: ThemeChooser

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        let below = self.below
        let width = min(52, area.width)
        // What is behind is a sample, too.
        let inner = Dialog(scene: scene, title: "Themes", dimsWhatIsBehind: false)
            .draw(in: area, columns: width, rows: chooser.names.count + below.count + 2, on: &canvas)
        let hasRoom = inner.height >= below.count + min(3, chooser.names.count)
        let (list, rest) = inner.split(top: hasRoom ? inner.height - below.count : inner.height)
        let top = max(0, min(chooser.selected - list.height / 2, chooser.names.count - list.height))
        for (row, name) in chooser.names.dropFirst(top).prefix(list.height).enumerated() {
            let isSelected = top + row == chooser.selected
            let line = Rectangle(column: list.column, row: list.row + row, width: list.width, height: 1)
            let base: Role = isSelected ? .selection : .dialog
            if isSelected { canvas.fill(line, style: scene.theme[.selection]) }
            canvas.write(
                StyledLine(isSelected ? "▸ \(name)" : "  \(name)"), at: line.origin, width: line.width,
                theme: scene.theme, over: base)
        }
        guard hasRoom else { return }
        for (row, line) in below.enumerated() {
            canvas.write(
                line, at: Point(column: rest.column, row: rest.row + row), width: rest.width, theme: scene.theme,
                over: .dialog)
        }
    }

    private var below: [StyledLine] {
        if let problem = chooser.problem {
            return [StyledLine()] + StyledLine("✗ \(problem)", .danger).wrapped(to: 48).prefix(4)
        }
        return [
            StyledLine(),
            StyledLine("● live", .stateLive) + StyledLine("  ") + StyledLine("○ ready", .stateReady)
                + StyledLine("  ") + StyledLine("■ ended", .stateEnded) + StyledLine("  ")
                + StyledLine("? other", .stateUnknown),
            StyledLine("✓ done", .success) + StyledLine("  ") + StyledLine("! warning", .warning) + StyledLine("  ")
                + StyledLine("✗ error", .danger) + StyledLine("  ") + StyledLine("· note", .info),
            StyledLine("label ", .label) + StyledLine("value  ", .value) + StyledLine("link", .link)
                + StyledLine("  ") + StyledLine("match", .match) + StyledLine("  ") + StyledLine("k", .key)
                + StyledLine(" key  ", .muted) + StyledLine(" field ", .fieldFocused),
        ]
    }
}
