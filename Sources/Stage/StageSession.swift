import Dispatch
package import Foundation
import Meetings
import Synchronization

/// One meeting's stage: speaks with its page over a line, and tells what comes of it.
///
/// One tab has the stage at a time; which one, and what happens when it is cut off, closed or replaced, is decided by
/// ``StageMachine``. At most ``EventAllowance/rate`` events a second are told for longer than a burst of
/// ``EventAllowance/burst``; those that were dropped are counted in one event of gavel's own, `gavelDroppedEvents`
/// (`count`), and the state is asked for anew.
package final class StageSession: Sendable {
    /// What is told of the page and the meeting, for one reader; `.ended` is the last.
    package let news: AsyncStream<StageNews>

    private struct State {
        var machine: StageMachine

        /// What is to be done, in order, by whoever is doing it.
        var outbox: [StageMachine.Output] = []
        var isBeingDone = false

        /// The timer that counts.
        var timer: Timer?
        var lastTimer = 0

        var isLineEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private struct Timer: Sendable {
        let number: Int

        /// When it fires, in ``StageMachine/Moment/second``.
        let second: Double
    }

    private let teller: AsyncStream<StageNews>.Continuation
    private let line: any StageLine

    /// What shows the page that a message is this stage's, and not of whoever has its port after it.
    private let key = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
    private let clock: @Sendable () -> Date
    private let start = SuspendingClock.now
    private let state: Mutex<State>
    private let reader = Mutex<Task<Void, Never>?>(nil)

    /// Begins to listen for the page.
    ///
    /// - Parameters:
    ///   - meeting: What the page is to open.
    ///   - line: What carries its messages; the session ends it.
    ///   - patience: How long is waited for what.
    ///   - clock: Tells the time of day: when news came, and whether the token has expired.
    package init(
        _ meeting: StageMeeting,
        line: any StageLine,
        patience: StagePatience = StagePatience(),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.line = line
        self.clock = clock
        (news, teller) = AsyncStream.makeStream()
        let now = StageMachine.Moment(date: clock(), second: 0)
        state = Mutex(State(machine: StageMachine(meeting, patience: patience, now: now)))
        teller.yield(.page(.awaited))
        let task = Task { [weak self, arrivals = line.arrivals] in
            for await arrival in arrivals {
                guard let self else { return }
                take(arrival)
            }
            self?.step(.lineEnded)
        }
        reader.withLock { $0 = task }
    }

    deinit {
        reader.withLock { $0 }?.cancel()
        teller.finish()
        guard !state.withLock({ $0.isLineEnded }) else { return }
        Task { [line] in await line.end() }
    }

    /// Has the live object carry out a command; answered once, by `.handedOver` or `.notHandedOver`.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - number: What the answer names it by; each number is used once.
    package func run(_ command: StageCommand, number: Int) { step(.run(command, number: number)) }

    /// Has the page ask the live object how the meeting stands; answered by `.snapshot`, where there is a page.
    package func askAnew() { step(.askAnew) }

    /// Makes an address with a new one-time secret; the one before, if it was not used, is good no more.
    ///
    /// - Throws: ``StageError`` where the line cannot.
    package func freshAddress() async throws(StageError) -> StageAddress { try await line.freshAddress() }

    /// Tells the page why the stage ends, ends the line, and tells `.ended` if it was not told yet.
    ///
    /// - Parameters:
    ///   - ending: Why it ends.
    ///   - words: What the page shows.
    package func end(_ ending: StageEnding, saying words: String) async {
        step(.end(ending, words: words))
        await withCheckedContinuation { continuation in
            let isEnded = state.withLock { state in
                if !state.isLineEnded { state.waiters.append(continuation) }
                return state.isLineEnded
            }
            if isEnded { continuation.resume() }
        }
    }
}

extension StageSession {
    /// Seconds of a clock that stands still while this machine sleeps: its own sleep is nobody's silence.
    private var second: Double { (SuspendingClock.now - start) / .seconds(1) }

    private func take(_ arrival: StageArrival) {
        switch arrival {
        case .opened(let tab): step(.opened(tab))
        case .text(let tab, let text):
            // Read before the lock is taken: a megabyte takes its time.
            if let message = PageMessage(text, at: clock()) { step(.said(tab, message)) }
        case .closed(let tab): step(.closed(tab))
        case .broken(let reason): step(.broken(reason))
        case .mended: step(.mended)
        }
    }

    private func step(_ input: StageMachine.Input) {
        let moment = StageMachine.Moment(date: clock(), second: second)
        let isMine = state.withLock { state in
            state.outbox += state.machine.take(input, at: moment)
            defer { state.isBeingDone = true }
            return !state.isBeingDone
        }
        if isMine { work() }
        setTimer()
    }

    /// Does what is to be done, one after another, outside the lock: who is told may call back.
    private func work() {
        while true {
            let outputs = state.withLock { state in
                defer { state.outbox = [] }
                if state.outbox.isEmpty { state.isBeingDone = false }
                return state.outbox
            }
            if outputs.isEmpty { return }
            for output in outputs { perform(output) }
        }
    }

    private func perform(_ output: StageMachine.Output) {
        switch output {
        case .send(let message, let tab): if let text = message.text(key: key) { line.send(text, to: tab) }
        case .close(let tab): line.close(tab)
        case .keepOnly(let tab): line.keepOnly(tab)
        case .tell(let news):
            teller.yield(news)
            if case .ended = news { teller.finish() }
        case .endLine: endLine()
        }
    }

    private func endLine() {
        Task {
            await line.end()
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                state.isLineEnded = true
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
        }
    }

    /// Has the machine look at its deadlines when the next one comes; a timer that is early looks again.
    private func setTimer() {
        let second = second
        let timer: Timer? = state.withLock { state in
            guard let next = state.machine.nextDeadline else { return nil }
            if let timer = state.timer, timer.second <= next { return nil }
            state.lastTimer += 1
            state.timer = Timer(number: state.lastTimer, second: next)
            return state.timer
        }
        guard let timer else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + max(0, timer.second - second)) { [weak self] in
            self?.fire(timer)
        }
    }

    private func fire(_ timer: Timer) {
        let isCurrent = state.withLock { state in
            // An earlier one was set after it, and has set the next.
            guard state.timer?.number == timer.number else { return false }
            state.timer = nil
            return true
        }
        if isCurrent { step(.timePassed) }
    }
}
