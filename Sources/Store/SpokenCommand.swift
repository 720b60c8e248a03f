import Meetings

/// A command as it was said: its name, and what stood behind it.
package struct SpokenCommand {
    /// Why a line says no command.
    package enum Problem: Error {
        case empty

        /// Several names begin like that.
        case ambiguous([String])

        /// No name is like that; the nearest is given where one is near.
        case unknown(nearest: String?)
    }

    package let command: Command
    package let argument: String?

    /// Reads a line.
    ///
    /// The beginning of a name will do where no other name begins so.
    ///
    /// - Parameter line: What was typed; a colon at its beginning does not count.
    /// - Throws: `Problem` where it says no command.
    package init(_ line: String) throws(Problem) {
        let (name, argument) = SpokenCommand.parts(of: line)
        guard !name.isEmpty else { throw .empty }
        self.argument = argument.isEmpty ? nil : argument
        if let command = CommandTable.command(named: name) {
            self.command = command
            return
        }
        let begun = CommandTable.all.filter { $0.name.hasPrefix(name) }
        guard let only = begun.first else {
            throw .unknown(nearest: CommandTable.all.map(\.name).nearest(to: name))
        }
        guard begun.count == 1 else { throw .ambiguous(begun.map(\.name)) }
        command = only.command
    }

    /// The name in small letters, and what stands behind it without the blanks around it.
    package static func parts(of line: String) -> (name: String, argument: String) {
        let begun = line.drop { $0.isWhitespace || $0 == ":" }
        let name = begun.prefix { !$0.isWhitespace }
        var argument = begun.dropFirst(name.count).drop(while: \.isWhitespace)
        while argument.last?.isWhitespace == true { argument.removeLast() }
        return (name.lowercased(), String(argument))
    }
}

extension SpokenCommand.Problem {
    /// The problem as a sentence.
    ///
    /// It does not repeat what was typed: that may be a password that was meant for another line.
    package func words(keys: CommandKeys) -> String {
        switch self {
        case .empty: "Type the name of a command."
        case .ambiguous(let names): "Several begin like that: \(names.joined(separator: ", "))."
        case .unknown(.some(let nearest)): "No command is called that. Did you mean \(nearest)?"
        case .unknown(nil): "No command is called that. \(keys.invocation(of: .help)) lists all of them."
        }
    }
}
