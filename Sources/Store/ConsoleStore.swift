package import Foundation
package import Journal
import Meetings
import Observation
package import Stage

/// Holds the state of the console.
///
/// Everything that changes it comes in by `send`, and passes the gate there.
@MainActor
@Observable
package final class ConsoleStore {
    package private(set) var state: ConsoleState

    @ObservationIgnored private let performer: EffectPerformer
    @ObservationIgnored private let clock: () -> Date
    @ObservationIgnored private let chance: () -> Double
    @ObservationIgnored private var waiting: [Action] = []
    @ObservationIgnored private var isSending = false
    @ObservationIgnored private var timers: [Metronome] = []

    /// Ticks while seconds are counted down on the screen.
    @ObservationIgnored private var countdown: Metronome?

    /// Whether another profile is shown.
    @ObservationIgnored private var isAside = false

    /// Whether nothing is carried out any more.
    @ObservationIgnored private var isStopped = false

    /// Those who wait for what becomes of a command to the stage, by its number.
    @ObservationIgnored private var steering: [Int: CheckedContinuation<SteeringOutcome, Never>] = [:]

    /// Is told what was said in each change of the state, by who shows messages as they come.
    @ObservationIgnored package var onNews: (@MainActor ([Message]) -> Void)?

    /// Makes a store that has not called anything yet.
    ///
    /// - Parameters:
    ///   - state: What the screen shows first.
    ///   - connection: The services of the profile.
    ///   - journal: Where what is done is written down; nil where it is not to be kept.
    ///   - surface: The terminal, clipboard and browser. It is held weakly: it owns the store.
    ///   - clock: Tells the time.
    ///   - chance: Gives random numbers from 0 to 1, which spread the tries of many consoles.
    package init(
        state: ConsoleState,
        connection: Connection,
        journal: Journal? = nil,
        surface: any ConsoleSurface,
        clock: @escaping () -> Date = { Date() },
        chance: @escaping () -> Double = { Double.random(in: 0...1) }
    ) {
        var state = state
        state.journal.path = journal?.path
        self.state = state
        self.clock = clock
        self.chance = chance
        performer = EffectPerformer(connection: connection, surface: surface, journal: journal)
        performer.deliver = { [weak self] action in self?.send(action) }
        performer.onSteered = { [weak self] number, outcome in self?.finishSteering(number, outcome) }
        performer.describe = { [weak self] order in self?.state.entry(for: order) }
    }

    /// Begins to follow the logins, and to refresh and count down as time goes by.
    package func start() {
        performer.perform(.readJournal(profile: state.profile.name))
        performer.followLogins()
        timers = [Metronome(seconds: 60) { [weak self] in self?.send(.ticked) }]
        if let interval = state.profile.refreshInterval, interval > 0 {
            timers.append(Metronome(seconds: interval) { [weak self] in self?.send(.refreshDue) })
        }
        if state.session[state.service].isUsable { send(.refreshDue) }
    }

    /// Takes over the logins that were remembered, so that nobody has to type.
    ///
    /// To be called once, before ``start()``.
    package func recallLogins() async { await performer.recallLogins() }

    /// Catches up after the process was stopped for a while: what is due of the logins is done at once.
    package func catchUp() {
        performer.wakeLogins()
        // Timers stand still while the process does.
        let now = clock()
        for (service, outage) in state.outages where outage.nextTry.map({ $0 <= now }) == true {
            send(.retryDue(service))
        }
        send(.ticked)
    }

    /// Puts the console aside while another profile's is shown.
    ///
    /// Readings, watches and timers end. What was ordered goes on, and what is said of it is told to the surface.
    package func setAside() {
        isAside = true
        timers = []
        countdown = nil
        performer.setAside()
    }

    /// Takes the console up again after ``setAside()``: it begins to watch, to refresh and to follow the logins anew.
    package func takeUp() {
        isAside = false
        performer.takeUp()
        send(.takenUp)
        start()
    }

    /// Ends every timer and every call that is under way.
    package func stop() {
        timers = []
        countdown = nil
        performer.cancelAll()
        isStopped = true
        for continuation in steering.values { continuation.resume(returning: .failed("The console has ended.")) }
        steering = [:]
    }

    /// Waits, after ``stop()``, until all that was done is written down.
    ///
    /// - Returns: What could not be written; nil where the journal is not kept.
    package func finishJournal() async -> JournalReport? { await performer.finishJournal() }

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

    /// Has the live object of the meeting on the stage do something, as whoever sits at the console would.
    ///
    /// - Parameters:
    ///   - command: The command, by the live object's own name for it.
    ///   - isAgreed: Whether it was agreed to, where it cannot be undone.
    /// - Returns: What became of it; it is waited for until an event tells, or none has for too long.
    package func steer(_ command: StageCommand, isAgreed: Bool) async -> SteeringOutcome {
        guard let stage = state.stage, !isStopped else { return .refused("No stage is open.") }
        let action = MeetingAction(command)
        let order = Order.steer(action, in: stage.meeting.conference)
        switch Gate.verdict(on: .carryOut(order, isConfirmed: isAgreed), in: state) {
        case .refuse(let reason): return .refused(reason)
        case .ask, .acknowledge: return .needsAgreement(action.title(in: stage.live))
        case .pass: break
        }
        return await withCheckedContinuation { continuation in
            let number = stage.lastNumber + 1
            steering[number] = continuation
            send(.carryOut(order, isConfirmed: isAgreed))
            if state.stage?.lastNumber != number { finishSteering(number, .refused("It could not be begun.")) }
        }
    }

    private func finishSteering(_ number: Int, _ outcome: SteeringOutcome) {
        steering.removeValue(forKey: number)?.resume(returning: outcome)
    }

    /// Takes everything that waits, as one change of the state.
    private func takeWaiting() -> [Effect] {
        var next = state
        next.now = clock()
        next.chance = chance()
        next.news = []
        let actions = waiting
        waiting = []
        let effects = next.take(actions)
        state = next
        if isAside { for message in next.news { performer.tell(message, of: next.profile.name) } }
        if !isAside, !next.news.isEmpty { onNews?(next.news) }
        let countsDown = isAside ? next.stage?.pending.isEmpty == false : next.countsDown
        if countsDown != (countdown != nil) {
            countdown = countsDown ? Metronome(seconds: 1) { [weak self] in self?.send(.ticked) } : nil
        }
        return effects
    }
}
