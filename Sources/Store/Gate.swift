import Meetings
import Stage

/// Lets an action through, refuses it, or has the operator asked first.
///
/// Read-only mode and confirmation are enforced here and nowhere else, on the store's one way in.
enum Gate {
    enum Verdict {
        case pass
        case refuse(String)
        case ask(Question)

        /// Has a word typed first.
        case acknowledge(Prompt)
    }

    static func verdict(on action: Action, in state: ConsoleState) -> Verdict {
        switch action {
        case .perform(let command, let argument):
            let declaration = CommandTable[command]
            if state.isReadOnly, declaration.safety != .read { return .refuse(readOnly(declaration.title)) }
            if let reason = Availability.reason(against: command, argument: argument, in: state) {
                return .refuse(reason)
            }
            return .pass
        case .carryOut(let order, let isConfirmed):
            if state.isReadOnly, order.safety != .read { return .refuse(readOnly(order.progress)) }
            if case .steer(let action, let id) = order, let reason = state.reason(against: action, in: id) {
                return .refuse(reason)
            }
            guard !isConfirmed else { return .pass }
            if case .steer(.endForAll, _) = order, let stage = state.stage { return .acknowledge(.endForAll(stage)) }
            if case .steer(.hangUp, let id) = order, state.stage?.isConnected == false {
                return .ask(
                    Question(
                        title: "Close the stage?",
                        text: "Its page is not there: whoever has it may go on in the meeting.\n"
                            + naming(of: id, in: state),
                        agreement: "Close it", to: .order(order)))
            }
            if order.safety == .destructive { return .ask(question(for: order, in: state)) }
            return state.isBeingChecked(order) ? .ask(repetition(of: order)) : .pass
        default:
            return .pass
        }
    }

    private static func readOnly(_ what: String) -> String { "\(what): refused, this console is read-only." }

    /// The conference as it can be told from others, with how far it has come.
    private static func naming(of id: ConferenceIdentifier, in state: ConsoleState) -> String {
        let label = state.conferences[id]?.conference.state.label
        return state.naming(of: id) + (label.map { " · \($0)" } ?? "")
    }

    /// The question before something is sent again that got no answer, and may have been done.
    private static func repetition(of order: Order) -> Question {
        let isRequest = if case .request = order { true } else { false }
        return Question(
            title: isRequest ? "Request it again?" : "Send it again?",
            text: "No answer came to the first one: it may already have been \(isRequest ? "made" : "done"). "
                + "The service is being asked; wait for what it says unless you are sure.",
            agreement: isRequest ? "Request again" : "Send again", to: .order(order))
    }

    private static func question(for order: Order, in state: ConsoleState) -> Question {
        switch order {
        case .each(let orders):
            question(forEach: orders, in: state)
        case .close(let id):
            Question(
                title: "Close this conference?",
                text: "Everyone in it is sent out. It cannot be opened again.\n\(naming(of: id, in: state))",
                agreement: "Close it", to: .order(order))
        case .delete(let id):
            Question(
                title: "Delete this conference?",
                text: "The service forgets it, with its recording's evidence.\n\(naming(of: id, in: state))",
                agreement: "Delete it", to: .order(order))
        case .steer(let action, let id):
            Question(
                title: "\(state.stage.map { action.title(in: $0.live) } ?? order.progress)?",
                text: "This cannot be taken back from here.\n\(naming(of: id, in: state))", agreement: "Do it",
                to: .order(order))
        default:
            Question(title: "\(order.progress)?", text: "This cannot be undone.", agreement: "Do it", to: .order(order))
        }
    }

    /// The most conferences that a question names.
    private static let mostNames = 5

    /// The question before something is done to all marked conferences.
    private static func question(forEach orders: [Order], in state: ConsoleState) -> Question {
        let subjects = orders.compactMap(\.subject)
        let isClosing = orders.first?.command == .closeConference
        let count = orders.count == 1 ? "1 conference" : "\(orders.count) conferences"
        var lines: [String] = []
        let hidden = state.conferences.hiddenCount(among: subjects)
        if hidden > 0 { lines.append("! \(hidden) of them \(hidden == 1 ? "is" : "are") hidden by the filter.") }
        let left = state.conferences.marks.count - orders.count
        if left > 0 {
            lines.append(
                "\(left) more \(left == 1 ? "has" : "have") ended already, and \(left == 1 ? "is" : "are") left out.")
        }
        lines.append(
            isClosing
                ? "Everyone in them is sent out. They cannot be opened again."
                : "The service forgets them, with their recordings' evidence.")
        lines += subjects.prefix(mostNames).map { naming(of: $0, in: state) }
        if subjects.count > mostNames { lines.append("and \(subjects.count - mostNames) more") }
        return Question(
            title: "\(isClosing ? "Close" : "Delete") \(count)?", text: lines.joined(separator: "\n"),
            agreement: "\(isClosing ? "Close" : "Delete") \(orders.count)", to: .order(.each(orders)))
    }
}
