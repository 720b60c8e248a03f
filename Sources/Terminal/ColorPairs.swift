import CTerminal

/// The colour pairs of ncurses, given out as looks need them.
///
/// A terminal has few, sometimes 63. When they are used up, all are taken back, and whoever paints has to paint the
/// whole frame anew.
struct ColorPairs {
    private struct Colors: Hashable {
        var foreground: Int32
        var background: Int32
    }

    /// More than a theme has, and few enough to keep track of.
    private static let most: Int32 = 1024

    private let capacity: Int32
    private var pairs: [Colors: Int32] = [:]

    /// As many pairs as the open screen has.
    init() {
        capacity = min(Self.most, cterminal_pairs())
    }

    /// The pair for a look's colours, or nil if none is left.
    mutating func pair(for look: Palette.Look) -> Int32? {
        let colors = Colors(foreground: look.foreground, background: look.background)
        if colors == Colors(foreground: -1, background: -1) || capacity == 0 { return 0 }
        if let pair = pairs[colors] { return pair }
        let next = Int32(pairs.count) + 1
        guard next <= capacity else { return nil }
        cterminal_define_pair(next, colors.foreground, colors.background)
        pairs[colors] = next
        return next
    }

    /// Takes all pairs back.
    mutating func removeAll() {
        pairs.removeAll()
    }
}
