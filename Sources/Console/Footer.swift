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

    private func hint(_ command: Command, _ title: String? = nil) -> Hint {
        let declaration = CommandTable[command]
        // A letter would be typed where a line of input has the focus.
        let isTyping = state.scope == .typing
        let key = declaration.keys.first { !isTyping || $0.count > 1 } ?? declaration.keys[0]
        return (key, title ?? declaration.title)
    }

    private var state: ConsoleState { scene.state }

    /// What is said last, however little room there is.
    private var last: [Hint] {
        switch state.scope {
        case .typing: [hint(.back, state.isFiltering ? "Clear" : "Back"), hint(.help)]
        case .question: [hint(.back, "Cancel")]
        case .overlay: [hint(.back, "Close")]
        default: [hint(.help), hint(.quit)]
        }
    }

    private var hints: [Hint] {
        switch state.scope {
        case .typing where state.isFiltering:
            return [hint(.open, "Keep"), hint(.up, "Earlier")]
        case .typing:
            let choice: [Hint] =
                state.activeForm?.activeLine?.choices.isEmpty == false ? [("Left/Right", "Choose")] : []
            return [hint(.open, state.activeForm?.button ?? "Send")] + choice + [hint(.nextPane, "Next")]
        case .question:
            return [hint(.open, "Press"), ("Left/Right", "Choose")]
        case .session:
            return [hint(.nextPane), hint(.switchService)].filter { offers($0) } + offered
        case .guestLink:
            let isAtResult = state.linkPane.form.place == .result
            return (isAtResult ? [] : [hint(.open, state.linkPane.form.button)]) + offered + [hint(.back)]
        case .conferences, .details:
            return [hint(.open, state.focus == .details ? "Reload" : "Open")] + offered
        default:
            return offered
        }
    }

    private func offers(_ hint: Hint) -> Bool {
        hint.title != CommandTable[.switchService].title || state.profile.services.count > 1
    }

    /// The commands of this place that can be carried out now.
    private var offered: [Hint] {
        CommandTable.all.filter { declaration in
            declaration.isOffered && declaration.scope.contains(state.scope)
                && declaration.services.contains(state.service) && ![.help, .quit].contains(declaration.command)
                && !(state.scope == .session && declaration.command == .switchService)
                && Availability.reason(against: declaration.command, in: state) == nil
        }
        .map { hint($0.command) }
    }
}
