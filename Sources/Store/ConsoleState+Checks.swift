import Foundation
import Meetings
import Services

extension ConsoleState {
    /// Whether the service is being asked how it stands with an order that got no answer.
    var isChecking: Bool { checks.contains { $0.standing == .open } }

    /// Whether the order would repeat one that may have been carried out.
    func isBeingChecked(_ order: Order) -> Bool {
        checks.contains { $0.standing == .open && order.repeats($0.order) }
    }

    /// Gives back the form of a request that got no answer, with what was typed.
    ///
    /// Once it is known that nothing was made it is given back once: a form that is closed then is given up.
    ///
    /// - Returns: The form, or nil where there is none.
    mutating func takeUnansweredRequest() -> Prompt? {
        guard let index = checks.lastIndex(where: { $0.form != nil && $0.standing != .sent }),
            let form = checks[index].form
        else { return nil }
        var prompt = Prompt.request()
        prompt.form = form
        if checks[index].standing == .open { prompt.problem = .mayHaveBeenMade } else { checks[index].form = nil }
        return prompt
    }

    /// Notes what is known before a request is sent: only so can be told afterwards what is new.
    mutating func noteSending(_ order: Order) {
        guard case .request = order else { return }
        checks.removeAll { $0.order == order }
        var check = Check(order: order, sent: now)
        if conferencesLoading.value != nil { check.known = Set(conferences.rows.map(\.id)) }
        if case .prompt(let prompt) = overlay, prompt.purpose == .request { check.form = prompt.form }
        checks.append(check)
    }

    /// Takes an order off the list of what is under way, and has one checked that may have been carried out.
    mutating func end(_ order: Order, isUnanswered: Bool) -> [Effect] {
        if let index = progress.firstIndex(of: order.progress) { progress.remove(at: index) }
        guard isUnanswered, order.isChecked else {
            checks.removeAll { $0.order == order }
            return []
        }
        if let index = checks.firstIndex(where: { $0.order == order }) {
            checks[index].standing = .open
        } else {
            checks.removeAll { order.repeats($0.order) }
            checks.append(Check(order: order, sent: now, standing: .open))
        }
        if case .request = order {
            changePrompt(where: { $0.isRequest(by: order) }) { $0?.problem = .mayHaveBeenMade }
            return loadList(of: .v4h)
        }
        return [.check(order)]
    }

    /// Asks again about everything that is open, once that is possible again.
    func resumeChecks() -> [Effect] {
        checks.filter { $0.standing == .open && $0.order.subject != nil }.map { .check($0.order) }
    }

    /// Holds the requests that got no answer against the list.
    mutating func settleRequests() -> [Effect] {
        var effects: [Effect] = []
        checks.removeAll { $0.isOver(at: now) }
        for check in checks where check.standing != .sent && check.order.subject == nil {
            let found = check.findings(in: conferences.rows)
            if let made = found.first {
                checks.removeAll { $0.order == check.order }
                effects += tellMade(made, of: found.count, by: check)
            } else if check.standing == .open {
                tellNotMade(check)
            }
        }
        return effects
    }

    private mutating func tellMade(_ made: Conference, of count: Int, by check: Check) -> [Effect] {
        let name = [made.name?.string ?? made.room?.string, made.id.text].compactMap(\.self).joined(separator: " · ")
        let late = check.standing == .denied ? " after all" : ""
        say(
            .success, "It was made\(late): \(name)",
            advice: count == 1 ? nil : "It is the newest of \(count) that are new; look whether it is yours.")
        let isClosed = changePrompt(where: { $0.isRequest(by: check.order) }) { $0 = nil }
        // An operator who has turned to something else is not pulled away.
        guard overlay == nil, isClosed || focus == .conferences else { return [] }
        if isClosed { focus = .conferences }
        showRow(made.id)
        return loadRecord(made.id)
    }

    private mutating func tellNotMade(_ check: Check) {
        guard let index = checks.firstIndex(where: { $0.order == check.order }) else { return }
        checks[index].standing = .denied
        let clock = TimeText(now: now, timeZone: timeZone).clock(now)
        let words = "It is not in the list as of \(clock); nothing was made so far."
        say(.warning, words, advice: "\(press(.requestConference)) to request it again.")
        changePrompt(where: { $0.isRequest(by: check.order) }) {
            $0?.problem = Trouble(title: words, advice: "Enter requests it again.")
        }
    }

    /// Takes the record that tells how it stands with an order.
    mutating func takeChecked(_ order: Order, _ result: Result<ConferenceRecord, ServiceError>) -> [Effect] {
        guard checks.contains(where: { $0.order == order && $0.standing == .open }), let id = order.subject
        else { return [] }
        var effects = note(result.failure, of: .check(order), from: .v4h)
        if let failure = result.failure, failure.isOutage || failure.isOfLogin { return effects }
        checks.removeAll { $0.order == order }
        let verdict = Verdict(on: order, result, name: naming(of: id), keys: keys)
        say(Message(severity: verdict.severity, text: verdict.text, advice: verdict.advice, moment: now))
        if verdict.severity == .success { conferences.unmark(id) }
        changePrompt(where: { $0.purpose.subject == id }) { prompt in
            if verdict.severity == .success {
                prompt = nil
            } else {
                prompt?.problem = Trouble(title: verdict.text, advice: "Enter sends it again.")
            }
        }
        switch result {
        case .success(let record):
            if let row = conferences[id] { conferences.upsert(self.row(record.conference, row.source)) }
            if details.subject == id { details.record = .loaded(record, at: now) }
        case .failure(let error) where error.isGone:
            forget(id)
            effects.append(.unwatch(id))
        case .failure: break
        }
        return effects + loadList(of: .v4h)
    }

    /// Changes a form wherever it stands: on the screen, behind a question, or set aside for a login.
    ///
    /// - Parameters:
    ///   - isMeant: Which form.
    ///   - change: What to do; nil takes it away.
    /// - Returns: Whether it was there.
    @discardableResult
    mutating func changePrompt(where isMeant: (Prompt) -> Bool, _ change: (inout Prompt?) -> Void) -> Bool {
        if let prompt = overlay?.openPrompt, isMeant(prompt) {
            var changed = Optional(prompt)
            change(&changed)
            overlay = overlay?.replacingPrompt(by: changed)
            return true
        }
        for service in interruptions.keys {
            guard let prompt = interruptions[service]?.prompt, isMeant(prompt) else { continue }
            var changed = Optional(prompt)
            change(&changed)
            interruptions[service]?.prompt = changed
            return true
        }
        return false
    }
}
