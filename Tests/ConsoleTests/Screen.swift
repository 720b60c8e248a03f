import Foundation
import Login
import Meetings
import Services
import Stage
import Store
import Terminal

@testable import Console

/// A console on a screen that is only looked at: a store with no service behind it, at a moment that stands still.
@MainActor
final class Screen {
    nonisolated static let now = Date(timeIntervalSince1970: 1_795_356_300)  // 2026-11-22 14:05 UTC

    private let surface = DeafSurface()
    private let store: ConsoleStore

    init(
        isReadOnly: Bool = false,
        canRemember: Bool = false,
        users: [ServiceKind: String] = [:],
        keys: CommandKeys = .standard,
        columns: [ColumnChoice] = ColumnChoice.standard,
        profiles: [String] = [],
        color: ProfileColor? = nil
    ) {
        let profile = ProfileState(
            name: "hospital", services: [.v4h: "https://v4h.hospital.example/v1", .proconf: "https://proconf.example"],
            color: color, isReadOnly: isReadOnly, hasBrowser: true, users: users, canRemember: canRemember)
        var state = ConsoleState(profile: profile, now: Screen.now)
        state.keys = keys
        state.columns = columns
        state.profiles = profiles
        store = ConsoleStore(
            state: state, connection: Connection(), surface: surface,
            clock: { [time] in time.now }, chance: { 1 })
    }

    /// The time that stands still, until a test lets some go by.
    @MainActor
    private final class Time { var now = Screen.now }

    private let time = Time()

    func wait(_ seconds: TimeInterval) {
        time.now += seconds
        send(.ticked)
    }

    /// A screen with both logins and both lists.
    static func loggedIn(
        isReadOnly: Bool = false,
        keys: CommandKeys = .standard,
        columns: [ColumnChoice] = ColumnChoice.standard,
        profiles: [String] = [],
        color: ProfileColor? = nil,
        conferences: [Conference] = Conference.examples
    ) -> Screen {
        let screen = Screen(isReadOnly: isReadOnly, keys: keys, columns: columns, profiles: profiles, color: color)
        screen.logIn(to: .v4h)
        screen.logIn(to: .proconf)
        screen.list(conferences)
        screen.send(.meetingsLoaded(.success(ProConfMeeting.examples)))
        return screen
    }

    /// Has the service list these conferences.
    func list(_ conferences: [Conference]) {
        let listing = ConferenceListing(
            conferences, over: state.conferences, organisationNames: state.organisationNames)
        send(.conferencesLoaded(.success(listing)))
    }

    func logIn(to service: ServiceKind) {
        send(.loginChanged(service, .valid), .loginFinished(service, .success("ana.souza")))
        if service == .v4h { send(.organisationsLoaded(.success(Organisation.examples))) }
    }

    var state: ConsoleState { store.state }

    func send(_ actions: Action...) {
        for action in actions { store.send(action) }
    }

    func press(_ commands: Command...) {
        for command in commands { store.send(.perform(command)) }
    }

    /// Gives the services' answer to an order.
    func answer(_ order: Order, _ answer: Action) {
        send(answer, .orderEnded(order, isUnanswered: answer.isUnanswered))
    }

    /// Types in place of what stands in the line.
    func type(_ text: String) { send(.edit(.deleteToStart), .edit(.insert(text))) }

    /// Draws the state as the console does: until what there was room for is what the state knows.
    func frame(_ columns: Int, _ rows: Int) -> Frame {
        var frame = render(columns, rows)
        for _ in 0..<3 where frame.viewport != state.viewport {
            send(.laidOut(frame.viewport))
            frame = render(columns, rows)
        }
        return frame
    }

    /// How it looks.
    var theme = Theme.standard

    private func render(_ columns: Int, _ rows: Int) -> Frame {
        Frame.render(
            state, theme: theme, size: Size(columns: columns, rows: rows),
            timeZone: TimeZone(identifier: "UTC") ?? .gmt)
    }
}

/// A surface where nothing happens.
private final class DeafSurface: ConsoleSurface {
    func copy(_ text: Secret, _ done: @escaping @MainActor (Copying) -> Void) { done(.sent) }
    func open(_ address: WebAddress) async -> Opening { .opened("test") }
    func export(_ export: Export) async -> Exporting { .written("test") }
    func openLine(for meeting: StageMeeting) async -> Result<any StageLine, StageError> {
        .failure(.noRelay("There is none here."))
    }
    func tellStage(_ news: StageNews, of meeting: StageMeeting) {}
    func runEndedCommand(for conference: ConferenceIdentifier) async -> String? { nil }
    func logInAutomatically(to service: ServiceKind) {}
    func themeNames() -> [String] { Theme.builtIn.map(\.name) }
    func showTheme(_ name: String) -> String? { nil }
    func changeProfile(to name: String) {}
    func tell(_ message: Message, of profile: SafeText) {}
    func keepCommand(_ line: String) {}
    func notify(_ notice: Notice) {}
    func redraw() {}
    func suspend() {}
    func quit(isAgreed: Bool) {}
}
