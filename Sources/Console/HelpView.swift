import Store
import Terminal

/// The help: every command that what is typed finds, with its keys, its name, and why it cannot be used just now.
struct HelpView {
    let scene: Scene
    let help: HelpState

    /// From this width on the names that commands have in the palette are seen.
    private static let widthForNames = 90

    private static let keysWidth = 10
    private static let nameWidth = 22

    /// Draws the help.
    ///
    /// - Parameters:
    ///   - area: Where there is room.
    ///   - canvas: What to draw on; its cursor is put into the line that searches.
    /// - Returns: How many lines of it there is room for.
    func draw(in area: Rectangle, on canvas: inout Canvas) -> Int {
        let width = min(100, area.width) - 4
        let found = help.found(keys: scene.state.keys)
        let entries = found.enumerated().map { self.lines(of: $1, isChosen: help.choice == $0, width: width) }
        var lines = entries.flatMap { $0 }
        if help.field.isEmpty { lines += stageNote(width: width) + notes(width: width) }
        if found.isEmpty { lines.append(StyledLine("Nothing is found. Esc closes this.", .muted)) }
        let line = CommandLineView(
            scene: scene, sign: "/", field: help.field, placeholder: "type to search; Enter does what is selected")
        let problem = line.problem(width: width)
        let inner = Dialog(scene: scene, title: "Help")
            .draw(in: area, columns: 100, rows: lines.count + 4 + problem.count, role: .overlay, on: &canvas)
        let list = inner.split(top: line.draw(in: inner, on: &canvas) + 1).rest
        let before = entries.prefix(help.choice ?? 0).reduce(0) { $0 + $1.count }
        let top = max(0, min(before - list.height / 2, lines.count - list.height))
        scene.write(lines.dropFirst(top), in: list, on: &canvas)
        guard lines.count > list.height else { return max(1, list.height) }
        let place = " \(top + 1)–\(min(lines.count, top + list.height)) of \(lines.count) "
        canvas.write(
            place, at: Point(column: inner.endColumn - place.count, row: inner.endRow), style: scene.theme[.muted])
        return max(1, list.height)
    }

    /// That there is more once a meeting is on the stage.
    private func stageNote(width: Int) -> [StyledLine] {
        guard !help.hasStage else { return [] }
        let count = CommandTable.all.count(where: \.isOfStage)
        return StyledLine("With a meeting on the stage there are \(count) more: type “stage”, or a word.", .muted)
            .wrapped(to: width) + [StyledLine()]
    }

    private func lines(of declaration: CommandDeclaration, isChosen: Bool, width: Int) -> [StyledLine] {
        let state = scene.state
        let keys = state.keys[declaration.command]
        let mark = StyledLine(isChosen ? "▸ " : "  ", .titleFocused)
        var line =
            mark + StyledLine(DisplayText.fitted(keys.joined(separator: " "), to: HelpView.keysWidth) + " ", .key)
        if width >= HelpView.widthForNames {
            line += StyledLine(DisplayText.fitted(declaration.usage, to: HelpView.nameWidth) + " ", .label)
        }
        line += StyledLine(declaration.summary, isChosen ? .titleFocused : .text)
        switch declaration.safety {
        case .read: break
        case .write: line += StyledLine("  writes", .muted)
        case .destructive: line += StyledLine("  asks first", .warning)
        }
        guard let reason = state.reason(against: declaration.command) else { return [line] }
        let indent = String(repeating: " ", count: HelpView.keysWidth + 3)
        return [line]
            + DisplayText.wrapped("not now: \(reason)", to: width - indent.count).map {
                StyledLine(indent + $0, .muted)
            }
    }

    private func notes(width: Int) -> [StyledLine] {
        let palette = scene.state.keys.invocation(of: .palette)
        return [StyledLine()]
            + StyledLine("Names are said after \(palette), with or without what stands in brackets.", .muted).wrapped(
                to: width)
            + StyledLine("In a line of input letters are typed; Esc leaves the line.", .muted).wrapped(to: width)
            + [
                StyledLine("  " + DisplayText.fitted("C-u C-w", to: HelpView.keysWidth) + " ", .key)
                    + StyledLine("Delete to the start, or the last word")
            ]
    }
}
