/// Text measured and cut in terminal cells.
///
/// Everything here treats text in the form ``Canvas`` paints it; see ``Glyph/glyphs(of:)`` for what becomes of emoji
/// and of characters that cannot be shown. Texts are cut between grapheme clusters only.
package enum DisplayText {
    /// Where a text stands in a field wider than itself.
    package enum Alignment: Hashable, Sendable {
        case left
        case centre
        case right
    }

    /// How many cells a text takes on one line of a terminal.
    package static func cells(of text: some StringProtocol) -> Int {
        cells(ofText: String(text))
    }

    /// A text in exactly so many cells: padded with spaces, or cut with the ellipsis at its end.
    package static func fitted(
        _ text: some StringProtocol,
        to width: Int,
        alignment: Alignment = .left,
        ellipsis: String = "…"
    ) -> String {
        guard width > 0 else { return "" }
        let text = String(text)
        let needed = cells(ofText: text)
        guard needed > width else { return padded(shown(text), of: needed, to: width, alignment: alignment) }
        let mark = cells(ofText: ellipsis) <= width ? ellipsis : ""
        let (kept, used) = prefix(of: text, within: width - cells(ofText: mark))
        return padded(kept + mark, of: used + cells(ofText: mark), to: width, alignment: alignment)
    }

    /// Whether a text is made of scalars alone that need no closer look: each a character of its own, shown as it is.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
            || text.unicodeScalars.allSatisfy { ScalarWidth.ofPlain($0.value) > 0 }
    }

    /// The form of a text that a terminal shows, and that all terminals agree on the width of.
    static func shown(_ text: String) -> String {
        isPlain(text) ? text : clusters(of: text).map(\.text).joined()
    }

    /// One grapheme cluster, as it is shown, and its cells.
    struct Cluster {
        var text: String
        var width: Int
    }

    /// The clusters of a text that show anything.
    static func clusters(of text: String) -> [Cluster] {
        text.compactMap { character in
            if let width = plainWidth(of: character) { return Cluster(text: String(character), width: width) }
            let glyphs = Glyph.glyphs(of: character)
            guard !glyphs.isEmpty else { return nil }
            return Cluster(text: glyphs.map(\.text).joined(), width: glyphs.reduce(0) { $0 + $1.width })
        }
    }

    private static func cells(ofText text: String) -> Int {
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
        var cells = 0
        for scalar in text.unicodeScalars {
            let width = ScalarWidth.ofPlain(scalar.value)
            guard width > 0 else { return clusters(of: text).reduce(0) { $0 + $1.width } }
            cells += width
        }
        return cells
    }

    /// The most of a text that takes no more than so many cells, as it is shown, and how many it does take.
    private static func prefix(of text: String, within cells: Int) -> (text: String, cells: Int) {
        var used = 0
        if isPlain(text) {
            let scalars = text.unicodeScalars.prefix { scalar in
                let width = ScalarWidth.ofPlain(scalar.value)
                guard used + width <= cells else { return false }
                used += width
                return true
            }
            return (String(scalars), used)
        }
        let kept = clusters(of: text).prefix { cluster in
            guard used + cluster.width <= cells else { return false }
            used += cluster.width
            return true
        }
        return (kept.map(\.text).joined(), used)
    }

    private static func plainWidth(of character: Character) -> Int? {
        let scalars = character.unicodeScalars
        guard let scalar = scalars.first, scalars.dropFirst().isEmpty else { return nil }
        let width = ScalarWidth.ofPlain(scalar.value)
        return width > 0 ? width : nil
    }

    private static func padded(_ text: String, of cells: Int, to width: Int, alignment: Alignment) -> String {
        let missing = max(0, width - cells)
        let before =
            switch alignment {
            case .left: 0
            case .centre: missing / 2
            case .right: missing
            }
        return String(repeating: " ", count: before) + text + String(repeating: " ", count: missing - before)
    }
}
