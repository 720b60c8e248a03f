package import Store

/// A word that plain mode has besides the commands: what a screen shows without being asked.
enum PlainWord: String, CaseIterable {
    case list
    case login

    /// The word with what can be said along with it.
    var usage: String { self == .list ? "list [number|all]" : rawValue }

    var summary: String {
        switch self {
        case .list: "The rows of the list, from a number on, or all"
        case .login: "Log in to the service in view"
        }
    }

    /// What the word asks for.
    func request(_ argument: String?) -> PlainRequest {
        switch self {
        case .list: return .list(argument)
        case .login:
            guard let argument else { return .logIn }
            // It may be a password that was meant for the prompt.
            return .wrong("“\(rawValue)” stands alone: \(argument.count) characters behind it are too many.")
        }
    }
}

/// What the documents tell of plain mode.
package enum PlainMode {
    /// All that can be said, each with what can be said behind it.
    package static var usages: [String] {
        PlainWord.allCases.map(\.usage)
            + CommandTable.all.filter { $0.command.reasonWithoutScreen == nil }.map(\.usage)
    }

    /// Why a command has no meaning where there is no screen, as a sentence; nil where it has one.
    package static func reasonWithoutScreen(against command: Command) -> String? { command.reasonWithoutScreen }
}

extension Command {
    /// Why the command has no meaning where there is no screen, as a sentence; nil where it has one.
    var reasonWithoutScreen: String? {
        switch self {
        case .left, .right, .nextPane, .previousPane, .nextSection, .previousSection, .fold:
            "That moves about a screen, and plain mode has none."
        case .redraw: "There is no screen to paint."
        case .showCode: "A QR code is for a screen: gavel guest-link --qr prints one."
        case .chooseCopy: "Say what is to be copied: copy link, id, url, markdown or json."
        case .theme: "Themes are for the screen, and plain mode has no colours."
        case .palette: "Commands are said at the prompt itself."
        default: nil
        }
    }
}
