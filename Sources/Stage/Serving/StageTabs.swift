import Synchronization

/// The tabs that are connected to one stage, and what comes from them.
package final class StageTabs: Sendable {
    fileprivate struct State {
        var tabs: [StageTab: (connection: any TabSending, browser: StageDoor.Browser)] = [:]
        var last = 0
        var isEnding = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What comes from the tabs, in order, for one reader; it finishes after ``end()``.
    package let arrivals: AsyncStream<StageArrival>

    private let teller: AsyncStream<StageArrival>.Continuation
    private let mostTabs: Int
    private let state = Mutex(State())

    /// Begins without a tab.
    ///
    /// - Parameter limits: What is allowed.
    package init(_ limits: StageLimits = StageLimits()) {
        mostTabs = limits.connections
        (arrivals, teller) = AsyncStream.makeStream()
    }

    /// Takes a connection in; nil where there are too many, or no more are taken.
    func open(_ connection: any TabSending, of browser: StageDoor.Browser) -> StageTab? {
        let tab: StageTab? = state.withLock { state in
            guard !state.isEnding, state.tabs.count < mostTabs else { return nil }
            state.last += 1
            let tab = StageTab(state.last)
            state.tabs[tab] = (connection, browser)
            return tab
        }
        if let tab { teller.yield(.opened(tab)) }
        return tab
    }

    func take(_ text: String, of tab: StageTab) { teller.yield(.text(tab, text)) }

    func lose(_ tab: StageTab) {
        let (isKnown, waiters) = state.withLock { state in
            let isKnown = state.tabs.removeValue(forKey: tab) != nil
            return (isKnown, state.takeWaiters())
        }
        if isKnown { teller.yield(.closed(tab)) }
        for waiter in waiters { waiter.resume() }
    }

    /// Sends a text to a tab; one that is gone is none's loss.
    package func send(_ text: String, to tab: StageTab) { connection(of: tab)?.send(text) }

    /// Ends a tab's connection, after what was sent to it.
    package func close(_ tab: StageTab) { connection(of: tab)?.close() }

    /// Ends the connections of all browsers but one.
    func closeAll(butOf browser: StageDoor.Browser) {
        let others = state.withLock { state in
            state.tabs.values.filter { $0.browser != browser }.map(\.connection)
        }
        for other in others { other.close() }
    }

    /// Whose a tab is.
    package func browser(of tab: StageTab) -> StageDoor.Browser? { state.withLock { $0.tabs[tab]?.browser } }

    /// Takes no tabs any more, ends all that there are, and finishes ``arrivals``.
    package func end() async {
        let connections = state.withLock { state in
            state.isEnding = true
            return state.tabs.values.map(\.connection)
        }
        for connection in connections { connection.close() }
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if !state.tabs.isEmpty { state.waiters.append(continuation) }
                return state.tabs.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
        teller.finish()
    }

    private func connection(of tab: StageTab) -> (any TabSending)? { state.withLock { $0.tabs[tab]?.connection } }
}

extension StageTabs.State {
    fileprivate mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
        guard tabs.isEmpty else { return [] }
        defer { waiters = [] }
        return waiters
    }
}

/// What carries texts to a tab, from any thread and in order.
protocol TabSending: Sendable {
    func send(_ text: String)

    /// Closes after what was sent.
    func close()
}
