/// What the operator has pointed at with the mouse.
package enum Pointing: Hashable, Sendable {
    case pane(Pane)

    /// A row of the list, by its place.
    case row(Int)

    /// Somebody in the meeting on the stage, by the place in the pane.
    case person(Int)

    /// The head of a column, by its name.
    case column(String)

    /// The wheel was turned by so many lines, down or up, over a pane or what lies over all of them.
    case wheel(Pane?, lines: Int)
}

extension ConsoleState {
    /// Does what the operator points at.
    ///
    /// What lies over the panes is scrolled, and keeps everything else below from being clicked.
    mutating func take(_ pointing: Pointing) -> [Effect] {
        switch pointing {
        case .wheel(_, let lines) where overlay != nil: return scroll(lines)
        case _ where overlay != nil: return []
        case .pane(let pane):
            guard pane != focus else { return [] }
            return [.send(.perform(pane.command))]
        case .row(let place):
            if focus != .conferences { focus = .conferences }
            selectRow(at: place)
            return []
        case .column(let name): return [.send(.perform(.sort, argument: name))]
        case .wheel(.conferences, let lines):
            moveSelection(by: lines)
            return []
        case .wheel(.details, let lines):
            details.top = max(0, min(details.top, .max / 2) + lines)
            return []
        case .person(let place):
            focus = .live
            selectLive(at: place)
            return []
        case .wheel(.live, let lines):
            moveLiveSelection(by: lines)
            return []
        case .wheel: return []
        }
    }

    /// Scrolls what lies over the panes.
    private mutating func scroll(_ lines: Int) -> [Effect] {
        switch overlay {
        case .question, .prompt, .code, nil: []
        // A theme that is gone to is shown at once.
        case .themes, .copies: [.send(.perform(lines < 0 ? .up : .down))]
        case .link, .palette, .help, .messages, .journal, .batch, .text:
            Array(repeating: .send(.perform(lines < 0 ? .up : .down)), count: abs(lines))
        }
    }

    private mutating func selectRow(at place: Int) {
        let position = service == .v4h ? conferences.position : meetings.position
        moveSelection(by: place - position)
    }

    private mutating func moveSelection(by step: Int) {
        switch service {
        case .v4h:
            let before = conferences.selected?.id
            conferences.move(by: step)
            if conferences.selected?.id != before { details.top = 0 }
        case .proconf: meetings.move(by: step)
        }
    }
}

extension Pane {
    /// The command that goes there.
    fileprivate var command: Command {
        switch self {
        case .session: .sessionPane
        case .conferences: .conferencesPane
        case .details: .detailsPane
        case .guestLink: .guestLinkPane
        case .live: .livePane
        }
    }
}
