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
        var colors = try Self.colors(of: type, output: output)
        // COLORTERM tells what the terminal can do, and ncurses goes by its database: only where that has the xterm of
        // 24 bits too, the promise can be kept.
        let direct = "xterm-direct256"
        if ["truecolor", "24bit"].contains(environment["COLORTERM"]), type.hasPrefix("xterm"),
            let more = try? Self.colors(of: direct, output: output)
        {
            (name, colors) = (direct, more)
        }
        self.name = name
        guard environment["NO_COLOR", default: ""].isEmpty else {
            palette = Palette(depth: .none)
            return
        }
        palette = Palette(depth: ColorDepth(colors: colors), directEntries: Self.directEntries(of: name))
    }

    private static func colors(of type: String, output: Int32) throws(TerminalError) -> Int32 {
        var colors: Int32 = 0
        switch Int(cterminal_examine(type, output, &colors)) {
        case CTERMINAL_FIT: return colors
        case CTERMINAL_UNSUITABLE_TYPE: throw .unsuitableTerminal(type)
        default: throw .unknownTerminal(type)
        }
    }

    /// The direct-colour entries of ncurses keep this many numbers for the palette.
    private static func directEntries(of name: String) -> Int32 {
        if name.hasSuffix("direct256") { return 256 }
        return name.hasSuffix("direct16") ? 16 : 8
    }
}
