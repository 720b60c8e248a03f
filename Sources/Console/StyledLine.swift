import Terminal

/// A line of text of which each part has its role.
package struct StyledLine: Sendable {
    package struct Span: Sendable {
        package var text: String
        package var role: Role
    }

    package private(set) var spans: [Span]

    package init(_ text: String = "", _ role: Role = .text) {
        spans = text.isEmpty ? [] : [Span(text: text, role: role)]
    }

    package var text: String { spans.map(\.text).joined() }

    /// Width in cells.
    package var width: Int { spans.reduce(0) { $0 + DisplayText.cells(of: $1.text) } }

    package static func + (left: StyledLine, right: StyledLine) -> StyledLine {
        var line = left
        line.spans += right.spans
        return line
    }

    package static func += (left: inout StyledLine, right: StyledLine) { left = left + right }

    /// The line in as many as it takes, each of at most so many cells, each with the role of where it begins.
    func wrapped(to width: Int) -> [StyledLine] {
        guard self.width > width, spans.count == 1, let span = spans.first else { return [self] }
        return DisplayText.wrapped(span.text, to: width).map { StyledLine($0, span.role) }
    }
}

extension Canvas {
    /// Writes a styled line, cut at the given width with an ellipsis.
    ///
    /// - Parameters:
    ///   - line: What to write.
    ///   - point: Where it begins.
    ///   - width: How many cells it may take.
    ///   - theme: What the roles look like.
    ///   - base: The role of what it is written upon.
    mutating func write(_ line: StyledLine, at point: Point, width: Int, theme: Theme, over base: Role = .text) {
        var column = point.column
        let end = point.column + width
        for (index, span) in line.spans.enumerated() where column < end {
            let style = theme.style(span.role, over: base)
            let room = end - column
            let needed = DisplayText.cells(of: span.text)
            let isLast = index == line.spans.count - 1
            let text =
                needed > room || (needed == room && !isLast) ? DisplayText.fitted(span.text, to: room) : span.text
            column += write(text, at: Point(column: column, row: point.row), style: style, width: room)
        }
    }
}
