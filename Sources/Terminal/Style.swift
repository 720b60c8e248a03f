/// How a cell looks: its colours and attributes.
package struct Style: Hashable, Sendable {
    /// What a terminal can do to text beside colouring it.
    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let bold = Attributes(rawValue: 1 << 0)
        package static let dim = Attributes(rawValue: 1 << 1)
        package static let italic = Attributes(rawValue: 1 << 2)
        package static let underline = Attributes(rawValue: 1 << 3)
        package static let reverse = Attributes(rawValue: 1 << 4)
    }

    /// The terminal's own colours, and no attributes.
    package static let plain = Style()

    /// The colour of the text.
    package var foreground: Color
    /// The colour behind the text.
    package var background: Color
    /// What else is done to the text.
    package var attributes: Attributes

    /// A style; what is not given is the terminal's own.
    package init(foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// This style with another laid over it: the other's colours where it has any, and the attributes of both.
    package func overlaid(by other: Style) -> Style {
        Style(
            foreground: other.foreground == .standard ? foreground : other.foreground,
            background: other.background == .standard ? background : other.background,
            attributes: attributes.union(other.attributes)
        )
    }

    /// This style with further attributes.
    package func adding(_ attributes: Attributes) -> Style {
        Style(foreground: foreground, background: background, attributes: self.attributes.union(attributes))
    }
}
