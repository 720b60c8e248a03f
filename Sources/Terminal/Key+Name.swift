extension Key {
    /// The key as keymaps and help call it: `j`, `Enter`, `PgUp`, `F5`, `C-r`, `M-x`, `Space`.
    package var name: String {
        switch self {
        case .character(let character): Self.name(of: character)
        case .function(let number): "F\(number)"
        case .control(let character): "C-\(Self.name(of: character))"
        case .alt(let character): "M-\(Self.name(of: character))"
        case .enter: "Enter"
        case .tab: "Tab"
        case .backTab: "BackTab"
        case .escape: "Esc"
        case .backspace: "Backspace"
        case .delete: "Delete"
        case .insert: "Insert"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        }
    }

    /// The key of a name, or nil for what is none, or is a chord that terminals cannot tell.
    ///
    /// Names of more than one character are read in any case, and `PageUp`, `PageDown`, `Return`, `Escape`, `Del` and
    /// `Ins` as well.
    package init?(name: String) {
        if let character = Self.character(named: name) {
            self = .character(character)
            return
        }
        if name.hasPrefix("C-") {
            guard let character = Self.character(named: String(name.dropFirst(2))) else { return nil }
            let lower = Character(character.lowercased())
            guard Self.controllable.contains(lower) else { return nil }
            self = .control(lower)
            return
        }
        if name.hasPrefix("M-") {
            guard let character = Self.character(named: String(name.dropFirst(2))) else { return nil }
            self = .alt(character)
            return
        }
        let lower = name.lowercased()
        if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number), lower == "f\(number)" {
            self = .function(number)
            return
        }
        guard let key = Self.named[lower] else { return nil }
        self = key
    }

    /// The names that are words, in small letters: of all keys but those that write something, and chords.
    package static let words: [String] = named.keys.sorted() + ["space"] + (1...12).map { "f\($0)" }

    /// What Control can be held with and still be told apart: not the keys of Tab, Enter, Backspace and Esc.
    private static let controllable = Set("abcdefgjklnopqrstuvwxyz \\]^_")

    private static let named: [String: Key] = [
        "enter": .enter, "return": .enter, "tab": .tab, "backtab": .backTab, "esc": .escape, "escape": .escape,
        "backspace": .backspace, "delete": .delete, "del": .delete, "insert": .insert, "ins": .insert, "up": .up,
        "down": .down, "left": .left, "right": .right, "home": .home, "end": .end, "pgup": .pageUp, "pageup": .pageUp,
        "pgdn": .pageDown, "pagedown": .pageDown,
    ]

    private static func name(of character: Character) -> String {
        character == " " ? "Space" : String(character)
    }

    private static func character(named name: String) -> Character? {
        if name.lowercased() == "space" { return " " }
        guard name.count == 1, let character = name.first, !character.isNewline,
            character.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { return nil }
        return character
    }
}
