import Console
import Foundation
import Journal
import Logging
import Login
import Meetings
import PrivateFiles
import Services
import Store
import Terminal

/// One run of the console: every room wired together, until the operator leaves.
@MainActor
final class ConsoleSession: ConsoleSurface {
    private let settings: ConsoleSettings
    private let terminal: Terminal
    private let themes: ThemeInUse
    private let browser: Browser
    private let log: LogFile
    private let logger = Logger(label: "gavel")
    private var store: ConsoleStore?
    private var console: Console?
    private var ending: CheckedContinuation<Int32?, Never>?
    private var endedEarly: Int32??

    init(settings: ConsoleSettings, terminal: Terminal, themes: ThemeInUse, log: LogFile) {
        self.settings = settings
        self.terminal = terminal
        self.themes = themes
        self.log = log
        browser = Browser(command: settings.browser)
    }

    /// Shows the console until it is left.
    ///
    /// - Throws: A `Complaint` where the terminal cannot be taken. A signal that asks to end ends the process by that
    ///   signal, after the terminal has been given back.
    func run() async throws {
        await log.open()
        logger.notice("began", metadata: ["version": "\(gavelVersion)", "profile": "\(settings.name)"])
        let connection = Connection(settings, folder: PrivateFolder(environment: ProcessInfo.processInfo.environment))
        var state = ConsoleState(profile: settings.profileState, now: Date())
        state.theme = themes.theme.name
        state.themeNames = themeNames()
        state.keys = settings.keys
        let store = ConsoleStore(state: state, connection: connection, journal: settings.journal, surface: self)
        await store.recallLogins()
        let console = Console(terminal: terminal, store: store, theme: themes.theme) { [weak self] signal in
            self?.end(signal)
        }
        self.store = store
        self.console = console
        terminal.errorOutput = log.errorOutput
        do {
            try console.start()
        } catch {
            throw Complaint(.noTerminal, error.description)
        }
        store.start()
        themes.follow { [weak self] reading in self?.take(reading) }
        log.onTrouble { [weak store] trouble in
            Task { @MainActor in
                store?.send(.warned("The log cannot be written: \(trouble.title)", advice: trouble.advice))
            }
        }
        store.send(.automaticLoginsDue)
        let signal = await withCheckedContinuation { continuation in
            if let endedEarly { continuation.resume(returning: endedEarly) } else { ending = continuation }
        }
        store.stop()
        terminal.restore()
        if let report = await store.finishJournal(), let failure = report.failure {
            let entries = report.waiting == 1 ? "1 entry" : "\(report.waiting) entries"
            complain("\(entries) of the journal could not be written. \(failure.title) \(failure.advice)")
        }
        for service in ServiceKind.allCases { connection.memory(of: service)?.finish() }
        logger.notice("ended", metadata: signal.map { ["signal": "\($0)"] })
        log.finish()
        if let signal { ConsoleSession.die(of: signal) }
    }

    private func end(_ signal: Int32?) {
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
    func copy(_ text: String) -> Copying {
        switch terminal.copyToClipboard(text) {
        case .sent: .sent
        case .tooLong: .tooLong
        case .failed: .failed
        }
    }

    func open(_ address: WebAddress) async -> Opening { await browser.open(address) }

    func logInAutomatically(to service: ServiceKind) {
        guard let store, let user = settings.users[service], let password = settings.passwords[service] else { return }
        Task {
            switch await password() {
            case .success(let secret):
                let isRemembered = store.state.session[service].isRemembering
                let order = Order.logIn(service, user: user, password: secret, isRemembered: isRemembered)
                store.send(.carryOut(order, isConfirmed: false))
            case .failure(let error):
                // Neither its words nor its arguments: they are nobody's business but the operator's.
                logger.warning("password-command told no password", metadata: ["service": "\(service.rawValue)"])
                let reason = ServiceError.invalidInput(.password, reason: "could not be had: \(error.title)")
                store.send(.loginFinished(service, .failure(reason)))
            }
        }
    }

    func themeNames() -> [String] { themes.folder.themeNames }

    func showTheme(_ name: String) -> String? {
        do throws(ThemeError) {
            try themes.change(to: name)
        } catch {
            return error.description
        }
        console?.show(themes.theme)
        return nil
    }

    /// Shows a theme as its file has it now, or says what is wrong there.
    private func take(_ reading: ThemeInUse.Reading) {
        switch reading {
        case .unchanged: break
        case .changed(let theme):
            console?.show(theme)
            store?.send(.theme(.reread(theme.name)))
        case .broken(let error): store?.send(.theme(.broken(themes.theme.name, reason: error.description)))
        }
    }

    func ringBell() { terminal.bell() }

    func redraw() { console?.redraw() }

    func suspend() { terminal.suspend() }

    func quit() { end(nil) }
}
