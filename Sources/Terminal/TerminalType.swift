import CTerminal

/// The type of terminal there is, after its `TERM`, and how to colour it.
struct TerminalType: Hashable, Sendable {
    /// The entry of the terminal database to use.
    let name: String
    let palette: Palette

    /// Looks the terminal up.
    ///
    /// Writes nothing to it.
    ///
    /// - Parameters:
    ///   - environment: Where `TERM`, `COLORTERM` and `NO_COLOR` are.
    ///   - output: The terminal's descriptor.
    /// - Throws: ``TerminalError`` if the type is unknown, or cannot show a console.
    init(environment: [String: String], output: Int32) throws(TerminalError) {
        let type = environment["TERM"] ?? ""
        var name = type
        var (colors, takesTrueColor) = try Self.examine(type, output: output)
        // GNU screen inherits the word of the terminal around it, and passes no 24 bits on; tmux does, or comes as near
        // as it can.
        let isInTmux = !environment["TMUX", default: ""].isEmpty || type.hasPrefix("tmux")
        if ["truecolor", "24bit"].contains(environment["COLORTERM"]) {
            takesTrueColor = takesTrueColor || isInTmux || !type.hasPrefix("screen")
        }
        // ncurses goes by its database: only where that has a sister of 24 bits too, the promise can be kept.
        if takesTrueColor, colors < 1 << 24, colors >= 8 {
            for sister in Self.sisters(of: type, isInTmux: isInTmux) {
                guard let found = try? Self.examine(sister, output: output), found.colors >= 1 << 24 else { continue }
                (name, colors) = (sister, found.colors)
                break
            }
        }
        self.name = name
        guard environment["NO_COLOR", default: ""].isEmpty else {
            palette = Palette(depth: .none)
            return
        }
        palette = Palette(depth: ColorDepth(colors: colors), directEntries: Self.directEntries(of: name))
    }

    private static func examine(
        _ type: String,
        output: Int32
    ) throws(TerminalError) -> (colors: Int32, takesTrueColor: Bool) {
        var colors: Int32 = 0
        var takesTrueColor = false
        switch Int(cterminal_examine(type, output, &colors, &takesTrueColor)) {
        case CTERMINAL_FIT: return (colors, takesTrueColor)
        case CTERMINAL_UNSUITABLE_TYPE: throw .unsuitableTerminal(type)
        default: throw .unknownTerminal(type)
        }
    }

    /// The entries of the database that may be the same terminal with 24 bits of colour, the likeliest first.
    static func sisters(of type: String, isInTmux: Bool) -> [String] {
        let family = type.split(separator: "-").first.map(String.init) ?? type
        if isInTmux, ["tmux", "screen"].contains(family) { return ["tmux-direct"] }
        return ["\(type)-direct", family == "xterm" ? "xterm-direct256" : "\(family)-direct"]
    }

    /// The direct-colour entries of ncurses keep this many numbers for the palette.
    private static func directEntries(of name: String) -> Int32 {
        if name.hasSuffix("direct256") { return 256 }
        return name.hasSuffix("direct16") ? 16 : 8
    }
}
