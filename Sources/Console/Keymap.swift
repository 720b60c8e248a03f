package import Store
package import Terminal

/// Which command a key asks for, where.
package struct Keymap: Sendable {
    private var commands: [Key: [Command]]

    /// Maps the keys of commands.
    ///
    /// - Parameter keys: The keys, by names that the terminal's keys have.
    package init(_ keys: CommandKeys = .standard) {
        commands = [:]
        for declaration in CommandTable.all {
            for name in keys[declaration.command] {
                guard let key = Key(name: name) else { preconditionFailure("\(name) is no key") }
                commands[key, default: []].append(declaration.command)
            }
        }
    }

    /// The command of a key.
    ///
    /// - Parameters:
    ///   - key: The key that was pressed.
    ///   - scope: What has the focus.
    /// - Returns: nil where the key asks for nothing there.
    package func command(for key: Key, in scope: Scope) -> Command? {
        // Letters are text where something can be typed.
        if scope == .typing, key.types { return nil }
        return commands[key]?.first { CommandTable[$0].scope.contains(scope) }
    }
}

extension Key {
    /// Whether the key writes something into a line of input.
    fileprivate var types: Bool {
        if case .character = self { true } else { false }
    }

    /// What the key does to a line of input.
    ///
    /// The control keys are those of GNU readline.
    var fieldEdit: FieldEdit? {
        switch self {
        case .character(let character): .insert(String(character))
        case .backspace, .control("h"): .deleteBackward
        case .delete, .control("d"): .deleteForward
        case .control("w"): .deleteWord
        case .control("u"): .deleteToStart
        case .left, .control("b"): .left
        case .right, .control("f"): .right
        case .home, .control("a"): .start
        case .end, .control("e"): .end
        default: nil
        }
    }
}
