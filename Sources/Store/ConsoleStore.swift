package import Foundation
import Observation

/// Holds the state of the console.
///
/// Everything that changes it comes in by `send`, and passes the gate there.
@MainActor
@Observable
package final class ConsoleStore {
    package private(set) var state: ConsoleState

    @ObservationIgnored private let performer: EffectPerformer
    @ObservationIgnored private let clock: () -> Date
    @ObservationIgnored private var waiting: [Action] = []
    @ObservationIgnored private var isSending = false
    @ObservationIgnored private var timers: [Metronome] = []

    /// Makes a store that has not called anything yet.
    ///
    /// - Parameters:
    ///   - state: What the screen shows first.
    ///   - connection: The services of the profile.
    ///   - surface: The terminal, clipboard and browser. It is held weakly: it owns the store.
    ///   - clock: Tells the time.
    package init(
        state: ConsoleState,
        connection: Connection,
        surface: any ConsoleSurface,
        clock: @escaping () -> Date = { Date() }
    ) {
        self.state = state
        self.clock = clock
        performer = EffectPerformer(connection: connection, surface: surface)
        performer.deliver = { [weak self] action in self?.send(action) }
    }

    /// Begins to follow the logins, and to refresh and count down as time goes by.
    package func start() {
        performer.followLogins()
        timers = [Metronome(seconds: 60) { [weak self] in self?.send(.ticked) }]
        if let interval = state.profile.refreshInterval, interval > 0 {
            timers.append(Metronome(seconds: interval) { [weak self] in self?.send(.refreshDue) })
        }
        if state.session[state.service].isUsable { send(.refreshDue) }
    }

    /// Catches up after the process was stopped for a while: what is due of the logins is done at once.
    package func catchUp() {
        performer.wakeLogins()
        send(.ticked)
    }

    /// Ends every timer and every call that is under way.
    package func stop() {
        timers = []
        performer.cancelAll()
    }

    /// Takes an action: through the gate, into the state, and out to the services.
    ///
    /// An action sent while another is taken waits for its turn, and the screen sees one change for all of them.
    package func send(_ action: Action) {
        waiting.append(action)
        guard !isSending else { return }
        isSending = true
        defer { isSending = false }
        // Some effects answer at once, and their answers wait here: nothing else would take them.
        while !waiting.isEmpty {
            for effect in takeWaiting() { performer.perform(effect) }
        }
    }

    /// Takes everything that waits, as one change of the state.
    private func takeWaiting() -> [Effect] {
        var next = state
        next.now = clock()
        var effects: [Effect] = []
        while !waiting.isEmpty {
            for effect in take(waiting.removeFirst(), in: &next) {
                if case .send(let following) = effect { waiting.append(following) } else { effects.append(effect) }
            }
        }
        state = next
        return effects
    }

    private func take(_ action: Action, in state: inout ConsoleState) -> [Effect] {
        switch Gate.verdict(on: action, in: state) {
        case .pass:
            return state.reduce(action)
        case .refuse(let reason):
            state.say(.warning, reason)
            return []
        case .ask(let question):
            state.overlay = .question(question)
            return []
        }
    }
}
