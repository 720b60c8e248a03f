/// The modes of a terminal that a program's output has changed, and not changed back.
package struct TerminalModes: Sendable {
    /// DEC's private modes that are on in a terminal nobody has touched: autowrap and cursor.
    private static let usual: Set<String> = ["7", "25"]

    private var parser = TerminalOutputParser()
    /// Those that are not as usual.
    private var privateModes: Set<String> = []
    private var hasApplicationKeypad = false
    private var look: Set<String> = []
    private var characterSet = "B"
    private var isShifted = false
    private var savedTitles = 0

    /// What is not as it was: empty when everything has been given back.
    ///
    /// The numbers are those of xterm's ctlseqs: 1 application cursor keys, 25 the cursor is hidden, 1000 to 1006 the
    /// mouse, 1049 the alternate screen, 2004 bracketed paste.
    package var changed: Set<String> {
        var changed = Set(privateModes.map { "private mode \($0)" })
        if hasApplicationKeypad { changed.insert("application keypad") }
        changed.formUnion(look)
        if characterSet != "B" || isShifted { changed.insert("character set") }
        if savedTitles != 0 { changed.insert("window title") }
        return changed
    }

    /// Whether a private mode is not as in a terminal nobody has touched.
    package func isChanged(_ mode: Int) -> Bool { privateModes.contains("\(mode)") }

    package init() {}

    /// Follows what a program writes.
    package mutating func follow(_ bytes: some Sequence<UInt8>) {
        var parts: [TerminalOutput.Part] = []
        parser.parse(bytes) { part in
            if case .text = part { return }
            parts.append(part)
        }
        for part in parts { follow(part) }
    }

    private mutating func follow(_ part: TerminalOutput.Part) {
        switch part {
        case .control(0x0E): isShifted = true
        case .control(0x0F): isShifted = false
        case .escape("="): hasApplicationKeypad = true
        case .escape(">"): hasApplicationKeypad = false
        case .escape("c"): reset()
        case .escape(let name) where name.hasPrefix("("): characterSet = String(name.dropFirst())
        case .sequence(let sequence): follow(sequence)
        case .text, .control, .escape, .string: break
        }
    }

    private mutating func follow(_ sequence: String) {
        let parameters = sequence.dropLast()
        switch sequence.last {
        case "m": look(parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }[...])
        case "h" where parameters.hasPrefix("?"): set(parameters.dropFirst(), to: true)
        case "l" where parameters.hasPrefix("?"): set(parameters.dropFirst(), to: false)
        case "t" where parameters.hasPrefix("22"): savedTitles += 1
        case "t" where parameters.hasPrefix("23"): savedTitles -= 1
        default: break
        }
    }

    /// Follows SGR: the colours and attributes of what is written next.
    private mutating func look(_ parameters: ArraySlice<Int>) {
        var parameters = parameters
        while let parameter = parameters.popFirst() {
            switch parameter {
            case 0: look = []
            case 1...9: look.insert("attributes")
            case 21...29: look.remove("attributes")
            case 30...38, 90...97: look.insert("foreground")
            case 39: look.remove("foreground")
            case 40...48, 100...107: look.insert("background")
            case 49: look.remove("background")
            default: break
            }
            // A colour by number, or by its parts.
            if parameter == 38 || parameter == 48 { parameters = parameters.dropFirst(parameters.first == 2 ? 4 : 2) }
        }
    }

    private mutating func reset() {
        let parser = parser
        self = TerminalModes()
        self.parser = parser
    }

    private mutating func set(_ modes: Substring, to isOn: Bool) {
        for mode in modes.split(separator: ";").map(String.init) {
            if isOn == Self.usual.contains(mode) { privateModes.remove(mode) } else { privateModes.insert(mode) }
        }
    }
}
