import Foundation
import Meetings
package import Store

/// What a line asks for.
enum PlainRequest: Equatable {
    case nothing

    /// The rows of the list: from one on, all, or the first ones.
    case list(String?)
    case logIn

    /// A row by its number, or by what it is called.
    case open(String)
    case help(String?)

    /// What could be said in the place of a question mark.
    case possibilities(of: String)
    case perform(Command, String?)

    /// Nothing; why not, as a sentence.
    case wrong(String)

    /// Reads a line.
    ///
    /// The beginning of a name will do where no other name begins so.
    init(_ line: String) {
        let (name, argument) = SpokenCommand.parts(of: line)
        if name.isEmpty {
            self = .nothing
        } else if line.hasSuffix("?"), line.count > 1 {
            self = .possibilities(of: String(line.dropLast()))
        } else if name.allSatisfy({ ("0"..."9").contains($0) }), argument.isEmpty {
            self = .open(name)
        } else {
            self = PlainRequest.named(name, argument.isEmpty ? nil : argument, line: line)
        }
    }

    private static func named(_ name: String, _ argument: String?, line: String) -> PlainRequest {
        let own = PlainWord.allCases.filter { $0.rawValue.hasPrefix(name) }
        if let word = own.first(where: { $0.rawValue == name }) { return word.request(argument) }
        let begun = CommandTable.all.map(\.name).filter { $0.hasPrefix(name) }
        if let word = own.first, own.count == 1, begun.isEmpty { return word.request(argument) }
        let isExact = CommandTable.command(named: name) != nil
        guard own.isEmpty || isExact else {
            return .wrong(SpokenCommand.Problem.ambiguous(own.map(\.rawValue) + begun).words(keys: .spoken))
        }
        do throws(SpokenCommand.Problem) {
            let said = try SpokenCommand(line)
            if said.command == .help { return .help(said.argument) }
            if said.command == .open, let row = said.argument { return .open(row) }
            return .perform(said.command, said.argument)
        } catch {
            guard case .unknown = error else { return .wrong(error.words(keys: .spoken)) }
            let names = CommandTable.all.map(\.name) + PlainWord.allCases.map(\.rawValue)
            return .wrong(SpokenCommand.Problem.unknown(nearest: names.nearest(to: name)).words(keys: .spoken))
        }
    }
}

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

    fileprivate func request(_ argument: String?) -> PlainRequest {
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
