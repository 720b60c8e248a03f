import Foundation

/// The colours of one terminal, and which of them comes nearest to a ``Color``.
struct Palette: Hashable, Sendable {
    /// A cell's look in the terminal's own numbers; -1 is the terminal's own colour.
    struct Look: Hashable, Sendable {
        var foreground: Int32
        var background: Int32
        var attributes: Style.Attributes
    }

    /// How many colours there are.
    let depth: ColorDepth
    /// With true colours: how many of the lowest numbers are palette entries, and no blues.
    let directEntries: Int32

    /// The colours of a depth.
    init(depth: ColorDepth, directEntries: Int32 = 8) {
        self.depth = depth
        self.directEntries = directEntries
    }

    /// What the terminal shows for a style.
    func look(of style: Style) -> Look {
        let look = nearestLook(of: style)
        guard depth < .trueColor, style.isOfOwnColors, look.foreground >= 0, look.background >= 0 else { return look }
        // Two colours may come out as one, or nearly, where there are few.
        let ground = Self.components(of: UInt8(truncatingIfNeeded: look.background)).luminance
        let ink = Self.components(of: UInt8(truncatingIfNeeded: look.foreground)).luminance
        let ratio = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
        guard ratio < Self.leastContrast else { return look }
        var legible = look
        let isDark = ground < 0.18
        legible.foreground = isDark ? (depth == .eight ? 7 : 15) : 0
        return legible
    }

    /// What text needs at least to be read where colours are few.
    private static let leastContrast = 3.0

    private func nearestLook(of style: Style) -> Look {
        var attributes = style.attributes
        if depth == .eight, case .indexed(let index) = style.foreground, (8..<16).contains(index) {
            // Bright colours are bold ones where there are but eight. Bright black would be black there, and unseen on
            // black: dim is safe.
            guard index > 8 else {
                attributes.insert(.dim)
                return Look(foreground: -1, background: number(of: style.background), attributes: attributes)
            }
            attributes.insert(.bold)
        }
        return Look(
            foreground: number(of: style.foreground),
            background: number(of: style.background),
            attributes: attributes
        )
    }

    private func number(of color: Color) -> Int32 {
        switch (color, depth) {
        case (.standard, _), (_, .none): -1
        case (.indexed(let index), .trueColor):
            Int32(index) < directEntries ? Int32(index) : direct(Self.components(of: index))
        case (.indexed(let index), .indexed256): Int32(index)
        case (.indexed(let index), .sixteen):
            index < 16 ? Int32(index) : Self.nearest(to: Self.components(of: index), in: 0..<16)
        case (.indexed(let index), .eight):
            index < 16 ? Int32(index % 8) : Self.nearest(to: Self.components(of: index), in: 0..<8)
        case (.rgb(let red, let green, let blue), .trueColor): direct(Components(red, green, blue))
        // The lowest sixteen are the user's to choose, so that nobody knows what they look like.
        case (.rgb(let red, let green, let blue), .indexed256):
            Self.nearest(to: Components(red, green, blue), in: 16..<256)
        case (.rgb(let red, let green, let blue), .sixteen): Self.nearest(to: Components(red, green, blue), in: 0..<16)
        case (.rgb(let red, let green, let blue), .eight): Self.nearest(to: Components(red, green, blue), in: 0..<8)
        }
    }

    private struct Components {
        var red: Int32
        var green: Int32
        var blue: Int32

        init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
            self.red = Int32(red)
            self.green = Int32(green)
            self.blue = Int32(blue)
        }

        /// How bright it is, from 0 to 1 (WCAG 2.2, "relative luminance").
        var luminance: Double {
            let linear = [red, green, blue].map { part in
                let value = Double(part) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
    }

    /// The number of a true colour.
    ///
    /// A blue so dark that it would be taken for a palette entry gets the least of green.
    private func direct(_ components: Components) -> Int32 {
        let number = components.red << 16 | components.green << 8 | components.blue
        return number < directEntries ? number | 0x100 : number
    }

    /// The entry whose colour is nearest, by the distance the eye sees best: green counts most, blue least.
    private static func nearest(to wanted: Components, in entries: Range<Int32>) -> Int32 {
        let distance: (Int32) -> Int32 = { entry in
            let entry = components(of: UInt8(truncatingIfNeeded: entry))
            let (red, green, blue) = (entry.red - wanted.red, entry.green - wanted.green, entry.blue - wanted.blue)
            return 3 * red * red + 6 * green * green + blue * blue
        }
        return entries.min { distance($0) < distance($1) } ?? -1
    }

    /// What xterm shows for an entry unless told otherwise.
    private static func components(of index: UInt8) -> Components {
        switch index {
        case 0..<16:
            let (red, green, blue) = sixteen[Int(index)]
            return Components(red, green, blue)
        case 16..<232:
            let cube = index - 16
            return Components(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        default:
            let grey = 8 + 10 * (index - 232)
            return Components(grey, grey, grey)
        }
    }

    private static func level(_ step: UInt8) -> UInt8 {
        step == 0 ? 0 : 55 + 40 * step
    }

    private static let sixteen: [(UInt8, UInt8, UInt8)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    ]
}

extension Style {
    /// Whether both colours are a theme's own, and neither is one of the sixteen, which are the user's to choose.
    fileprivate var isOfOwnColors: Bool { foreground.isOwn && background.isOwn }
}

extension Color {
    fileprivate var isOwn: Bool {
        switch self {
        case .standard: false
        case .indexed(let index): index >= 16
        case .rgb: true
        }
    }
}
