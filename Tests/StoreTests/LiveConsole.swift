import Foundation
import Journal
import Login
import Meetings
import Observation
import Sandbox
import Services
import Stage
import Testing
import Transport

@testable import Store

/// A store with every room behind it that a console has, over loopback to a sandbox; only the terminal is stood in for.
@MainActor
final class LiveConsole {
    /// Which ProCONF the profile names.
    enum ProConfKind { case applicationServer, adminControl }

    let store: ConsoleStore
    let surface = RecordingSurface()
    let address: SandboxAddress
    let connection: Connection
    private let server: SandboxServer

    /// Runs a console and its sandbox for as long as a test needs them.
    static func open(
        _ configuration: SandboxConfiguration = SandboxConfiguration(),
        policy: LoginPolicy = LoginPolicy(),
        proconf: ProConfKind = .applicationServer,
        isReadOnly: Bool = false,
        journal: Journal? = nil,
        test: @MainActor (LiveConsole) async throws -> Void
    ) async throws {
        let server = SandboxServer(configuration: configuration)
        let transport = CurlTransport(.init(requestTimeout: .seconds(120)))
        let console = LiveConsole(
            server: server, address: try await server.start(), transport: transport, policy: policy, proconf: proconf,
            isReadOnly: isReadOnly, journal: journal)
        console.store.start()
        do {
            try await test(console)
        } catch {
            await console.close(transport)
            throw error
        }
        await console.close(transport)
    }

    private init(
        server: SandboxServer,
        address: SandboxAddress,
        transport: CurlTransport,
        policy: LoginPolicy,
        proconf: ProConfKind,
        isReadOnly: Bool,
        journal: Journal?
    ) {
        self.server = server
        self.address = address
        let v4h = LiveConsole.v4h(at: address, by: transport, policy: policy)
        connection = Connection(v4h: v4h, proconf: LiveConsole.proconf(proconf, at: address, by: transport))
        let profile = ProfileState(
            name: "sandbox", services: [.v4h: SafeText(address.v4h.absoluteString), .proconf: "proconf"],
            isReadOnly: isReadOnly, isProConfOpen: proconf == .adminControl)
        // Chance gives the shortest waits there can be, so that tests need not wait longer.
        store = ConsoleStore(
            state: ConsoleState(profile: profile, now: Date()), connection: connection, journal: journal,
            surface: surface, chance: { 0 })
    }

    private static func v4h(
        at address: SandboxAddress, by transport: CurlTransport, policy: LoginPolicy
    ) -> Connection.V4H {
        let deployment = V4HDeployment(baseURL: address.v4h, domain: address.domain, organisation: "1")
        let authentication = V4HAuthentication(transport: transport, deployment: deployment)
        let keeper = TokenKeeper(
            refresh: { token throws(ServiceError) in try await authentication.refreshToken(token) },
            policy: policy, jitter: { 0.05 })
        return Connection.V4H(
            authentication: authentication, keeper: keeper,
            service: V4HService(transport: transport, deployment: deployment, tokens: keeper))
    }

    private static func proconf(
        _ kind: ProConfKind,
        at address: SandboxAddress,
        by transport: CurlTransport
    ) -> Connection.ProConf {
        switch kind {
        case .applicationServer:
            let deployment = ProConfDeployment(server: .applicationServer(address.proconf), domain: address.domain)
            let authentication = ProConfAuthentication(transport: transport, deployment: deployment)
            let keeper = TokenKeeper { token throws(ServiceError) in try await authentication.refresh(token) }
            return Connection.ProConf(
                authentication: authentication, keeper: keeper,
                service: ProConfService(transport: transport, deployment: deployment, tokens: keeper))
        case .adminControl:
            let deployment = ProConfDeployment(server: .adminControl(address.adminControl), domain: address.domain)
            return Connection.ProConf(
                authentication: nil, keeper: nil,
                service: ProConfService(transport: transport, deployment: deployment))
        }
    }

    private func close(_ transport: CurlTransport) async {
        store.stop()
        transport.close()
        await server.stop()
    }

    /// Takes the service away, as when the network goes.
    func breakDown() async { await server.stop() }

    /// Takes the service away for a while; it remembers all tokens.
    func beginOutage() async { await server.beginOutage() }

    func endOutage() async throws { try await server.endOutage() }

    var state: ConsoleState { store.state }

    func press(_ commands: Command...) {
        for command in commands { store.send(.perform(command)) }
    }

    /// Types into the line that has the cursor, in place of what stands there.
    func type(_ text: String) {
        store.send(.edit(.deleteToStart))
        store.send(.edit(.insert(text)))
    }

    /// Logs in to the service in view, as an operator does, and waits for its list.
    func logIn(password: String? = nil) async throws {
        press(.sessionPane)
        for _ in 0..<3 { press(.up) }
        type(address.user)
        press(.down)
        type(password ?? address.password)
        press(.open)
        try await eventually("the login is answered") { !$0.session[$0.service].isLoggingIn }
        guard password == nil else { return }
        try await eventually("the list is there") { state in
            let loading = state.service == .v4h ? state.conferencesLoading : state.meetingsLoading
            return loading.value != nil && !loading.isLoading
        }
    }

    /// Selects the first conference that is meant.
    @discardableResult
    func select(_ isMeant: (Conference) -> Bool) throws -> ConferenceIdentifier {
        press(.conferencesPane, .first)
        for _ in 0..<state.conferences.count {
            if let selected = state.conferences.selected?.conference, isMeant(selected) { return selected.id }
            press(.down)
        }
        throw NoSuchConference()
    }

    /// Waits until the state is as wanted, looking again at each change of it and at no other time.
    ///
    /// A test's time limit ends the wait.
    func eventually(_ what: String, _ isMet: (ConsoleState) -> Bool) async throws {
        while true {
            let (changes, change) = AsyncStream.makeStream(of: Void.self)
            if withObservationTracking({ isMet(store.state) }, onChange: { change.yield() }) { return }
            var iterator = changes.makeAsyncIterator()
            guard await iterator.next() != nil else {
                let said = state.messages.map { "\($0.text) \($0.detail ?? "")" }.joined(separator: "\n")
                Issue.record("Waited in vain until \(what). The console said:\n\(said)")
                throw CancellationError()
            }
        }
    }

    /// Waits until something was said.
    func said(_ words: String) async throws {
        try await eventually("“\(words)” is said") { $0.messages.contains { $0.text.contains(words) } }
    }
}

/// The list has no conference of the kind that a test is about.
struct NoSuchConference: Error {}

/// Notes what the store asks of the program around it.
@MainActor
final class RecordingSurface: ConsoleSurface {
    private(set) var copied: [String] = []
    private(set) var opened: [String] = []
    private(set) var notices: [Notice] = []
    private(set) var changes: [String] = []
    private(set) var told: [String] = []
    private(set) var automaticLogins: [ServiceKind] = []
    private(set) var hasQuit = false

    func copy(_ text: Secret, _ done: @escaping @MainActor (Copying) -> Void) {
        copied.append(text.reveal())
        done(.sent)
    }

    func open(_ address: WebAddress) async -> Opening {
        opened.append(address.reveal())
        return .opened("test")
    }

    func export(_ export: Export) async -> Exporting { .written(SafeText(export.path)) }

    func logInAutomatically(to service: ServiceKind) { automaticLogins.append(service) }

    /// What carries a stage; nil where none can be had.
    var line: (any StageLine)?
    private(set) var stageNews: [StageNews] = []
    private(set) var endedConferences: [ConferenceIdentifier] = []

    func openLine(for meeting: StageMeeting) async -> Result<any StageLine, StageError> {
        line.map { .success($0) } ?? .failure(.noRelay("There is none here."))
    }

    func tellStage(_ news: StageNews, of meeting: StageMeeting) { stageNews.append(news) }

    func runEndedCommand(for conference: ConferenceIdentifier) async -> String? {
        endedConferences.append(conference)
        return nil
    }

    func themeNames() -> [String] { ["default"] }
    func showTheme(_ name: String) -> String? { nil }
    func changeProfile(to name: String) { changes.append(name) }
    func tell(_ message: Message, of profile: SafeText) { told.append("\(profile): \(message.text)") }
    func keepCommand(_ line: String) {}
    func notify(_ notice: Notice) { notices.append(notice) }
    func redraw() {}
    func suspend() {}
    func quit(isAgreed: Bool) { hasQuit = true }
}
