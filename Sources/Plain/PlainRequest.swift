import Foundation
import Meetings
import Store

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
