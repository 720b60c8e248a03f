import Foundation

/// What stands in one terminal cell, or in two if it is wide: a scalar that takes room, and the marks above and below
/// it.
struct Glyph: Hashable, Sendable {
    /// As many as ncurses keeps in a cell beside the first: `CCHARW_MAX` is 5.
    static let maximumMarks = 4
    /// What a terminal cannot show becomes this.
    static let replacement = Glyph(scalar: "\u{FFFD}", width: 1)

    var scalar: Unicode.Scalar
    var marks: [Unicode.Scalar] = []
    /// 1 or 2 cells.
    var width: Int

    /// The glyph as text.
    var text: String {
        var text = String.UnicodeScalarView()
        text.append(scalar)
        text.append(contentsOf: marks)
        return String(text)
    }

    /// The glyphs of a character, in the form that all terminals give the same number of cells to.
    ///
    /// May be none.
    ///
    /// Terminals disagree about sequences of emoji, so these are shortened to what they agree on: variation selectors,
    /// joiners, skin tones and the keycap's frame are dropped, a joined sequence shows its first emoji, and a flag its
    /// two letters.
    static func glyphs(of character: Character) -> [Glyph] {
        var glyphs: [Glyph] = []
        for scalar in character.unicodeScalars {
            if let letter = letter(ofRegionalIndicator: scalar) {
                glyphs.append(Glyph(scalar: letter, width: 1))
                continue
            }
            if scalar == zeroWidthJoiner {
                // Between Indic letters a joiner asks for another form of the same letters; between emoji, for another
                // picture.
                if let last = glyphs.last, last.scalar.properties.isEmoji { break }
                continue
            }
            if isDropped(scalar) { continue }
            switch ScalarWidth.ofAny(scalar) {
            case 0:
                guard let last = glyphs.indices.last, glyphs[last].marks.count < maximumMarks else { continue }
                if scalar.properties.generalCategory != .format || scalar == zeroWidthNonJoiner {
                    glyphs[last].marks.append(scalar)
                }
            case let width where width > 0: glyphs.append(Glyph(scalar: scalar, width: min(width, 2)))
            default: glyphs.append(replacement)
            }
        }
        for index in glyphs.indices where !glyphs[index].marks.isEmpty { glyphs[index].compose() }
        return glyphs
    }

    /// Puts a letter and its marks into one scalar where Unicode has one: a console without combining characters shows
    /// that right, too.
    private mutating func compose() {
        // Beyond Latin, Greek, Cyrillic, Korean and Japanese there is nothing to gain, and it takes its time.
        guard
            scalar.value < 0x530 || 0x1100..<0x1200 ~= scalar.value || 0x1E00..<0x2000 ~= scalar.value
                || 0x3040..<0x3100 ~= scalar.value
        else { return }
        let composed = text.precomposedStringWithCanonicalMapping.unicodeScalars
        guard let first = composed.first, ScalarWidth.ofAny(first) == width else { return }
        let rest = Array(composed.dropFirst())
        guard rest.allSatisfy({ ScalarWidth.ofAny($0) == 0 }) else { return }
        scalar = first
        marks = Array(rest.prefix(Self.maximumMarks))
    }

    private static let zeroWidthNonJoiner: Unicode.Scalar = "\u{200C}"
    private static let zeroWidthJoiner: Unicode.Scalar = "\u{200D}"

    private static func letter(ofRegionalIndicator scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
        return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)
    }

    /// Soft hyphens, the keycap's frame, variation selectors and skin tones.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x20E3, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0100...0xE01EF: true
        default: false
        }
    }
}
