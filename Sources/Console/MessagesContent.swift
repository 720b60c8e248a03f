import Store
import Terminal

/// The history of messages, the newest first.
struct MessagesContent {
    let scene: Scene

    /// Cells there are for a line.
    let width: Int

    var lines: [StyledLine] {
        let messages = scene.state.messages
        guard !messages.isEmpty else { return [StyledLine("Nothing was said yet.", .muted)] }
        return messages.reversed().flatMap(lines(of:))
    }

    private func lines(of message: Message) -> [StyledLine] {
        let times = message.count > 1 ? "  (\(message.count) times)" : ""
        let text = "\(scene.time.clock(message.moment)) \(message.severity.sign) \(message.text)\(times)"
        var lines = StyledLine(text, message.severity.role).wrapped(to: width)
        for more in [message.detail, message.advice] {
            guard let more else { continue }
            lines += DisplayText.wrapped(more, to: width - 8).map { StyledLine("        " + $0, .muted) }
        }
        return lines
    }
}
