import Foundation
import Journal
import Logging
import Login
import Meetings
import PrivateFiles
import Services
import Stage
import Store

/// One profile at work: its connection, its store, and what the store asks of the program.
@MainActor
final class ProfileDesk {
    let settings: ConsoleSettings
    private let connection: Connection
    private let browser: Browser
    private let state: ConsoleState
    private weak var session: ConsoleSession?
    private let logger = Logger(label: "gavel")

    /// What the profile shows.
    private(set) lazy var store = ConsoleStore(
        state: state, connection: connection, journal: settings.journal, surface: self)

    /// Lets scripts reach the stage.
    private lazy var stageDesk = StageDesk(profile: settings.name) { [weak self] in self?.store }

    /// Makes a profile ready; nothing is called yet.
    ///
    /// - Parameters:
    ///   - settings: What the profile says.
    ///   - state: What it shows first.
    ///   - session: The run of the console that it belongs to.
    init(settings: ConsoleSettings, state: ConsoleState, session: ConsoleSession) {
        self.settings = settings
        self.state = state
        self.session = session
        connection = Connection(settings, folder: PrivateFolder(environment: ProcessInfo.processInfo.environment))
        browser = Browser(command: settings.browser)
    }

    /// Begins to work, and logs in where the profile says how.
    func begin() {
        store.start()
        store.send(.automaticLoginsDue)
    }

    /// Waits, after the store was stopped, until all is written down, and says what could not be.
    func finish() async {
        await stageDesk.finish()
        if let report = await store.finishJournal(), let failure = report.failure {
            let entries = report.waiting == 1 ? "1 entry" : "\(report.waiting) entries"
            complain("\(entries) of the journal could not be written. \(failure.title) \(failure.advice)")
        }
        for service in ServiceKind.allCases { connection.memory(of: service)?.finish() }
    }
}

extension ProfileDesk: ConsoleSurface {
    func open(_ address: WebAddress) async -> Opening { await browser.open(address) }

    func export(_ export: Export) async -> Exporting { await ExportFile(export).write() }

    func openLine(for meeting: StageMeeting) async -> Result<any StageLine, StageError> {
        do throws(StageError) {
            let line = try await line(for: meeting)
            stageDesk.begin()
            return .success(line)
        } catch {
            return .failure(error)
        }
    }

    private func line(for meeting: StageMeeting) async throws(StageError) -> any StageLine {
        let logger = Logger(label: "stage")
        switch settings.stage.way {
        case .machine:
            return try await LoopbackLine.open(
                port: settings.stage.port, meetingOrigin: meeting.origin, logger: logger)
        case .gateway:
            guard let gateway = connection.proconf, gateway.keeper != nil else {
                throw .noRelay("the profile has no ProCONF application server.")
            }
            return try await RelayedLine.open(by: gateway.service, meetingOrigin: meeting.origin, logger: logger)
        }
    }

    func tellStage(_ news: StageNews, of meeting: StageMeeting) { stageDesk.tell(news) }

    func runEndedCommand(for conference: ConferenceIdentifier) async -> String? {
        await EndedCommand(command: settings.stage.endedCommand).run(for: conference)
    }

    func logInAutomatically(to service: ServiceKind) {
        guard let user = settings.users[service], let password = settings.passwords[service] else { return }
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

    func tell(_ message: Message, of profile: SafeText) { session?.send(.told(message, of: profile)) }

    func changeProfile(to name: String) { session?.changeProfile(to: name) }

    func copy(_ text: Secret, _ done: @escaping @MainActor (Copying) -> Void) { session?.copy(text, done) }

    func themeNames() -> [String] { session?.themeNames() ?? [] }

    func showTheme(_ name: String) -> String? { session?.showTheme(name) }

    func keepCommand(_ line: String) { session?.keepCommand(line) }

    func notify(_ notice: Notice) { session?.notify(notice) }

    func redraw() { session?.redraw() }

    func suspend() { session?.suspend() }

    func quit(isAgreed: Bool) { session?.quit(isAgreed: isAgreed) }
}
