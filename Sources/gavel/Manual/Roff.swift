/// A manual page in the making, in the language of man(7).
struct Roff {
    private(set) var text = ""

    /// Begins a page.
    ///
    /// - Parameters:
    ///   - name: The page's name.
    ///   - section: The manual's section.
    init(page name: String, section: Int) {
        macro("TH", name.uppercased(), "\(section)", "", "gavel \(gavelVersion)", "gavel")
        // Words are not torn apart, and lines are not stretched: much of it is to be typed.
        text += ".nh\n.ad l\n"
    }

    mutating func section(_ title: String) { macro("SH", title.uppercased()) }
    mutating func subsection(_ title: String) { macro("SS", title) }

    /// A paragraph; an empty line in it begins another.
    mutating func paragraph(_ words: String) {
        for part in words.split(separator: "\n\n") {
            text += ".PP\n"
            line(part)
        }
    }

    /// Something with what is said of it.
    mutating func item(_ head: String, _ words: String) {
        text += ".TP\n.B \(Roff.escaped(head))\n"
        line(words)
    }

    /// Lines that stay as they are.
    mutating func example(_ lines: some StringProtocol) {
        text += ".PP\n.EX\n"
        for part in lines.split(separator: "\n", omittingEmptySubsequences: false) { line(part) }
        text += ".EE\n"
    }

    private mutating func line(_ words: some StringProtocol) { text += Roff.escaped(words) + "\n" }

    private mutating func macro(_ name: String, _ arguments: String...) {
        let quoted = arguments.map { " \"\(Roff.escaped($0))\"" }.joined()
        text += ".\(name)\(quoted)\n"
    }

    /// Text in which nothing is taken for a command, a hyphen stays one that can be typed, quotes end nothing, and all
    /// characters are ASCII, as formatters have taken them since long before they knew others.
    private static func escaped(_ words: some StringProtocol) -> String {
        let plain = String(words).replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing(
            "\"", with: "\\(dq")
        let portable = plain.unicodeScalars.map { $0.isASCII ? String(Character($0)) : code(of: $0) }.joined()
        return portable.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : String($0) }.joined(separator: "\n")
    }

    /// A character by its number, such as `\[u2013]` (groff_char(7)).
    private static func code(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
    }
}
