import Dispatch
import Foundation
import Logging
import Meetings
import Stage
import Synchronization

/// A stage that a console opened here: what its pages have said waits for the console, and the other way goes at once.
///
/// The gateway understands nothing of what they say to each other.
final class RelayedStage: Sendable {
    /// Something that has come from the pages.
    struct Arrival: Sendable {
        enum Kind: Sendable {
            case opened
            case text(String)
            case closed
        }

        let number: Int
        let tab: StageTab
        let kind: Kind

        /// What it counts, in bytes.
        var cost: Int { if case .text(let text) = kind { 64 + text.utf8.count } else { 64 } }
    }

    /// Something that the console has for a page.
    enum Message: Sendable {
        case text(StageTab, String)
        case close(StageTab)
        case keepOnly(StageTab)
    }

    private struct State {
        var arrivals: [Arrival] = []
        var bytes = 0
        var last = 0

        /// The tabs whose words are not taken any more, since nobody fetches them.
        var flooding: Set<StageTab> = []
        var waiter: (number: Int, continuation: CheckedContinuation<Void, Never>)?
        var lastWaiter = 0
        var lastCall = ContinuousClock.now

        /// How many of the console's messages were taken.
        var taken = 0
        var isOver = false

        /// Lets the one who waits go on: until now the console was there.
        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            guard let waiter else { return nil }
            self.waiter = nil
            lastCall = .now
            return waiter.continuation
        }
    }

    /// What the console calls the stage; its pages have another name for it.
    let identifier: String

    /// Whose it is.
    let user: String
    let served: ServedStage

    private let limits: RelayLimits
    private let state = Mutex(State())

    init(_ door: StageDoor, of user: String, limits: RelayLimits) {
        identifier = RequestIdentifier.fresh() + RequestIdentifier.fresh()
        self.user = user
        self.limits = limits
        served = ServedStage(door: door, tabs: StageTabs())
    }

    /// Takes what comes from the pages, until there are no pages any more.
    func collect() async {
        for await arrival in served.tabs.arrivals {
            switch arrival {
            case .opened(let tab): take(.opened, of: tab)
            case .text(let tab, let text): take(.text(text), of: tab)
            case .closed(let tab): take(.closed, of: tab)
            case .broken, .mended: break
            }
        }
    }

    /// How long the console has not called.
    var silence: Duration {
        state.withLock { $0.waiter == nil ? ContinuousClock.now - $0.lastCall : .zero }
    }

    /// The console has called.
    func noteCall() { state.withLock { $0.lastCall = .now } }

    /// Ends it: the pages are hung up on, and whoever waits for arrivals learns that there will be none.
    func end() async {
        let waiter = state.withLock { state in
            state.isOver = true
            return state.takeWaiter()
        }
        waiter?.resume()
        await served.tabs.end()
    }
}

extension RelayedStage {
    private func take(_ kind: Arrival.Kind, of tab: StageTab) {
        let (isFlooding, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            if state.flooding.contains(tab) {
                guard case .closed = kind else { return (false, nil) }
                state.flooding.remove(tab)
            }
            let arrival = Arrival(number: state.last + 1, tab: tab, kind: kind)
            // That a tab has gone is always told: there are only so many.
            if case .closed = kind {
            } else if state.bytes + arrival.cost > limits.waitingBytes {
                state.flooding.insert(tab)
                return (true, nil)
            }
            state.last += 1
            state.bytes += arrival.cost
            state.arrivals.append(arrival)
            return (false, state.takeWaiter())
        }
        waiter?.resume()
        if isFlooding { served.tabs.close(tab) }
    }

    /// What has arrived, after waiting for it where there is nothing.
    ///
    /// - Parameter number: The last that the console has; it is forgotten here, and all before it.
    /// - Returns: What came after it, as far as one answer goes; nil where the stage is over.
    func arrivals(after number: Int) async -> [Arrival]? {
        acknowledge(number)
        if let arrivals = batch(after: number), !arrivals.isEmpty { return arrivals }
        await waitForArrival()
        return batch(after: number)
    }

    private func acknowledge(_ number: Int) {
        state.withLock { state in
            state.lastCall = .now
            let kept = state.arrivals.firstIndex { $0.number > number } ?? state.arrivals.endIndex
            state.bytes -= state.arrivals[..<kept].reduce(0) { $0 + $1.cost }
            state.arrivals.removeSubrange(..<kept)
        }
    }

    private func batch(after number: Int) -> [Arrival]? {
        state.withLock { state in
            guard !state.isOver else { return nil }
            var bytes = 0
            var batch: [Arrival] = []
            for arrival in state.arrivals where arrival.number > number {
                bytes += arrival.cost
                guard batch.isEmpty || bytes <= limits.answerBytes else { break }
                batch.append(arrival)
            }
            return batch
        }
    }

    /// Returns when something has come, after a while, when the caller has left, or when another asks.
    private func waitForArrival() async {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isWaiting, earlier) = state.withLock { state in
                    guard state.arrivals.isEmpty, !state.isOver, !Task.isCancelled, state.lastWaiter == number else {
                        return (false, nil as CheckedContinuation<Void, Never>?)
                    }
                    defer { state.waiter = (number, continuation) }
                    return (true, state.waiter?.continuation)
                }
                earlier?.resume()
                guard isWaiting else { return continuation.resume() }
                DispatchQueue.global().asyncAfter(deadline: .now() + limits.pollTime / .seconds(1)) { [weak self] in
                    self?.release(number)
                }
            }
        } onCancel: {
            release(number)
        }
    }

    private func release(_ number: Int) {
        let waiter = state.withLock { state in
            state.waiter?.number == number ? state.takeWaiter() : nil
        }
        waiter?.resume()
    }

    /// Hands messages on to the pages.
    ///
    /// - Parameters:
    ///   - messages: The messages, in order.
    ///   - first: The number of the first, counted from 1 on: those that have been taken are not taken again, so that a
    ///     console may send again what was not answered.
    func take(_ messages: [Message], first: Int) {
        let fresh = state.withLock { state in
            state.lastCall = .now
            let known = max(0, min(messages.count, state.taken + 1 - first))
            state.taken = max(state.taken, first + messages.count - 1)
            return messages[known...]
        }
        for message in fresh {
            switch message {
            case .text(let tab, let text): served.tabs.send(text, to: tab)
            case .close(let tab): served.tabs.close(tab)
            case .keepOnly(let tab): served.keepOnly(tab)
            }
        }
    }
}

extension RelayedStage.Arrival {
    /// As the console is told it.
    var document: JSONValue {
        let common: [String: JSONValue] = ["number": .integer(Int64(number)), "tab": .integer(Int64(tab.number))]
        let rest: [String: JSONValue] =
            switch kind {
            case .opened: ["kind": "opened"]
            case .text(let text): ["kind": "text", "text": .string(text)]
            case .closed: ["kind": "closed"]
            }
        return .object(common.merging(rest) { $1 })
    }
}
