/// A cell in 16 bytes, so that a frame is built and compared at no cost worth speaking of.
struct PackedCell: Hashable, Sendable {
    /// Marks contents that are an index into the canvas's table of glyphs with marks, and no scalar.
    static let tableFlag: UInt32 = 1 << 31

    /// A scalar, or ``tableFlag`` and an index.
    var content: UInt32
    /// 1 or 2 cells, or 0 for the right half of a wide character.
    var width: UInt8
    /// A ``Style``, packed.
    var style: UInt64

    /// An empty cell.
    static func blank(_ style: UInt64) -> PackedCell {
        PackedCell(content: 0x20, width: 1, style: style)
    }

    /// The right half of a wide character.
    static func rightHalf(_ style: UInt64) -> PackedCell {
        PackedCell(content: 0, width: 0, style: style)
    }
}

extension Style {
    /// The style as a number: 26 bits a colour, and the attributes above them.
    var packed: UInt64 {
        UInt64(foreground.packed) | UInt64(background.packed) << 26 | UInt64(attributes.rawValue) << 52
    }

    /// The style that ``packed`` gave.
    init(packed: UInt64) {
        self.init(
            foreground: Color(packed: UInt32(truncatingIfNeeded: packed & 0x3FF_FFFF)),
            background: Color(packed: UInt32(truncatingIfNeeded: packed >> 26 & 0x3FF_FFFF)),
            attributes: Attributes(rawValue: UInt8(truncatingIfNeeded: packed >> 52))
        )
    }
}

extension Color {
    fileprivate var packed: UInt32 {
        switch self {
        case .standard: 0
        case .indexed(let index): 1 << 24 | UInt32(index)
        case .rgb(let red, let green, let blue): 2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        }
    }

    fileprivate init(packed: UInt32) {
        switch packed >> 24 {
        case 1: self = .indexed(UInt8(truncatingIfNeeded: packed))
        case 2:
            self = .rgb(
                UInt8(truncatingIfNeeded: packed >> 16),
                UInt8(truncatingIfNeeded: packed >> 8),
                UInt8(truncatingIfNeeded: packed)
            )
        default: self = .standard
        }
    }
}
