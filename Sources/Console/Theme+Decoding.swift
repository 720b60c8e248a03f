import Meetings
import Terminal
import Themes

/// Why a theme's file was refused: everything that is wrong in it.
package struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
    package var problems: [FileProblem]

    package init(problems: [FileProblem]) { self.problems = problems }

    /// One problem a line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension Theme {
    /// The theme that is used unasked.
    package static let standard = builtIn.first ?? Theme(name: "default", styles: [:])

    /// The themes inside the executable.
    package static let builtIn = Themes.builtIn.compactMap { source in
        try? decode(source.text, file: source.name, isBuiltIn: true)
    }

    /// Reads a theme: a YAML mapping of roles to `fg`, `bg` and `attributes`.
    ///
    /// A colour is a name of the 16 (`red`, `bright-red`), `default` for the terminal's own, 0–255 for one of xterm's 256,
    /// or `"#rrggbb"`. A role that is missing is taken from the theme that `extends` names, `default` unless it is
    /// given; a role that is there replaces it whole.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The file it comes from, for errors; without folder and extension it is the theme's name.
    /// - Returns: A theme with a style for every role.
    /// - Throws: `ThemeError` with everything that is wrong.
    package static func decode(_ text: String, file: String) throws(ThemeError) -> Theme {
        try decode(text, file: file, isBuiltIn: false)
    }

    private static func decode(_ text: String, file: String, isBuiltIn: Bool) throws(ThemeError) -> Theme {
        let document = YAMLDocument(file: file)
        let root = document.root(of: text, keys: ["extends"] + Role.allCases.map(\.rawValue))
        var styles = isBuiltIn ? [:] : standard.styles
        if let extended = root?["extends"] {
            styles = extended.theme()?.styles ?? styles
        }
        for entry in root?.entries ?? [] {
            guard let role = Role(rawValue: entry.name) else { continue }
            styles[role] = entry.style()
        }
        guard document.problems.isEmpty else { throw ThemeError(problems: document.problems) }
        return Theme(name: name(of: file), styles: styles)
    }

    private static func name(of file: String) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
    }
}

extension YAMLEntry {
    fileprivate func theme() -> Theme? {
        let names = Theme.builtIn.map(\.name)
        guard let name = text(example: names.joined(separator: " or ")) else { return nil }
        if let theme = Theme.builtIn.first(where: { $0.name == name }) { return theme }
        let right = names.nearest(to: name) ?? names.joined(separator: " or ")
        report("“\(name)” is no built-in theme", remedy: "write \(right)")
        return nil
    }

    fileprivate func style() -> Style? {
        guard let section = section(keys: ["fg", "bg", "attributes"]) else { return nil }
        return Style(
            foreground: section["fg"]?.color() ?? .standard,
            background: section["bg"]?.color() ?? .standard,
            attributes: section["attributes"]?.attributes() ?? []
        )
    }

    private func color() -> Color? {
        // An unquoted # starts a comment, so that the value is missing altogether.
        guard let word = text(example: "a colour such as cyan, 110 or \"#8fd0f5\" (in quotes)") else { return nil }
        if let color = Color(themeWord: word) { return color }
        let names = Color.themeNames + ["default"]
        report(
            "“\(word)” is no colour",
            remedy: names.nearest(to: word).map { "write \($0)" }
                ?? "write one of \(Color.baseNames.joined(separator: ", ")), bright- before these, default, 0 to 255, "
                + "or \"#rrggbb\""
        )
        return nil
    }

    private func attributes() -> Style.Attributes? {
        let known: KeyValuePairs<String, Style.Attributes> = [
            "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
        ]
        let names = known.map(\.key)
        let example = "a list such as [bold, underline]"
        guard let words = texts(example: example, mayBeEmpty: true) else { return nil }
        var attributes: Style.Attributes = []
        for word in words {
            if let match = known.first(where: { $0.key == word }) {
                attributes.formUnion(match.value)
            } else {
                let right = names.nearest(to: word) ?? names.joined(separator: ", ")
                report("“\(word)” is no attribute", remedy: "write \(right)")
            }
        }
        return attributes
    }
}

extension Color {
    static let baseNames = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    /// The 16 in the order of their numbers (ECMA-48 SGR 30–37, and 90–97 for the bright ones).
    static let themeNames = baseNames + baseNames.map { "bright-\($0)" }

    /// Reads a colour as a theme writes it.
    init?(themeWord word: String) {
        if word == "default" {
            self = .standard
        } else if let index = Color.themeNames.firstIndex(of: word) {
            self = .indexed(UInt8(index))
        } else if let index = UInt8(word) {
            self = .indexed(index)
        } else if word.utf8.count == 7, word.first == "#", let value = UInt32(word.dropFirst(), radix: 16) {
            self = .rgb(UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255))
        } else {
            return nil
        }
    }
}
