import Foundation
import Logging
import Meetings
import PrivateFiles
import Store

/// One run of the console: every room wired together, until the operator leaves.
@MainActor
final class ConsoleSession {
    private let settings: ConsoleSettings

    /// All profiles, in the order of the configuration.
    private let profiles: [ConsoleSettings]
    private let frontEnd: any FrontEnd
    private let log: LogFile
    private let logger = Logger(label: "gavel")

    /// What was said in the palette; nil where nothing is kept.
    private let history: CommandHistory?

    /// What was said before this run.
    private var saidBefore: [String] = []

    /// Keeps the lines one after the other; who leaves waits for the last.
    private var keeping: Task<Void, Never>?

    /// Why a line could not be kept, so that the same is not said at each.
    private var historyFailure: PrivateFileError?

    /// The profiles that were shown, by their names; each keeps its login and all that it shows.
    private var desks: [String: ProfileDesk] = [:]
    private var desk: ProfileDesk?

    /// Whether another profile is about to be shown.
    private(set) var isChangingProfile = false
    private var ending: CheckedContinuation<Int32?, Never>?
    private var endedEarly: Int32??

    /// Makes a session that shows nothing yet.
    ///
    /// - Parameters:
    ///   - settings: The profile to show first.
    ///   - profiles: All profiles that can be changed to; nil where there is only the one.
    ///   - frontEnd: How it is shown.
    ///   - log: Where it is written down what happens.
    init(
        settings: ConsoleSettings,
        profiles: [ConsoleSettings]? = nil,
        frontEnd: any FrontEnd,
        log: LogFile
    ) {
        self.settings = settings
        self.profiles = profiles ?? [settings]
        self.frontEnd = frontEnd
        self.log = log
        let folder = PrivateFolder(environment: ProcessInfo.processInfo.environment)
        history = settings.canRemember ? CommandHistory(folder: folder) : nil
    }

    /// Shows the console until it is left.
    ///
    /// - Throws: A `Complaint` where the terminal cannot be taken. A signal that asks to end ends the process by that
    ///   signal, after the terminal has been given back.
    func run() async throws {
        await log.open()
        logger.notice("began", metadata: ["version": "\(gavelVersion)", "profile": "\(settings.name)"])
        let historyFailure = await recallCommands()
        let desk = makeDesk(settings)
        await desk.store.recallLogins()
        self.desk = desk
        try frontEnd.begin(desk.store, settings, in: self)
        desk.begin()
        if let historyFailure { sayNotKept(historyFailure) }
        log.onTrouble { [weak self] trouble in
            Task { @MainActor in
                self?.send(.warned("The log cannot be written: \(trouble.title)", advice: trouble.advice))
            }
        }
        let signal = await withCheckedContinuation { continuation in
            if let endedEarly { continuation.resume(returning: endedEarly) } else { ending = continuation }
        }
        for desk in desks.values { desk.store.stop() }
        frontEnd.end()
        for name in desks.keys.sorted() { await desks[name]?.finish() }
        await keeping?.value
        logger.notice("ended", metadata: signal.map { ["signal": "\($0)"] })
        log.finish()
        if let signal { ConsoleSession.die(of: signal) }
    }

    private func makeDesk(_ settings: ConsoleSettings) -> ProfileDesk {
        var state = ConsoleState(profile: settings.profileState, now: Date())
        state.profiles = profiles.map(\.name)
        state.keys = settings.keys
        state.columns = settings.columns
        state.saidCommands = saidBefore
        frontEnd.prepare(&state)
        let desk = ProfileDesk(settings: settings, state: state, session: self)
        desks[settings.name] = desk
        return desk
    }

    /// Sends an action to the console that is shown.
    func send(_ action: Action) { desk?.store.send(action) }

    /// Catches up after the process was stopped for a while.
    func catchUp() { desk?.store.catchUp() }

    /// Ends the run, once.
    ///
    /// - Parameter signal: The signal that asks for it, if one does.
    func end(_ signal: Int32?) {
        if let ending {
            self.ending = nil
            ending.resume(returning: signal)
        } else {
            endedEarly = .some(signal)
        }
    }

    /// Ends the process as the signal would have, so that whoever sent it sees what it did.
    private static func die(of number: Int32) -> Never {
        signal(number, SIG_DFL)
        // The main queue is served by Dispatch's threads, which block all signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
        exit(128 + number)
    }
}

extension ConsoleSession {
    /// Shows another profile; the one before is set aside, with its login and all that it shows.
    func changeProfile(to name: String) {
        guard !isChangingProfile, let settings = profiles.first(where: { $0.name == name }) else { return }
        isChangingProfile = true
        Task {
            let known = desks[name]
            let next = known ?? makeDesk(settings)
            if known == nil { await next.store.recallLogins() }
            isChangingProfile = false
            // The operator may have left meanwhile.
            guard ending != nil, let before = desk, before !== next else { return }
            logger.notice("profile", metadata: ["profile": "\(name)"])
            // What is said in a profile that is set aside is told in the one that is shown: that is the next from here on.
            desk = next
            before.store.setAside()
            if known == nil { next.begin() } else { next.store.takeUp() }
            next.store.send(.cameFrom(before.store.state))
            frontEnd.show(next.store)
            // A theme that was chosen by hand stays where the profiles want the same one.
            guard !frontEnd.themeNames.isEmpty, let theme = settings.theme, theme != before.settings.theme else {
                return
            }
            next.store.send(.perform(.theme, argument: theme))
        }
    }

    func copy(_ text: Secret, _ done: @escaping @MainActor (Copying) -> Void) {
        let way = settings.clipboard
        var copying = Copying()
        if way.asksTerminal { copying.terminal = frontEnd.copy(text.reveal()) }
        guard way.asksProgram else { return done(copying) }
        Task { [copying] in
            let program = ClipboardProgram(environment: ProcessInfo.processInfo.environment)
            done(Copying(terminal: copying.terminal, program: await program.take(text)))
        }
    }

    func themeNames() -> [String] { frontEnd.themeNames }

    func showTheme(_ name: String) -> String? { frontEnd.showTheme(name) }

    func notify(_ notice: Notice) { frontEnd.notify(notice) }

    func redraw() { frontEnd.redraw() }

    private func recallCommands() async -> PrivateFileError? {
        do throws(PrivateFileError) {
            saidBefore = try await history?.lines() ?? []
            return nil
        } catch {
            return error
        }
    }

    /// Keeps a line of the palette for the next run.
    func keepCommand(_ line: String) {
        guard let history else { return }
        let before = keeping
        keeping = Task {
            await before?.value
            do throws(PrivateFileError) {
                try await history.add(line)
                historyFailure = nil
            } catch {
                sayNotKept(error)
            }
        }
    }

    private func sayNotKept(_ error: PrivateFileError) {
        guard error != historyFailure else { return }
        historyFailure = error
        send(.warned("What is said in the palette is not kept: \(error.title)", advice: error.advice))
    }

    func suspend() { frontEnd.suspend() }

    /// Ends, unless a page is open, in this profile or in one set aside, and nobody has agreed to leave it.
    func quit(isAgreed: Bool) {
        let open = desks.sorted { $0.key < $1.key }.compactMap { name, desk -> SafeText? in
            guard let conference = desk.store.state.stageInUse else { return nil }
            return desk === self.desk ? conference : SafeText("\(name): \(conference)")
        }
        if isAgreed || open.isEmpty { end(nil) } else { send(.stagesLeftOpen(open)) }
    }
}
