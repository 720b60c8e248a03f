/// How many colours a terminal can show.
package enum ColorDepth: Hashable, Sendable, Comparable {
    /// No colours, attributes only: of a monochrome terminal, or as the user asks with `NO_COLOR`.
    case none
    case eight
    case sixteen
    /// xterm's 256.
    case indexed256
    /// Red, green and blue of 8 bits each.
    case trueColor

    /// Whether two styles look different where there are so many colours.
    package func tellsApart(_ first: Style, _ second: Style) -> Bool {
        let palette = Palette(depth: self)
        return palette.look(of: first) != palette.look(of: second)
    }

    /// What a number of colours in the terminal database means.
    init(colors: Int32) {
        self =
            switch colors {
            case ..<8: .none
            case ..<16: .eight
            case ..<256: .sixteen
            case ..<(1 << 24): .indexed256
            default: .trueColor
            }
    }
}
