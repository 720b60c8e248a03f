package import Meetings

/// Orders of one kind, each sent by itself, and what came of each.
package struct Batch: Sendable {
    /// What has become of one of them.
    package enum Standing: Hashable, Sendable {
        case waiting
        case sent
        case done
        /// Why not, as a sentence.
        case failed(String)
        /// It may have been done; the service is being asked.
        case unanswered
    }

    /// One of the orders.
    package struct Item: Sendable {
        let order: Order

        /// What the conference is called.
        package let name: String
        package internal(set) var standing = Standing.waiting

        /// The link that came of it, where one was asked for.
        package internal(set) var link: MeetingLink?

        init(_ order: Order, name: String) {
            self.order = order
            self.name = name
        }
    }

    package let command: Command
    package internal(set) var items: [Item]

    /// Why no more are sent; nil where nothing stands against it.
    package internal(set) var stop: String?

    /// Whether it has been said what came of it.
    var isTold = false

    /// Whether the links' tokens are shown in full.
    package internal(set) var isRevealed = false

    /// The most orders that are under way at once.
    static let mostAtOnce = 3
}

extension Batch {
    /// Whether nothing is under way any more, and nothing will be.
    package var isOver: Bool { count(.sent) == 0 && (stop != nil || count(.waiting) == 0) }

    /// The links that came of it.
    package var links: [MeetingLink] { items.compactMap(\.link) }

    /// How many stand so.
    package func count(_ standing: Standing) -> Int { items.count { $0.standing == standing } }

    /// The failed ones, with why.
    private var failures: [(name: String, reason: String)] {
        items.compactMap { item in
            if case .failed(let reason) = item.standing { (item.name, reason) } else { nil }
        }
    }

    /// What came of all of them in one line, such as `2 closed, 1 failed: Ward round: …`.
    package var summary: String {
        var parts: [String] = []
        let done = count(.done)
        if done > 0 || isOver { parts.append(command == .guestLink ? links(done) : "\(done) \(participle)") }
        if count(.unanswered) > 0 { parts.append("\(count(.unanswered)) without an answer") }
        let left = count(.waiting)
        if left > 0 { parts.append(isOver ? "\(left) not tried" : "\(left + count(.sent)) to go") }
        if let first = failures.first { parts.append("\(failures.count) failed: \(first.name): \(first.reason)") }
        return parts.joined(separator: ", ")
    }

    private var participle: String { command == .deleteConference ? "deleted" : "closed" }

    private func links(_ count: Int) -> String { "\(count) \(count == 1 ? "link" : "links")" }
}
