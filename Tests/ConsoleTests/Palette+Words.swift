@testable import Console
@testable import Terminal

extension ColorDepth {
    /// All depths and what they are called, the deepest first.
    static let all: [(name: String, depth: ColorDepth)] = [
        ("24 bits", .trueColor), ("256", .indexed256), ("16", .sixteen), ("8", .eight), ("none", .none),
    ]
}

extension Palette.Look {
    /// A look in words: ink on ground, and the attributes.
    func words(depth: ColorDepth) -> String {
        let names: KeyValuePairs<String, Style.Attributes> = [
            "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
        ]
        let colors = [name(of: foreground, depth: depth), name(of: background, depth: depth)]
        let attributes = names.filter { self.attributes.contains($0.value) }.map(\.key)
        return ([colors.joined(separator: " on ")] + attributes).joined(separator: " ")
    }

    private func name(of number: Int32, depth: ColorDepth) -> String {
        guard number >= 0 else { return "·" }
        if depth == .trueColor, number >= 8 {
            let hex = String(number, radix: 16)
            return "#" + String(repeating: "0", count: 6 - hex.count) + hex
        }
        return number < 16 ? Color.themeNames[Int(number)] : "\(number)"
    }
}
