import Foundation
import Meetings
import Store

extension PlainConsole {
    /// Goes on until nothing lies over the list: asks what is asked, and tells what is shown.
    func attend() async {
        while !isOver, let overlay = state.overlay {
            switch overlay {
            case .question(let question): await answer(question)
            case .prompt(let prompt): await fill(prompt)
            case .link(let sheet): await tell(sheet.plainLines)
            case .messages: await tell(messages)
            case .journal: await tell(pages.journal(state))
            case .palette(let palette):
                await tell(state.candidates(for: palette.field.text).map(\.line), as: "Say one of:")
            case .batch: await leaveBatch()
            case .text(let sheet): await tell([sheet.text.reveal()])
            case .help, .themes, .copies, .code: await send(.perform(.back))
            }
        }
    }

    /// Tells what lies over the list, and takes it away.
    private func tell(_ lines: [String], as title: String? = nil) async {
        say([title].compactMap(\.self) + lines)
        await send(.perform(.back))
    }

    private var messages: [String] {
        let time = TimeText(now: state.now)
        guard !state.messages.isEmpty else { return ["Nothing was said yet."] }
        return state.messages.map { message in
            let times = message.count > 1 ? " (\(message.count) times)" : ""
            return "\(time.clock(message.moment)) \(message.plainLine)\(times)"
        }
    }

    /// Has the operator agree to what cannot be undone, or leaves it.
    private func answer(_ question: Question) async {
        say(question.text.split(separator: "\n").map(String.init))
        guard await dialogue.agrees(question.title) == true else {
            await send(.perform(.back))
            return refuse("Nothing was done.")
        }
        if !question.isAgreementFocused { store.send(.perform(.right)) }
        await send(.perform(.open))
    }

    /// Asks for what a form needs, and sends it.
    private func fill(_ prompt: Prompt) async {
        say([prompt.title + ".", prompt.hint])
        let purpose = prompt.purpose
        await fill { state in
            if case .prompt(let open) = state.overlay { open.purpose != purpose } else { true }
        }
    }

    /// Waits until nothing more is sent; what came of it was told.
    private func leaveBatch() async {
        await settle()
        await send(.perform(.open))
    }
}
