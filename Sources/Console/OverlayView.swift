import Meetings
import Store
import Terminal

/// What lies over the panes: a question, a form, a link, the commands, the messages.
struct OverlayView {
    let scene: Scene

    func draw(in area: Rectangle, viewport: inout Viewport, on canvas: inout Canvas) {
        switch scene.state.overlay {
        case .question(let question): draw(question, in: area, on: &canvas)
        case .prompt(let prompt): draw(prompt, in: area, on: &canvas)
        case .link(let sheet):
            (viewport.overlayRows, viewport.overlayTop) = LinkSheetView(scene: scene, sheet: sheet)
                .draw(in: area, on: &canvas)
        case .palette(let palette):
            viewport.overlayRows = PaletteView(scene: scene, palette: palette).draw(in: area, on: &canvas)
        case .help(let help): viewport.overlayRows = HelpView(scene: scene, help: help).draw(in: area, on: &canvas)
        case .batch(let top):
            let content = BatchContent(scene: scene, width: min(100, area.width) - 4)
            draw(content.lines, title: content.title, top: top, in: area, viewport: &viewport, on: &canvas)
        case .messages(let top):
            let width = min(100, area.width) - 4
            let lines = MessagesContent(scene: scene, width: width).lines
            draw(lines, title: "Messages", top: top, in: area, viewport: &viewport, on: &canvas)
        case .journal(let top):
            let content = JournalContent(scene: scene, width: min(100, area.width) - 4)
            draw(content.lines, title: "Journal", top: top, in: area, viewport: &viewport, on: &canvas)
        case .themes(let chooser): ThemeChooserView(scene: scene, chooser: chooser).draw(in: area, on: &canvas)
        case .code(let sheet): CodeSheetView(scene: scene, sheet: sheet).draw(in: area, on: &canvas)
        case .copies(let chooser): CopyChooserView(scene: scene, chooser: chooser).draw(in: area, on: &canvas)
        case .text(let sheet):
            (viewport.overlayRows, viewport.overlayTop) = TextSheetView(scene: scene, sheet: sheet, width: area.width)
                .draw(in: area, on: &canvas)
        case nil: break
        }
    }

    private func draw(_ question: Question, in area: Rectangle, on canvas: inout Canvas) {
        let width = min(64, area.width)
        let words = DisplayText.wrapped(question.text, to: width - 4)
        let inner = Dialog(scene: scene, title: question.title)
            .draw(in: area, columns: width, rows: words.count + 5, on: &canvas)
        scene.write(words.map { StyledLine($0) }, in: inner.split(bottom: 2).rest, over: .dialog, on: &canvas)
        let cancel = "[ Cancel ]"
        let agree = "[ \(question.agreement) ]"
        var column = max(inner.column, inner.endColumn - cancel.count - agree.count - 2)
        for (text, isFocused) in [(cancel, !question.isAgreementFocused), (agree, question.isAgreementFocused)] {
            let style = scene.theme.style(isFocused ? .dialogButtonFocused : .dialogButton, over: .dialog)
            column += canvas.write(text, at: Point(column: column, row: inner.endRow - 1), style: style) + 2
        }
    }

    private func draw(_ prompt: Prompt, in area: Rectangle, on canvas: inout Canvas) {
        let width = min(68, area.width)
        var notes: [StyledLine] = []
        if prompt.isWaiting {
            notes = [StyledLine(prompt.purpose.needsService ? "… Waiting for the service" : "… Writing", .info)]
        }
        if let problem = prompt.problem, !problem.isAtField {
            notes = StyledLine("✗ \(problem.title)", .danger).wrapped(to: width - 4)
            if let detail = problem.detail { notes += StyledLine(detail, .muted).wrapped(to: width - 4) }
            notes += StyledLine(problem.advice).wrapped(to: width - 4)
        }
        let hint = StyledLine(prompt.hint, .muted).wrapped(to: width - 4)
        let complaints = prompt.form.lines.filter { $0.field.problem != nil }.count
        let rows = hint.count + 1 + prompt.form.lines.count + complaints + 2 + notes.count + 2
        let inner = Dialog(scene: scene, title: prompt.title).draw(in: area, columns: width, rows: rows, on: &canvas)
        // Where room is short, the form matters more than the hint.
        let shownHint = inner.height < rows - 3 ? [] : hint
        scene.write(shownHint, in: inner, over: .dialog, on: &canvas)
        var rest = inner.split(top: shownHint.count + (inner.height > rows - 3 ? 1 : 0)).rest
        let form = FormView(scene: scene, form: prompt.form, isFocused: true, labelWidth: 12, ground: .dialog)
        rest = rest.split(top: form.draw(in: rest, on: &canvas)).rest
        scene.write(notes, in: rest, over: .dialog, on: &canvas)
    }

    /// Draws a long text with a scroll position, which is put right where it points behind the end.
    private func draw(
        _ lines: [StyledLine],
        title: String,
        top: Int,
        in area: Rectangle,
        viewport: inout Viewport,
        on canvas: inout Canvas
    ) {
        let inner = Dialog(scene: scene, title: title)
            .draw(in: area, columns: 100, rows: lines.count + 2, role: .overlay, on: &canvas)
        let top = max(0, min(top, lines.count - inner.height))
        scene.write(lines.dropFirst(top), in: inner, over: .overlay, on: &canvas)
        viewport.overlayRows = max(1, inner.height)
        viewport.overlayTop = top
        guard lines.count > inner.height else { return }
        let place = " \(top + 1)–\(min(lines.count, top + inner.height)) of \(lines.count) "
        canvas.write(
            place, at: Point(column: inner.endColumn - place.count, row: inner.endRow),
            style: scene.theme.style(.muted, over: .overlay))
    }
}
