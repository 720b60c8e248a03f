/// The keys of every command: those of the table, but for what the operator has set otherwise.
package struct CommandKeys: Hashable, Sendable {
    private var keys: [Command: [String]]

    /// Whether there are no keys, and commands are asked for by their names alone.
    package private(set) var isSpoken = false

    /// The keys of the command table.
    package static let standard = CommandKeys()

    /// No keys at all: commands are said, at a prompt that is always there.
    package static let spoken: CommandKeys = {
        var keys = CommandKeys()
        keys.keys = [:]
        keys.isSpoken = true
        return keys
    }()

    /// The keys that stay whatever is set, so that every dialog can be answered and left, and the console ended.
    package static let fixed: [Command: String] = [.open: "Enter", .back: "Esc", .quit: "C-c"]

    /// Takes the keys of the table, and changes to them.
    ///
    /// - Parameter changes: The names of the keys that a command has in place of the table's, the one to show first;
    ///   none takes all keys from it. Keys that stay are added.
    package init(changes: [Command: [String]] = [:]) {
        keys = Dictionary(uniqueKeysWithValues: CommandTable.all.map { ($0.command, $0.keys) })
        for (command, names) in changes {
            let all = names + [CommandKeys.fixed[command]].compactMap(\.self)
            keys[command] = all.enumerated().filter { all.firstIndex(of: $1) == $0 }.map(\.element)
        }
    }

    /// The names of a command's keys, the one to show first.
    package subscript(_ command: Command) -> [String] { keys[command] ?? [] }

    /// The key to show where something has the focus; nil where the command has none that would not be typed there.
    package func key(of command: Command, in scope: Scope) -> String? {
        self[command].first { scope != .typing || !CommandKeys.types($0) }
    }

    /// How the command is asked for: its key, or its name where it has none.
    package func invocation(of command: Command) -> String {
        self[command].first ?? "\(isSpoken ? "" : ":")\(CommandTable[command].name)"
    }

    /// The commands that have a key too, and apply where this one does: nobody could tell which of them is meant.
    package func rivals(of command: Command, for key: String) -> [Command] {
        CommandTable.all.map(\.command).filter { other in
            guard other != command, self[other].contains(key) else { return false }
            let shared = CommandTable[other].scope.intersection(CommandTable[command].scope)
            return !shared.subtracting(CommandKeys.types(key) ? .typing : []).isEmpty
        }
    }

    /// Whether a key writes something into a line of input.
    private static func types(_ key: String) -> Bool { key.count == 1 || key == "Space" }
}

extension ConsoleState {
    /// What to do to ask for a command, as the beginning of a sentence.
    func press(_ command: Command) -> String {
        "\(keys[command].isEmpty ? "Type" : "Press") \(keys.invocation(of: command))"
    }
}
