import Store
import Terminal

/// What can be copied, each with its letter and what it is, or why it cannot be.
struct CopyChooserView {
    let scene: Scene
    let chooser: CopyChooser

    /// The cells that letter and title take.
    private static let titleWidth = 26

    func draw(in area: Rectangle, on canvas: inout Canvas) {
        let offers = scene.state.copyOffers(in: chooser)
        let width = min(84, area.width)
        let reason = self.reason(in: offers, width: width - 4)
        let inner = Dialog(scene: scene, title: "Copy")
            .draw(in: area, columns: width, rows: offers.count + 2 + reason.count, on: &canvas)
        for (row, (choice, offer)) in offers.prefix(inner.height).enumerated() {
            let isSelected = choice == chooser.selectedChoice
            let line = Rectangle(column: inner.column, row: inner.row + row, width: inner.width, height: 1)
            if isSelected { canvas.fill(line, style: scene.theme[.selection]) }
            canvas.write(
                self.line(of: choice, offer, isSelected: isSelected), at: line.origin, width: line.width,
                theme: scene.theme, over: isSelected ? .selection : .dialog)
        }
        let rest = inner.split(top: offers.count).rest
        scene.write(reason, in: rest, over: .dialog, on: &canvas)
    }

    private func line(
        of choice: CopyChoice,
        _ offer: Result<CopyText, CopyRefusal>,
        isSelected: Bool
    ) -> StyledLine {
        let name = DisplayText.fitted(choice.title, to: CopyChooserView.titleWidth - 5)
        let sign = StyledLine(isSelected ? "▸ " : "  ")
        return switch offer {
        case .success(let text):
            sign + StyledLine("\(choice.letter)  ", .key) + StyledLine("\(name) ") + StyledLine(text.preview, .muted)
        case .failure(let refusal):
            sign + StyledLine("\(choice.letter)  \(name) ✗ \(refusal.reason)", .muted)
        }
    }

    /// Why the selected one cannot be copied, in full.
    private func reason(in offers: [(choice: CopyChoice, offer: Result<CopyText, CopyRefusal>)], width: Int)
        -> [StyledLine]
    {
        guard case .failure(let refusal)? = offers.first(where: { $0.choice == chooser.selectedChoice })?.offer else {
            return []
        }
        return [StyledLine()] + StyledLine(refusal.reason, .warning).wrapped(to: width)
    }
}
