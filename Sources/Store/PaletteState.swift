/// The line in which commands are said by name, over what was there before.
package struct PaletteState: Sendable {
    package var field: FieldState

    /// The candidate that was gone to; nil while the line itself counts.
    package var choice: Int?

    /// What lies beneath, and comes back.
    var behind: Overlay?

    /// How far back in the history the line comes from, 1 for the newest; nil where it was typed.
    var recalled: Int?

    /// What was typed before the history was gone through.
    var draft = ""

    init(_ text: String = "", behind: Overlay?) {
        field = FieldState(longest: 512)
        field.replace(with: text)
        self.behind = behind
    }
}

/// The list of all commands, which what is typed makes shorter.
package struct HelpState: Sendable {
    package var field = FieldState(longest: 256)

    /// The command that was gone to; nil where none was, so that Enter closes the list.
    package var choice: Int?

    /// What lies beneath, and comes back.
    var behind: Overlay?

    /// Whether a meeting is on the stage: what could be said to it is of no use before.
    package let hasStage: Bool

    init(behind: Overlay?, hasStage: Bool) {
        self.behind = behind
        self.hasStage = hasStage
    }

    /// The commands that have every word in their name, title, sentence or keys, in the order of the table.
    ///
    /// Those that are about a meeting on the stage are found by their words only, while there is none.
    ///
    /// - Parameter keys: The keys as they are set.
    /// - Returns: The declarations.
    package func found(keys: CommandKeys) -> [CommandDeclaration] {
        let words = SearchKey.words(of: field.text)
        return CommandTable.all.filter { declaration in
            if words.isEmpty, declaration.isOfStage, !hasStage { return false }
            let texts = [declaration.name, declaration.title, declaration.summary] + keys[declaration.command]
            return SearchKey([texts]).contains(all: words)
        }
    }
}

extension Overlay {
    /// What lies beneath a list of commands; itself where it is none.
    var ground: Overlay? {
        switch self {
        case .palette(let palette): palette.behind
        case .help(let help): help.behind
        case .copies(let chooser): chooser.behind
        case .question, .prompt, .link, .messages, .journal, .batch, .themes, .text, .code: self
        }
    }

    /// The form that is open, also behind what lies over it.
    var openPrompt: Prompt? {
        switch self {
        case .prompt(let prompt): prompt
        case .question(let question): question.behind?.openPrompt
        case .palette(let palette): palette.behind?.openPrompt
        case .help(let help): help.behind?.openPrompt
        case .copies(let chooser): chooser.behind?.openPrompt
        case .text(let sheet): sheet.behind?.openPrompt
        case .code(let sheet): sheet.behind?.openPrompt
        case .link, .messages, .journal, .batch, .themes: nil
        }
    }

    /// The same with another form in the place of the open one, or with none.
    func replacingPrompt(by prompt: Prompt?) -> Overlay? {
        switch self {
        case .prompt: return prompt.map(Overlay.prompt)
        case .question(var question):
            question.behind = question.behind?.replacingPrompt(by: prompt)
            return .question(question)
        case .palette(var palette):
            palette.behind = palette.behind?.replacingPrompt(by: prompt)
            return .palette(palette)
        case .help(var help):
            help.behind = help.behind?.replacingPrompt(by: prompt)
            return .help(help)
        case .copies(var chooser):
            chooser.behind = chooser.behind?.replacingPrompt(by: prompt)
            return .copies(chooser)
        case .text(var sheet):
            sheet.behind = sheet.behind?.replacingPrompt(by: prompt)
            return .text(sheet)
        // A link is shown over no form.
        case .link, .messages, .journal, .batch, .themes, .code: return self
        }
    }
}
