import Store
import Terminal

/// The help: every command of the table, with its keys, and why it cannot be used just now.
struct HelpContent {
    let scene: Scene

    var lines: [StyledLine] {
        let state = scene.state
        var lines: [StyledLine] = []
        for declaration in CommandTable.all {
            let keys = declaration.keys.joined(separator: " ")
            var line = StyledLine(DisplayText.fitted(keys, to: 10), .key) + StyledLine(declaration.summary, .text)
            switch declaration.safety {
            case .read: break
            case .write: line += StyledLine("  writes", .muted)
            case .destructive: line += StyledLine("  asks first", .warning)
            }
            lines.append(line)
            if let reason = Availability.reason(against: declaration.command, in: state) {
                lines.append(StyledLine(String(repeating: " ", count: 10) + "not now: \(reason)", .muted))
            }
        }
        lines += [
            StyledLine(),
            StyledLine("In a line of input letters are typed; F1 shows this, Esc leaves the line.", .muted),
            StyledLine(DisplayText.fitted("C-u C-w", to: 10), .key)
                + StyledLine("Delete to the start, or the last word"),
        ]
        return lines
    }
}
