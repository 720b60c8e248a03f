import Console
import Foundation
import Journal
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
    private let theme: Theme
    private let browser: Browser
    private var store: ConsoleStore?
    private var console: Console?
    private var ending: CheckedContinuation<Int32?, Never>?
    private var endedEarly: Int32??

    init(settings: ConsoleSettings, terminal: Terminal, theme: Theme) {
        self.settings = settings
        self.terminal = terminal
        self.theme = theme
        browser = Browser(command: settings.browser)
    }

    /// Shows the console until it is left.
    ///
    /// - Throws: A `Complaint` where the terminal cannot be taken. A signal that asks to end ends the process by that
    ///   signal, after the terminal has been given back.
    func run() async throws {
        let state = ConsoleState(profile: settings.profileState, now: Date())
        let store = ConsoleStore(
            state: state, connection: Connection(settings), journal: settings.journal, surface: self)
        let console = Console(terminal: terminal, store: store, theme: theme) { [weak self] signal in
            self?.end(signal)
        }
        self.store = store
        self.console = console
        do {
            try console.start()
        } catch {
            throw Complaint(.noTerminal, error.description)
        }
        store.start()
        for service in settings.automaticLogins { logInAutomatically(to: service) }
        let signal = await withCheckedContinuation { continuation in
            if let endedEarly { continuation.resume(returning: endedEarly) } else { ending = continuation }
        }
        store.stop()
        terminal.restore()
        if let report = await store.finishJournal(), let failure = report.failure {
            let entries = report.waiting == 1 ? "1 entry" : "\(report.waiting) entries"
            complain("\(entries) of the journal could not be written. \(failure.title) \(failure.advice)")
        }
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

    func open(_ address: String) async -> Opening { await browser.open(address) }

    func logInAutomatically(to service: ServiceKind) {
        guard let store, let user = settings.users[service], let password = settings.passwords[service] else { return }
        Task {
            switch await password() {
            case .success(let secret):
                store.send(.carryOut(.logIn(service, user: user, password: secret), isConfirmed: false))
            case .failure(let error):
                let reason = ServiceError.invalidInput(.password, reason: "could not be had: \(error.title)")
                store.send(.loginFinished(service, .failure(reason)))
            }
        }
    }

    func ringBell() { terminal.bell() }

    func redraw() { console?.redraw() }

    func suspend() { terminal.suspend() }

    func quit() { end(nil) }
}
