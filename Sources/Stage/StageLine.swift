package import Meetings

/// What carries a stage's messages: from this machine to its browsers, or by way of a gateway.
package protocol StageLine: Sendable {
    /// What comes from the tabs, in order; it finishes when the line has ended. There is one reader.
    var arrivals: AsyncStream<StageArrival> { get }

    /// Sends a message to a tab; one that is gone is none's loss.
    func send(_ text: String, to tab: StageTab)

    /// Ends a tab's connection.
    func close(_ tab: StageTab)

    /// Lets no browser come back but this tab's: its operator has taken the stage over.
    func keepOnly(_ tab: StageTab)

    /// Makes an address with a new one-time secret. The secret before, if it was not used, is good no more.
    func freshAddress() async throws(StageError) -> StageAddress

    /// Takes no tabs any more, and ends all that there are.
    func end() async
}

extension StageLine {
    package func keepOnly(_ tab: StageTab) {}
}

/// A connection of a page.
package struct StageTab: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}

/// What comes from a stage's tabs.
package enum StageArrival: Sendable {
    case opened(StageTab)
    case text(StageTab, String)
    case closed(StageTab)

    /// The line itself is broken for a while, and mended again: what is not about a single tab.
    case broken(SafeText)
    case mended
}

/// Where a stage's page is reached.
package struct StageAddress: Hashable, Sendable {
    /// The address with its one-time secret.
    package var url: WebAddress

    /// The secret in it, to be hidden where the address is shown.
    package var secret: Secret

    /// The port of this machine that it leads to; nil where a gateway carries it.
    package var port: UInt16?

    package init(url: WebAddress, secret: Secret, port: UInt16?) {
        self.url = url
        self.secret = secret
        self.port = port
    }
}

/// Why there is no stage.
package enum StageError: Error, Hashable, Sendable {
    /// The port is taken, or may not be had.
    case cannotListen(port: UInt16, reason: SafeText)

    /// The gateway does not carry it.
    case noRelay(SafeText)
}

extension StageError {
    /// What happened.
    package var title: String {
        switch self {
        case .cannotListen(let port, let reason): "The stage cannot listen on port \(port): \(reason)."
        case .noRelay(let reason): "The gateway does not carry the stage: \(reason)"
        }
    }

    /// What to do.
    package var advice: String {
        switch self {
        case .cannotListen: "Set stage: port: to another one, or to 0 for a free one; or open the meeting's link."
        case .noRelay: "Ask who runs the gateway, or take stage: via: away; or open the meeting's link."
        }
    }
}
