import Meetings
import Services

extension ConsoleState {
    /// Takes actions through the gate, with all that follow from them, as one change.
    ///
    /// - Parameter actions: What happened, in order.
    /// - Returns: The effects to run, in order.
    mutating func take(_ actions: [Action]) -> [Effect] {
        var effects: [Effect] = []
        var waiting = actions
        while !waiting.isEmpty {
            for effect in take(waiting.removeFirst()) + takeLateLogins() {
                if case .send(let following) = effect { waiting.append(following) } else { effects.append(effect) }
            }
        }
        forgetUnwantedReadings()
        return effects
    }

    private mutating func take(_ action: Action) -> [Effect] {
        switch Gate.verdict(on: action, in: self) {
        case .pass:
            return reduce(action)
        case .refuse(let reason):
            say(.warning, reason)
            return []
        case .acknowledge(let prompt):
            overlay = .prompt(prompt)
            return []
        case .ask(var question):
            if case .prompt = overlay { question.behind = overlay }
            overlay = .question(question)
            return []
        }
    }

    /// Takes an action that the gate let through, and says what is to be done outside.
    ///
    /// - Parameter action: What happened.
    /// - Returns: The effects to run, in order.
    private mutating func reduce(_ action: Action) -> [Effect] {
        switch action {
        case .perform(let command, let argument): return perform(command, argument)
        case .carryOut(let order, _): return begin(order)
        case .edit(let edit): return apply(edit)
        case .point(let pointing): return take(pointing)
        case .picked(let row):
            selectRow(row)
            return []
        case .laidOut(let viewport):
            adopt(viewport)
            return []
        case .ticked: return warnOfEndingLogins() + warnOfUnconfirmed()
        case .refreshDue: return refreshUnasked()
        case .retryDue(let service): return retryDue(of: service)
        case .orderEnded(let order, let isUnanswered):
            return end(order, isUnanswered: isUnanswered) + advanceBatch(after: order)
        case .checked(let order, let result): return takeChecked(order, result)
        case .journal(let news):
            take(news)
            return []
        case .theme(let news):
            take(news)
            return []
        case .copied(let text, let outcome):
            takeCopied(text, outcome)
            return []
        case .opened(let outcome):
            sayOpened(outcome)
            return []
        case .exported(let export, let outcome):
            take(outcome, of: export)
            return []
        case .file(let news):
            take(news)
            return []
        case .stage(let news): return take(news)
        case .stageOpened(let id, let result): return takeStageAddress(result, of: id)
        case .endedCommandFailed(let reason):
            say(.warning, "The ended-command did not do well: \(SafeText(reason))")
            return []
        case .meetingsLoaded, .featuresLoaded, .statusLoaded, .catchUpLoaded, .summaryLoaded, .tokenMade:
            return takeProConf(action)
        case .loginChanged(let service, let status): return take(status, of: service)
        case .loginFinished(let service, let result): return takeLogin(result, to: service)
        case .automaticLoginsDue: return beginAutomaticLogins()
        case .loginRecalled(let service, let user): return takeRecalledLogin(of: user, to: service)
        case .cameFrom(let other):
            takeOver(from: other)
            return []
        case .takenUp: return takeUp()
        case .told(let message, let profile):
            take(message, of: profile)
            return []
        case .warned(let text, let advice):
            say(.warning, text, advice: advice)
            return []
        case .stagesLeftOpen(let conferences):
            var question = Question(beforeLeaving: conferences)
            question.behind = overlay
            overlay = .question(question)
            return []
        default:
            return takeV4H(action)
        }
    }

    private mutating func adopt(_ viewport: Viewport) {
        self.viewport = viewport
        conferences.setVisibleRows(viewport.listRows)
        meetings.setVisibleRows(viewport.listRows)
        details.top = viewport.detailTop
        switch overlay {
        case .messages: overlay = .messages(top: viewport.overlayTop)
        case .journal: overlay = .journal(top: viewport.overlayTop)
        case .batch: overlay = .batch(top: viewport.overlayTop)
        case .link(var sheet):
            sheet.top = viewport.overlayTop
            overlay = .link(sheet)
        case .text(var sheet):
            sheet.top = viewport.overlayTop
            overlay = .text(sheet)
        case .question, .prompt, .palette, .help, .themes, .copies, .code, nil: break
        }
    }

    /// Puts what was typed where the cursor stands.
    private mutating func apply(_ edit: FieldEdit) -> [Effect] {
        if case .copies(let chooser) = overlay {
            guard case .insert(let letter) = edit else { return [] }
            return pick(letter, from: chooser)
        }
        if applyToCommands(edit) { return [] }
        if isFiltering, overlay == nil {
            editFilter(edit)
            return []
        }
        changeActiveForm { $0.apply(edit) }
        return []
    }

    /// Changes the form that has the focus, wherever it stands.
    mutating func changeActiveForm(_ change: (inout FormState) -> Void) {
        if case .prompt(var prompt) = overlay {
            change(&prompt.form)
            overlay = .prompt(prompt)
            return
        }
        guard overlay == nil else { return }
        switch focus {
        case .session where session[service].asksForLogin: change(&session[service].form)
        case .guestLink: change(&linkPane.form)
        default: break
        }
    }

    private mutating func sayOpened(_ outcome: Opening) {
        switch outcome {
        case .opened(let browser): say(.success, "Opened with \(SafeText(browser)).")
        case .failed(let reason):
            say(.error, "The browser did not open: \(SafeText(reason))", advice: "\(press(.copy)) to copy the link.")
        }
        if case .link(var sheet) = overlay {
            sheet.opening = messages.last?.text
            overlay = .link(sheet)
        }
    }
}
