import Dispatch
import Foundation
import Meetings
import Observation
package import Store

/// The front end for those who want no screen: lines in, actions out, and what comes of them in lines.
///
/// It is over the same store as the console, and so has the same commands, the same gate, and the same messages.
@MainActor
package final class PlainConsole {
    let dialogue: Dialogue
    let pages: PlainPages
    private(set) var store: ConsoleStore

    /// The rows of each list as they were shown last, from the top: what a number means.
    var shownRows: [ServiceKind: [String]] = [:]

    /// Whether something was refused, or has failed, since the last line was taken.
    var hasFailed = false

    /// Whether a line of the script was refused, or what it asked for has failed.
    package private(set) var hasFailures = false

    /// Whether another profile is about to be shown.
    private let isChangingProfile: @MainActor () -> Bool

    /// What was said of the services beside the messages.
    private var heeded: Set<String> = []
    private(set) var isOver = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// How many rows a page of the list has.
    static let page = 20

    /// Makes a console that has said nothing yet.
    ///
    /// - Parameters:
    ///   - store: What is shown.
    ///   - dialogue: Where it is asked and told.
    ///   - pages: What is told at length.
    ///   - isChangingProfile: Whether ``show(_:)`` is about to be called.
    package init(
        store: ConsoleStore,
        dialogue: Dialogue,
        pages: PlainPages,
        isChangingProfile: @escaping @MainActor () -> Bool
    ) {
        self.store = store
        self.dialogue = dialogue
        self.pages = pages
        self.isChangingProfile = isChangingProfile
        follow()
    }

    var state: ConsoleState { store.state }

    /// Takes lines until there are no more, or the console is left.
    package func run() async {
        if dialogue.isInteractive {
            dialogue.say("gavel, plain mode. Type help for what can be said, quit to leave.")
        }
        await settle()
        if dialogue.isInteractive, state.session[state.service].asksForLogin { await logIn() } else { tellList() }
        while !isOver {
            switch await dialogue.ask(state.plainPrompt) {
            case .line(let line):
                hasFailed = false
                await take(PlainRequest(line))
                if hasFailed { hasFailures = true }
            case .interrupted: continue
            case .end: return
            }
        }
    }

    /// Takes no more lines.
    func leave() { isOver = true }

    /// Takes no more lines, and has nothing more to say.
    package func end() {
        isOver = true
        store.onNews = nil
        dialogue.end()
        wake()
    }

    /// Tells of another store from now on, and sends it what is said.
    package func show(_ store: ConsoleStore) {
        self.store.onNews = nil
        self.store = store
        heeded = []
        follow()
        wake()
    }
}

extension PlainConsole {
    private func follow() {
        store.onNews = { [weak self] messages in self?.tell(messages) }
        // As far as page keys go, a page is what the list shows at once.
        store.send(.laidOut(Viewport(listRows: PlainConsole.page)))
        observe()
    }

    private func tell(_ messages: [Message]) {
        for message in messages {
            if message.isComplaint { hasFailed = true }
            dialogue.say(message.plainLine)
        }
    }

    /// Is told of every change of the state, from now on.
    private func observe() {
        let observed = store
        withObservationTracking {
            _ = observed.state
        } onChange: { [weak self] in
            Task { @MainActor in
                guard let self, self.store === observed, !self.isOver else { return }
                self.heed()
                self.wake()
                self.observe()
            }
        }
    }

    /// Says what a screen would show without a message: a service that is away, a login that nothing can renew.
    private func heed() {
        let now = Set(state.plainWarnings)
        for warning in state.plainWarnings where !heeded.contains(warning) { dialogue.say("Warning: \(warning)") }
        heeded = now
    }

    private func wake() {
        let waiting = waiters
        waiters = []
        for waiter in waiting { waiter.resume() }
    }

    /// Sends an action, and waits until all that it has asked of the services is answered.
    ///
    /// Ctrl-C ends the wait, not what was ordered.
    ///
    /// - Returns: Whether it was waited for to the end.
    @discardableResult
    func send(_ action: Action) async -> Bool {
        let before = state.awaited
        store.send(action)
        return await settle(besides: before)
    }

    /// Waits until nothing is asked of the services any more, but for what was before.
    @discardableResult
    func settle(besides before: Set<Awaited> = []) async -> Bool {
        let isSettled: Void? = await dialogue.unlessInterrupted { await self.waitForAnswers(besides: before) }
        guard isSettled == nil else { return true }
        hasFailed = true
        dialogue.say("No longer waited for; what was ordered goes on.")
        // A batch sends no more; a form that waits is left.
        if case .batch = state.overlay { store.send(.perform(.back)) }
        if case .prompt = state.overlay { store.send(.perform(.back)) }
        return false
    }

    private func waitForAnswers(besides before: Set<Awaited>) async {
        while !isOver, !Task.isCancelled, isChangingProfile() || !state.awaited.isSubset(of: before) {
            await withTaskCancellationHandler {
                await withCheckedContinuation { waiters.append($0) }
            } onCancel: {
                Task { @MainActor in self.wake() }
            }
        }
    }
}
