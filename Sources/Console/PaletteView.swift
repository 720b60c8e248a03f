import Store
import Terminal

/// The line in which commands are said, at the foot of the screen, with what it can become.
struct PaletteView {
    let scene: Scene
    let palette: PaletteState

    /// The most candidates that are seen at once.
    private static let mostRows = 12

    /// From this width on a candidate's sentence and what stands against it are both told.
    private static let widthForReasons = 90

    /// Draws the palette.
    ///
    /// - Parameters:
    ///   - area: Where there is room.
    ///   - canvas: What to draw on; its cursor is put into the line.
    /// - Returns: How many candidates there is room for.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> Int {
        let candidates = scene.state.candidates(for: palette.field.text)
        let line = CommandLineView(
            scene: scene, sign: ":", field: palette.field, placeholder: "a command, such as close or sort owner")
        let rows = 3 + line.problem(width: area.width - 4).count + max(1, min(candidates.count, PaletteView.mostRows))
        let inner = Dialog(scene: scene, title: "Command", isAtFoot: true)
            .draw(in: area, columns: area.width, rows: rows, role: .overlay, on: &canvas)
        let list = inner.split(top: line.draw(in: inner, on: &canvas)).rest
        guard !candidates.isEmpty else {
            if palette.field.problem == nil {
                scene.write([StyledLine("Nothing is called that.", .muted)], in: list, on: &canvas)
            }
            return 1
        }
        let labelWidth = min(
            candidates.reduce(0) { max($0, DisplayText.cells(of: $1.label)) }, max(12, list.width * 2 / 5))
        let top = max(0, min((palette.choice ?? 0) - list.height / 2, candidates.count - list.height))
        for (index, candidate) in candidates.dropFirst(top).prefix(list.height).enumerated() {
            let isChosen = palette.choice == top + index
            let row = list.split(top: index).rest.split(top: 1).top
            draw(candidate, isChosen: isChosen, labelWidth: labelWidth, in: row, on: &canvas)
        }
        if candidates.count > list.height {
            let place = " \(top + 1)–\(top + list.height) of \(candidates.count) "
            canvas.write(
                place, at: Point(column: inner.endColumn - place.count, row: inner.endRow),
                style: scene.theme[.muted])
        }
        return max(1, list.height)
    }

    private func draw(
        _ candidate: CommandCandidate,
        isChosen: Bool,
        labelWidth: Int,
        in row: Rectangle,
        on canvas: inout Canvas
    ) {
        let base: Role = isChosen ? .selection : .overlay
        let keys = candidate.keys.joined(separator: " ")
        let keysWidth = keys.isEmpty || row.width < 60 ? 0 : DisplayText.cells(of: keys) + 1
        if isChosen { canvas.fill(row, style: scene.theme[.selection]) }
        let label = DisplayText.fitted(candidate.label, to: labelWidth)
        let line =
            StyledLine(isChosen ? "▸ " : "  ", .text)
            + StyledLine(label, candidate.reason == nil ? .value : .muted) + StyledLine("  ")
        canvas.write(
            line + words(of: candidate, isWide: row.width >= PaletteView.widthForReasons), at: row.origin,
            width: row.width - keysWidth, theme: scene.theme, over: base)
        guard keysWidth > 0 else { return }
        canvas.write(
            StyledLine(keys, .key), at: Point(column: row.endColumn - keysWidth + 1, row: row.row),
            width: keysWidth - 1, theme: scene.theme, over: base)
    }

    private func words(of candidate: CommandCandidate, isWide: Bool) -> StyledLine {
        guard let reason = candidate.reason else { return StyledLine(candidate.summary, .text) }
        let words = StyledLine("not now: \(reason)", .muted)
        return isWide && !candidate.summary.isEmpty ? StyledLine("\(candidate.summary)  ", .muted) + words : words
    }
}
