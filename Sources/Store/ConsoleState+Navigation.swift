import Meetings
import Services

extension ConsoleState {
    /// Moves the focus, the selection or the window, or presses what has the focus.
    mutating func navigate(_ command: Command) -> [Effect] {
        switch overlay {
        case .question(let question): return answer(question, with: command)
        case .prompt(let prompt): return fill(prompt, with: command)
        case .themes(let chooser): return choose(chooser, with: command)
        case .copies(let chooser): return choose(chooser, with: command)
        case .palette(let palette): return fill(palette, with: command)
        case .help(let help): return fill(help, with: command)
        case .link, .messages, .journal, .batch, .text, .code: return scrollOverlay(command)
        case nil: break
        }
        if isFiltering { return navigateFilter(command) }
        if command == .back, fileReading != nil { return stopReading() }
        switch command {
        case .nextPane, .previousPane:
            stepPane(by: command == .nextPane ? 1 : -1)
            return []
        case .sessionPane: return move(to: .session)
        case .conferencesPane: return move(to: .conferences)
        case .detailsPane: return move(to: .details)
        case .guestLinkPane: return move(to: .guestLink)
        case .livePane: return move(to: .live)
        default: break
        }
        switch focus {
        case .session: return navigateForm(command) { $0.submitLogin() }
        case .guestLink: return navigateForm(command) { $0.submitLink() }
        case .conferences: return navigateList(command)
        case .details: return navigateDetails(command)
        case .live: return navigateLive(command)
        }
    }

    private mutating func move(to pane: Pane) -> [Effect] {
        focus = pane
        if pane == .guestLink { forgetLinkOfAnother() }
        return []
    }

    /// Tab goes through the lines of a form before it leaves the pane.
    private mutating func stepPane(by step: Int) {
        if let form = activeForm {
            var moved = form
            moved.move(by: step)
            if moved.place != form.place {
                changeActiveForm { $0 = moved }
                return
            }
        }
        let panes = self.panes
        focus = panes[((panes.firstIndex(of: focus) ?? 0) + step + panes.count) % panes.count]
        if focus == .guestLink { forgetLinkOfAnother() }
        changeActiveForm { if step > 0, !$0.hasResult { $0.place = .line($0.firstEmptyLine) } }
    }

    private mutating func navigateForm(
        _ command: Command,
        submit: (inout ConsoleState) -> [Effect]
    ) -> [Effect] {
        switch command {
        case .up: changeActiveForm { $0.move(by: -1) }
        case .down: changeActiveForm { $0.move(by: 1) }
        case .open: return submit(&self)
        case .back, .left, .right: focus = .conferences
        default: break
        }
        return []
    }

    private mutating func navigateList(_ command: Command) -> [Effect] {
        switch command {
        case .left: focus = .session
        case .right: return move(to: .guestLink)
        case .back:
            clearFilter()
        case .open: return openSelection()
        default:
            switch service {
            case .v4h:
                let before = conferences.selected?.id
                conferences.navigate(command)
                if conferences.selected?.id != before { details.top = 0 }
            case .proconf: meetings.navigate(command)
            }
        }
        return []
    }

    private mutating func openSelection() -> [Effect] {
        switch service {
        case .v4h:
            guard let target else { return [] }
            focus = .details
            return session[.v4h].isUsable ? loadRecord(target.id) : []
        case .proconf:
            guard let room = meetings.selected?.meeting.room else { return [] }
            focus = .details
            return session[.proconf].isUsable ? loadRoom(room) : []
        }
    }

    private mutating func navigateDetails(_ command: Command) -> [Effect] {
        switch command {
        case .up: details.top = max(0, details.top - 1)
        case .down: details.top += 1
        case .pageUp: details.top = max(0, details.top - viewport.detailRows)
        case .pageDown: details.top += viewport.detailRows
        case .first: details.top = 0
        case .last: details.top = .max / 2
        case .nextSection, .previousSection, .fold:
            if viewport.detailSections.isEmpty {
                say(.information, "There are no sections here.")
            } else if command == .fold {
                foldSection()
            } else {
                moveSection(by: command == .nextSection ? 1 : -1)
            }
        case .left, .back: focus = .conferences
        case .right: return move(to: .guestLink)
        case .open: return openSelection()
        default: break
        }
        return []
    }

    private mutating func scrollOverlay(_ command: Command) -> [Effect] {
        let step: Int? =
            switch command {
            case .up: -1
            case .down: 1
            case .pageUp: -viewport.overlayRows
            case .pageDown: viewport.overlayRows
            case .first: -.max / 2
            case .last: .max / 2
            default: nil
            }
        switch (overlay, step) {
        case (.messages(let top), .some(let step)): overlay = .messages(top: scrolled(top, by: step))
        case (.journal(let top), .some(let step)): overlay = .journal(top: scrolled(top, by: step))
        case (.batch(let top), .some(let step)): overlay = .batch(top: scrolled(top, by: step))
        case (.link(var sheet), .some(let step)):
            sheet.top = scrolled(sheet.top, by: step)
            overlay = .link(sheet)
        case (.text(var sheet), .some(let step)):
            sheet.top = scrolled(sheet.top, by: step)
            overlay = .text(sheet)
        case (.text(let sheet), nil) where command == .back || command == .open: overlay = sheet.behind
        case (.code(let sheet), nil) where command == .back || command == .open: overlay = sheet.behind
        case (.batch, nil) where command == .back || command == .open: leaveBatch(with: command)
        case (_, nil) where command == .back || command == .open: overlay = nil
        default: break
        }
        return []
    }

    /// A scroll position so many lines on; the next frame knows where the end is.
    private func scrolled(_ top: Int, by step: Int) -> Int { max(0, min(top, .max / 2) + step) }

    private mutating func answer(_ question: Question, with command: Command) -> [Effect] {
        switch command {
        case .left, .right, .up, .down, .nextPane, .previousPane:
            var question = question
            question.isAgreementFocused.toggle()
            overlay = .question(question)
        case .back:
            overlay = question.behind
        case .open:
            overlay = question.behind
            if question.isAgreementFocused { return agree(to: question.consequence) }
        default: break
        }
        return []
    }

    private mutating func agree(to consequence: Question.Consequence) -> [Effect] {
        switch consequence {
        case .order(let order): return [.send(.carryOut(order, isConfirmed: true))]
        case .export(var export):
            export.isReplacing = true
            changePrompt(where: { $0.purpose == .export }) { $0?.isWaiting = true }
            return [.export(export)]
        case .quit: return [.quit(isAgreed: true)]
        }
    }

    private mutating func fill(_ prompt: Prompt, with command: Command) -> [Effect] {
        switch command {
        case .up, .previousPane, .left: changeActiveForm { $0.move(by: -1) }
        case .down, .nextPane, .right: changeActiveForm { $0.move(by: 1) }
        case .back where awaitsLogin && prompt.purpose.needsService,
            .open where awaitsLogin && prompt.purpose.needsService && !prompt.isWaiting:
            setAside(prompt)
        case .back: overlay = nil
        case .open: return prompt.isWaiting ? [] : submit(prompt)
        default: break
        }
        return []
    }
}

extension TableState {
    fileprivate mutating func navigate(_ command: Command) {
        switch command {
        case .up: move(by: -1)
        case .down: move(by: 1)
        case .pageUp: move(by: -visibleRows)
        case .pageDown: move(by: visibleRows)
        case .first: moveToStart()
        case .last: moveToEnd()
        default: break
        }
    }
}

extension FormState {
    /// The first line with nothing in it, where typing would go on.
    fileprivate var firstEmptyLine: Int { lines.firstIndex { $0.field.isEmpty } ?? 0 }
}
