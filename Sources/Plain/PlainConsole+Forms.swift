import Foundation
import Meetings
import Store

extension PlainConsole {
    /// Asks for the lines of the form that has the focus, and sends it, until it is done with or left.
    ///
    /// - Parameter isDone: Whether nothing more is wanted of the form, once it has been sent.
    func fill(until isDone: (ConsoleState) -> Bool) async {
        var first = 0
        while let form = state.activeForm {
            guard await askForLines(of: form, from: first) else { return await leaveForm() }
            hasFailed = false
            guard await send(.perform(.open)), !isDone(state), let sent = state.activeForm else { return }
            hasFailed = true
            guard dialogue.isInteractive else { return await leaveForm() }
            // What was typed is kept, and what is wrong is asked for first.
            first = sent.lines.firstIndex { $0.complaint != nil } ?? 0
            guard !sent.lines.contains(where: { $0.complaint != nil }) else { continue }
            guard await dialogue.agrees("Try again, with what was typed?", usual: true) == true else {
                return await leaveForm()
            }
        }
    }

    private func leaveForm() async {
        hasFailed = true
        if case .prompt = state.overlay { await send(.perform(.back)) }
        store.send(.perform(.conferencesPane))
        dialogue.say("The form was left; nothing was sent.")
    }

    /// Asks for one line after the other.
    ///
    /// - Returns: Whether all were answered.
    private func askForLines(of form: FormState, from first: Int) async -> Bool {
        for index in form.lines.indices.dropFirst(first) {
            guard let now = state.activeForm, now.lines.indices.contains(index) else { return false }
            guard !now.isIdle(now.lines[index]) else { continue }
            repeat {
                guard let line = state.activeForm?.lines[index] else { return false }
                guard await ask(for: line, at: index) else { return false }
            } while state.activeForm?.lines[index].field.problem != nil && dialogue.isInteractive
        }
        return true
    }

    /// Asks for one line until the answer is one that it can have.
    private func ask(for line: FormState.Line, at index: Int) async -> Bool {
        if let complaint = line.complaint { dialogue.say(complaint) }
        guard !line.isSecret else { return await askForSecret(line, at: index) }
        while true {
            guard case .line(let typed) = await dialogue.ask(line.plainPrompt) else { return false }
            let answer = typed.trimmingCharacters(in: .whitespaces)
            guard !answer.isEmpty else { return true }
            guard !line.choices.isEmpty else {
                type(answer == "-" ? "" : answer, into: index)
                return true
            }
            if let choice = answer.meant(among: line.choices) {
                choose(choice, of: line, at: index)
                return true
            }
            let right = line.choices.nearest(to: answer).map { "Did you mean \($0)?" }
            dialogue.say(right ?? "Answer one of: \(line.choices.joined(separator: ", ")).")
            guard dialogue.isInteractive else { return false }
        }
    }

    private func askForSecret(_ line: FormState.Line, at index: Int) async -> Bool {
        guard case .secret(let secret) = await dialogue.askSecret(line.plainPrompt) else { return false }
        if !secret.isEmpty { type(secret.reveal(), into: index) }
        return true
    }

    /// Writes into a line what was typed, in the place of what stood there.
    private func type(_ text: String, into index: Int) {
        goToLine(index)
        store.send(.edit(.end))
        store.send(.edit(.deleteToStart))
        if !text.isEmpty { store.send(.edit(.insert(text))) }
    }

    private func choose(_ choice: String, of line: FormState.Line, at index: Int) {
        goToLine(index)
        store.send(.edit(.start))
        for _ in 0..<(line.choices.firstIndex(of: choice) ?? 0) { store.send(.edit(.right)) }
    }

    /// Moves to a line as the keys do.
    private func goToLine(_ index: Int) {
        for _ in 0...(state.activeForm?.lines.count ?? 0) + 2 {
            guard let form = state.activeForm, form.place != .line(index) else { return }
            if case .line(let place) = form.place, place < index {
                store.send(.perform(.down))
            } else {
                store.send(.perform(.up))
            }
        }
    }
}

extension FormState.Line {
    /// What stands before the answer: what is asked, what can be answered, and what stands there.
    var plainPrompt: String {
        var words = label
        if !choices.isEmpty {
            words += " (\(choices.joined(separator: ", ")))"
        } else if !placeholder.isEmpty, field.isEmpty {
            words += " (\(placeholder))"
        }
        if isSecret {
            if !field.isEmpty { words += " [as typed]" }
        } else if !field.isEmpty {
            words += " [\(SafeText(field.text, limit: 256))]"
        }
        return words + ": "
    }
}
