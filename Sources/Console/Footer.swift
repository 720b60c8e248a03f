import Store
import Terminal

/// The last line: the keys that do something here and now, from the command table.
struct Footer {
    let scene: Scene

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        let hints = self.hints
        let last = self.last
        let lastLine = line(of: last)
        var shown = StyledLine()
        for hint in hints {
            let next = shown + line(of: [hint])
            guard next.width + lastLine.width <= area.width - 2 else { break }
            shown = next
        }
        canvas.write(
            shown + lastLine, at: Point(column: area.column + 1, row: area.row), width: area.width - 2,
            theme: scene.theme)
    }

    private typealias Hint = (key: String, title: String)

    private func line(of hints: [Hint]) -> StyledLine {
        hints.reduce(StyledLine()) { $0 + StyledLine($1.key, .key) + StyledLine(" \($1.title)  ", .muted) }
    }

    private func hint(_ command: Command, _ title: String? = nil) -> [Hint] {
        // A letter would be typed where a line of input has the focus.
        guard let key = state.keys.key(of: command, in: state.scope) else { return [] }
        return [(key, title ?? CommandTable[command].title)]
    }

    /// Two commands of one kind, such as those for left and right.
    private func hint(_ first: Command, _ second: Command, _ title: String) -> [Hint] {
        let keys = [first, second].compactMap { state.keys.key(of: $0, in: state.scope) }
        return keys.isEmpty ? [] : [(keys.joined(separator: "/"), title)]
    }

    private var state: ConsoleState { scene.state }

    /// What is said last, however little room there is.
    private var last: [Hint] {
        switch state.scope {
        case .typing where isList: hint(.back, "Close")
        case .typing: hint(.back, state.isFiltering ? "Clear" : "Back") + hint(.help)
        case .question: hint(.back, "Cancel")
        case .overlay: hint(.back, state.hasBatch && state.batch?.stop == nil ? "Stop" : "Close")
        default: hint(.help) + hint(.quit)
        }
    }

    /// Whether a list is open to choose from.
    private var isList: Bool {
        switch state.overlay {
        case .palette, .help, .copies: true
        default: false
        }
    }

    private var hints: [Hint] {
        switch (state.scope, state.overlay) {
        case (_, .palette):
            return hint(.open, "Do it") + hint(.nextPane, "Complete") + hint(.down, "Choose") + hint(.up, "Earlier")
                + hint(.help)
        case (_, .copies): return hint(.open, "Copy") + hint(.up, .down, "Select")
        case (_, .help): return hint(.open, "Do it") + hint(.up, .down, "Select")
        case (.typing, nil) where state.isFiltering: return hint(.open, "Keep") + hint(.up, "Earlier")
        case (.typing, _):
            let choice: [Hint] =
                state.activeForm?.activeLine?.choices.isEmpty == false ? [("Left/Right", "Choose")] : []
            return hint(.open, state.activeForm?.button ?? "Send") + choice + hint(.nextPane, "Next")
        case (.question, _): return hint(.open, "Press") + hint(.left, .right, "Choose")
        case (.session, _):
            return hint(.nextPane) + (state.profile.services.count > 1 ? hint(.switchService) : []) + offered
        case (.guestLink, _):
            let isAtResult = state.linkPane.form.place == .result
            return (isAtResult ? [] : hint(.open, state.linkPane.form.button)) + offered + hint(.back)
        case (.conferences, _), (.details, _):
            return hint(.open, state.focus == .details ? "Reload" : "Open") + offered
        default: return offered
        }
    }

    /// The commands of this place that can be carried out now.
    private var offered: [Hint] {
        CommandTable.all.filter { declaration in
            declaration.isOffered && declaration.scope.contains(state.scope)
                && declaration.services.contains(state.service) && ![.help, .quit].contains(declaration.command)
                && !(state.scope == .session && declaration.command == .switchService)
                && Availability.reason(against: declaration.command, in: state) == nil
        }
        .flatMap { declaration in
            // What applies to all marked rows says to how many.
            let applies = state.actsOnMarks && Command.forMarks.contains(declaration.command)
            return hint(
                declaration.command, applies ? "\(declaration.title) \(state.conferences.marks.count)" : nil)
        }
    }
}
