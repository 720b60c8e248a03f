package import Terminal

/// What a theme looks like: every role by its name, in its own style.
package struct ThemeSample {
    package struct Piece: Hashable, Sendable {
        package let text: String
        package let style: Style
    }

    private let theme: Theme

    package init(theme: Theme) { self.theme = theme }

    /// The roles' names, as many a line as there is room for.
    ///
    /// - Parameter width: How many cells a line may have.
    /// - Returns: The lines, each of pieces with a style of their own.
    package func lines(width: Int) -> [[Piece]] {
        var lines: [[Piece]] = [[]]
        var used = 0
        for role in Role.allCases {
            let name = " \(role.rawValue) "
            if used + name.count > width {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(Piece(text: name, style: theme[role]))
            used += name.count
        }
        return lines
    }
}
