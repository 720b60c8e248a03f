extension ConsoleState {
    /// The most lines of the palette that are kept.
    package static let mostLines = 100

    /// Opens the line for commands over what is there.
    ///
    /// - Parameter text: What stands in it at first.
    mutating func openPalette(with text: String = "") {
        overlay = .palette(PaletteState(text, behind: overlay?.ground))
    }

    /// Opens the list of commands over what is there.
    mutating func openHelp() { overlay = .help(HelpState(behind: overlay?.ground, hasStage: stage != nil)) }

    /// Why a command that is picked from a list, or said, cannot be carried out now; nil where it can.
    ///
    /// What counts is what lies beneath the list.
    package func reason(against command: Command, _ argument: String? = nil) -> String? {
        var beneath = self
        beneath.overlay = overlay?.ground
        if let form = beneath.formInTheWay(of: command) { return "Finish or leave “\(form)” first." }
        beneath.clear(for: command)
        return Availability.reason(against: command, argument: argument, in: beneath)
    }

    /// The title of the form or question that is to be answered before a command can be carried out.
    private func formInTheWay(of command: Command) -> String? {
        guard !CommandTable[command].scope.contains(scope) else { return nil }
        return switch overlay {
        case .prompt(let prompt): prompt.title
        case .question(let question): question.title
        default: nil
        }
    }

    /// Closes a text that lies over the panes where a command is about what is below it.
    private mutating func clear(for command: Command) {
        if overlay != nil, !CommandTable[command].scope.contains(scope) { overlay = nil }
    }

    /// Carries out a command from a list of commands, as if its key had been pressed where the list was opened.
    private mutating func run(_ command: Command, _ argument: String? = nil) -> [Effect] {
        overlay = overlay?.ground
        clear(for: command)
        return [.send(.perform(command, argument: argument))]
    }
}

extension ConsoleState {
    /// Moves among the candidates or through the history, completes the line, or carries it out.
    mutating func fill(_ palette: PaletteState, with command: Command) -> [Effect] {
        var palette = palette
        let candidates = candidates(for: palette.field.text)
        switch command {
        case .back:
            overlay = palette.behind
            return []
        case .open: return carryOut(palette, candidates)
        case .up where palette.choice == nil: palette.recall(1, of: saidCommands)
        case .down where palette.choice == nil && palette.recalled != nil: palette.recall(-1, of: saidCommands)
        case .nextPane: palette.complete(candidates)
        default: palette.choice = moved(palette.choice, by: command, among: candidates.count)
        }
        overlay = .palette(palette)
        return []
    }

    private mutating func carryOut(_ palette: PaletteState, _ candidates: [CommandCandidate]) -> [Effect] {
        var palette = palette
        if let choice = palette.choice, candidates.indices.contains(choice) {
            palette.field.replace(with: candidates[choice].line)
            palette.choice = nil
        }
        do throws(SpokenCommand.Problem) {
            let said = try SpokenCommand(palette.field.text)
            palette.field.problem = reason(against: said.command, said.argument)
            if palette.field.problem == nil {
                return [keep(said)] + run(said.command, said.argument)
            }
        } catch {
            palette.field.problem = error.words(keys: keys)
        }
        overlay = .palette(palette)
        return []
    }

    /// Keeps a line that is carried out.
    private mutating func keep(_ said: SpokenCommand) -> Effect {
        let declaration = CommandTable[said.command]
        // What is said in a meeting, or is its password, is nobody's business afterwards.
        let argument = declaration.isOfStage ? nil : said.argument
        let line = [declaration.name, argument].compactMap(\.self).joined(separator: " ")
        saidCommands = ConsoleState.history(saidCommands, with: line)
        return .keepCommand(line)
    }

    /// Lines of the palette with one more as the newest; one that is there already is not there twice.
    package static func history(_ lines: [String], with line: String) -> [String] {
        (lines.filter { $0 != line } + [line]).suffix(mostLines)
    }

    /// Moves through the list of commands, or carries out the one that was gone to.
    mutating func fill(_ help: HelpState, with command: Command) -> [Effect] {
        var help = help
        let found = help.found(keys: keys)
        switch command {
        case .back: overlay = help.behind
        case .open:
            guard let choice = help.choice, found.indices.contains(choice) else {
                overlay = help.behind
                return []
            }
            let chosen = found[choice].command
            help.field.problem = reason(against: chosen)
            if help.field.problem == nil { return run(chosen) }
            overlay = .help(help)
        default:
            help.field.problem = nil
            help.choice = moved(help.choice, by: command, among: found.count)
            overlay = .help(help)
        }
        return []
    }

    /// Where a choice goes by a command, from none at all to the last of so many.
    private func moved(_ choice: Int?, by command: Command, among count: Int) -> Int? {
        let step =
            switch command {
            case .up, .previousPane: -1
            case .down, .nextPane: 1
            case .pageUp: -viewport.overlayRows
            case .pageDown: viewport.overlayRows
            case .first: -count
            case .last: count
            default: 0
            }
        let place = min((choice ?? -1) + step, count - 1)
        return place < 0 ? nil : place
    }

    /// Takes what was typed into a list of commands.
    ///
    /// - Returns: Whether one is open.
    mutating func applyToCommands(_ edit: FieldEdit) -> Bool {
        switch overlay {
        case .palette(var palette):
            palette.field.apply(edit)
            if edit.changesText {
                palette.choice = nil
                palette.recalled = nil
            }
            overlay = .palette(palette)
        case .help(var help):
            help.field.apply(edit)
            // What was looked for is what Enter is about.
            if edit.changesText { help.choice = help.field.isEmpty ? nil : 0 }
            overlay = .help(help)
        default: return false
        }
        return true
    }
}

extension PaletteState {
    /// Goes so many lines back in the history, or forth, to what was typed at the end.
    fileprivate mutating func recall(_ step: Int, of lines: [String]) {
        if recalled == nil { draft = field.text }
        let place = min((recalled ?? 0) + step, lines.count)
        field.replace(with: place > 0 ? lines[lines.count - place] : draft)
        recalled = place > 0 ? place : nil
    }

    /// Makes the line the candidate that was gone to, or else the best; where it is that already, goes to the next.
    fileprivate mutating func complete(_ candidates: [CommandCandidate]) {
        guard
            let candidate = choice.flatMap({ candidates.indices.contains($0) ? candidates[$0] : nil })
                ?? candidates.first
        else { return }
        let line = candidate.takesMore && !candidate.line.contains(" ") ? candidate.line + " " : candidate.line
        if line == field.text {
            choice = candidates.isEmpty ? nil : min((choice ?? -1) + 1, candidates.count - 1)
        } else {
            field.replace(with: line)
            choice = nil
        }
        recalled = nil
    }
}
