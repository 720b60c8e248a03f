import Foundation

/// Writes styled text where lines are printed one after the other, and no screen is open.
package struct StyleEscape: Sendable {
    private let palette: Palette?

    /// How many colours are shown; nil where no style is: into a file or a pipe, or on a terminal without any.
    package var colorDepth: ColorDepth? { palette?.depth }

    /// Finds out what the output can show.
    ///
    /// Writes nothing to it.
    ///
    /// - Parameters:
    ///   - environment: Where `TERM`, `COLORTERM` and `NO_COLOR` are.
    ///   - output: The descriptor that the text is printed to.
    package init(environment: [String: String], output: Int32) {
        palette = isatty(output) == 1 ? (try? TerminalType(environment: environment, output: output))?.palette : nil
    }

    init(palette: Palette?) {
        self.palette = palette
    }

    /// A text with what turns its style on before it and off behind it (ECMA-48, 8.3.117; the colours beyond eight as in
    /// xterm's ctlseqs).
    package func text(_ text: String, _ style: Style) -> String {
        guard let palette else { return text }
        let look = palette.look(of: style)
        var parameters: [String] = []
        for (attribute, number) in Self.attributes where look.attributes.contains(attribute) {
            parameters.append(number)
        }
        parameters += Self.parameters(of: look.foreground, palette: palette, first: 30, bright: 90, further: "38")
        parameters += Self.parameters(of: look.background, palette: palette, first: 40, bright: 100, further: "48")
        guard !parameters.isEmpty else { return text }
        return "\u{1B}[\(parameters.joined(separator: ";"))m\(text)\u{1B}[0m"
    }

    private static let attributes: KeyValuePairs<Style.Attributes, String> = [
        .bold: "1", .dim: "2", .italic: "3", .underline: "4", .reverse: "7",
    ]

    private static func parameters(
        of number: Int32,
        palette: Palette,
        first: Int32,
        bright: Int32,
        further: String
    ) -> [String] {
        switch number {
        case ..<0: []
        case 0..<8: ["\(first + number)"]
        case 8..<16 where palette.depth < .trueColor || number < palette.directEntries: ["\(bright + number - 8)"]
        case 16..<256 where palette.depth < .trueColor || number < palette.directEntries: [further, "5", "\(number)"]
        default: [further, "2", "\(number >> 16 & 255)", "\(number >> 8 & 255)", "\(number & 255)"]
        }
    }
}
