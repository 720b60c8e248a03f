import Terminal

/// A JSON document as its lines are shown: names, texts, numbers and words told apart.
struct JSONText {
    private let text: String
    private let width: Int

    /// - Parameters:
    ///   - text: The document, in which no line ends within a text.
    ///   - width: Cells there are for a line.
    init(_ text: String, width: Int) {
        self.text = text
        self.width = max(1, width)
    }

    /// The lines; one that is too long goes on below itself.
    var lines: [StyledLine] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { cut(JSONText.spans(of: $0)) }
    }

    /// The parts of a line.
    ///
    /// What is no JSON, as the end of a document that was cut, is a part too.
    private static func spans(of line: Substring) -> [StyledLine.Span] {
        var spans: [StyledLine.Span] = []
        var rest = line
        while let first = rest.first {
            let part: Substring
            let role: Role
            if first == "\"" {
                part = rest.prefix(endOfText(in: rest))
                let following = rest[part.endIndex...].first { $0 != " " }
                role = following == ":" ? .label : .value
            } else if first.isLetter || first.isNumber || first == "-" {
                part = rest.prefix { !",:]} ".contains($0) }
                role = .info
            } else {
                part = rest.prefix { $0 != "\"" && $0 != "-" && !$0.isLetter && !$0.isNumber }
                role = .muted
            }
            spans.append(StyledLine.Span(text: String(part), role: role))
            rest = rest[part.endIndex...]
        }
        return spans
    }

    /// How many characters a text has from its quotation mark to the one that ends it.
    private static func endOfText(in rest: Substring) -> Int {
        var isEscaped = false
        for (count, character) in rest.enumerated().dropFirst() {
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                return count + 1
            }
        }
        return rest.count
    }

    /// Breaks a line where the width ends: a document is no prose, and is to be read as it is.
    private func cut(_ spans: [StyledLine.Span]) -> [StyledLine] {
        var lines: [StyledLine] = []
        var line = StyledLine()
        var used = 0
        for span in spans {
            var part = ""
            for character in span.text {
                let cells = DisplayText.cells(of: String(character))
                if used + cells > width, used > 0 {
                    lines.append(line + StyledLine(part, span.role))
                    (line, part, used) = (StyledLine(), "", 0)
                }
                part.append(character)
                used += cells
            }
            line += StyledLine(part, span.role)
        }
        return lines + [line]
    }
}
