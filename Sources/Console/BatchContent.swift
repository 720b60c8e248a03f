import Meetings
import Store
import Terminal

/// What comes of the orders that are sent together, one after the other.
struct BatchContent {
    let scene: Scene

    /// Cells there are for a line.
    let width: Int

    var title: String {
        switch scene.state.batch?.command {
        case .deleteConference: "Deleting"
        case .guestLink: "Guest links"
        default: "Closing"
        }
    }

    var lines: [StyledLine] {
        guard let batch = scene.state.batch else { return [] }
        let isWhole = batch.count(.done) == batch.items.count
        let role: Role = batch.isOver ? (isWhole ? .success : .warning) : .info
        var lines = StyledLine(batch.isOver ? batch.summary : "… \(batch.summary)", role).wrapped(to: width)
        if let stop = batch.stop {
            lines += StyledLine("No more are sent: \(stop)", .warning).wrapped(to: width)
        }
        lines.append(StyledLine())
        for item in batch.items { lines += self.lines(of: item, isRevealed: batch.isRevealed) }
        if batch.isOver, !batch.links.isEmpty {
            lines += [StyledLine()]
            let (copy, reveal) = (scene.state.keys.invocation(of: .copy), scene.state.keys.invocation(of: .reveal))
            lines += StyledLine("\(copy) copies the links, one a line; \(reveal) shows or hides their tokens.", .muted)
                .wrapped(to: width)
        }
        return lines
    }

    private func lines(of item: Batch.Item, isRevealed: Bool) -> [StyledLine] {
        var lines = [
            StyledLine("\(item.standing.sign) ", item.standing.role)
                + StyledLine(DisplayText.fitted(item.name, to: width - 2), .value)
        ]
        switch item.standing {
        case .failed(let reason): lines += indented(reason, .danger)
        case .unanswered: lines += indented("No answer came; the service is being asked how it stands.", .warning)
        case .waiting, .sent, .done: break
        }
        if let link = item.link { lines += indented(isRevealed ? link.url.reveal() : link.maskedURL, .link) }
        return lines
    }

    private func indented(_ text: String, _ role: Role) -> [StyledLine] {
        DisplayText.wrapped(text, to: width - 2).map { StyledLine("  ") + StyledLine($0, role) }
    }
}

extension Batch.Standing {
    fileprivate var sign: String {
        switch self {
        case .waiting: "·"
        case .sent: "…"
        case .done: "✓"
        case .failed: "✗"
        case .unanswered: "?"
        }
    }

    fileprivate var role: Role {
        switch self {
        case .waiting: .muted
        case .sent: .info
        case .done: .success
        case .failed: .danger
        case .unanswered: .warning
        }
    }
}
