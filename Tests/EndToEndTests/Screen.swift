/// What a terminal shows at one moment.
struct Screen: CustomStringConvertible, Sendable {
    /// Without blanks at their ends.
    let lines: [String]

    /// The lines in a frame, for failures to be read.
    ///
    /// In ASCII: `swift test` drops output that it receives with a character cut in two.
    var description: String {
        let width = lines.map(\.count).max() ?? 0
        let rule = "+" + String(repeating: "-", count: width) + "+"
        let framed = lines.map { "|" + Screen.plain($0) + String(repeating: " ", count: width - $0.count) + "|" }
        return ([rule] + framed + [rule]).joined(separator: "\n")
    }

    private static let signs: [Character: Character] = [
        "─": "-", "│": "|", "▸": ">", "●": "*", "○": "o", "■": "#", "✓": "v", "✗": "x", "…": "~", "•": "*", "▼": "v",
        "▲": "^", "×": "x", "–": "-", "‹": "<", "›": ">", "“": "\"", "”": "\"",
    ]

    private static func plain(_ line: String) -> String {
        String(line.map { $0.isASCII ? $0 : signs[$0] ?? ("┌┐└┘├┤".contains($0) ? "+" : "?") })
    }

    func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    /// The first line with this text.
    func line(with text: String) -> String? { lines.first { $0.contains(text) } }

    /// The row of the list that is selected, from its mark to the frame.
    var selectedRow: String? {
        for line in lines {
            if let mark = line.firstRange(of: "│▸") {
                return line[mark.upperBound...].split(separator: "│").first.map(String.init)
            }
        }
        return nil
    }

    /// Whether the list has the focus, and everything is painted down to the last hint of the last line.
    var isListReady: Bool {
        guard let hints = lines.last else { return false }
        return hints.contains("g Guest link") && hints.hasSuffix("q Quit") && selectedRow != nil
    }

    /// The frames, and what is selected: what stays the same while clocks go on and answers come in.
    var outline: [String] {
        lines.map { String($0.filter { "┌┐└┘│▸".contains($0) }) } + [selectedRow ?? ""]
    }
}
