extension DisplayText {
    /// A text in lines of at most so many cells; at least one line, which may be empty.
    ///
    /// Lines are broken at spaces, which vanish there, and beside wide characters, whose scripts write none; a word
    /// longer than a line is broken where the line ends. Line ends of the text are kept. A character wider than the
    /// whole line becomes an ellipsis.
    package static func wrapped(_ text: String, to width: Int) -> [String] {
        let width = max(1, width)
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { paragraph in
            wrappedParagraph(String(paragraph), to: width)
        }
    }

    private static func wrappedParagraph(_ paragraph: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line: [Cluster] = []
        var used = 0
        var isAfterBreak = false
        for cluster in clusters(of: paragraph) {
            let cluster = cluster.width > width ? Cluster(text: "…", width: 1) : cluster
            if isAfterBreak, line.isEmpty, cluster.text == " " { continue }
            if used + cluster.width > width {
                let rest = cluster.text == " " || cluster.width == 2 ? line.count : breakPoint(in: line)
                lines.append(trimmed(line[..<rest]))
                line.removeFirst(rest)
                isAfterBreak = true
                used = line.reduce(0) { $0 + $1.width }
                if line.isEmpty, cluster.text == " " { continue }
            }
            line.append(cluster)
            used += cluster.width
        }
        if !line.isEmpty || lines.isEmpty { lines.append(trimmed(line[...])) }
        return lines
    }

    /// How many of a full line's clusters stay on it when the next one belongs to the word at its end.
    private static func breakPoint(in line: [Cluster]) -> Int {
        guard let last = line.lastIndex(where: { $0.text == " " || $0.width == 2 }),
            line[...last].contains(where: { $0.text != " " })
        else { return line.count }
        return last + 1
    }

    private static func trimmed(_ line: ArraySlice<Cluster>) -> String {
        let kept = line.lastIndex { $0.text != " " }.map { line[...$0] } ?? []
        return kept.map(\.text).joined()
    }
}
