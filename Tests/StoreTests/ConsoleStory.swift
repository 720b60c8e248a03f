import Foundation
import Login
import Meetings
import Services
import Stage
import Transport

@testable import Store
import TestSupport

/// A console's state, driven by actions through the gate as the store drives it, with no service behind it.
///
/// What it wants done outside is noted.
struct ConsoleStory {
    var state: ConsoleState
    private(set) var effects: [Effect] = []

    static let now = Date(timeIntervalSince1970: 1_795_356_300)

    init(
        isReadOnly: Bool = false,
        hasBrowser: Bool = false,
        services: Set<ServiceKind> = [.v4h, .proconf],
        automaticLogins: Set<ServiceKind> = [],
        canRemember: Bool = false,
        remembered: Set<ServiceKind> = []
    ) {
        let addresses: [ServiceKind: SafeText] = [.v4h: "https://v4h.example", .proconf: "https://proconf.example"]
        state = ConsoleState(
            profile: ProfileState(
                name: "test", services: addresses.filter { services.contains($0.key) }, isReadOnly: isReadOnly,
                hasBrowser: hasBrowser, automaticLogins: automaticLogins, canRemember: canRemember,
                remembered: remembered),
            now: ConsoleStory.now)
        state.timeZone = .gmt
    }

    /// A console that is logged in to both services and shows these conferences, the first selected.
    static func loggedIn(
        isReadOnly: Bool = false,
        hasBrowser: Bool = false,
        automaticLogins: Set<ServiceKind> = [],
        conferences: [Conference] = [.ready, .live, .ended]
    ) -> ConsoleStory {
        var story = ConsoleStory(isReadOnly: isReadOnly, hasBrowser: hasBrowser, automaticLogins: automaticLogins)
        for service in ServiceKind.allCases {
            story.logIn(to: service)
        }
        story.state.conferences.sort(by: .source, descending: false)
        story.list(conferences)
        story.send(.meetingsLoaded(.success([.morning, .evening])))
        story.state.messages = []
        story.forgetEffects()
        return story
    }

    /// Has the service list these conferences.
    mutating func list(_ conferences: [Conference]) {
        let listing = ConferenceListing(
            conferences, over: state.conferences, organisationNames: state.organisationNames)
        send(.conferencesLoaded(.success(listing)))
    }

    mutating func send(_ actions: Action...) {
        for action in actions { effects += state.take([action]) }
    }

    /// Gives the services' answer to an order, as the store does.
    mutating func answer(_ order: Order, _ answer: Action) {
        send(answer, .orderEnded(order, isUnanswered: answer.isUnanswered))
    }

    /// Has the operator log in, which the service takes.
    mutating func logIn(to service: ServiceKind) {
        state.session[service].isLoggingIn = true
        send(.loginChanged(service, .valid), .loginFinished(service, .success("ana")))
    }

    /// Lets time go by.
    mutating func wait(_ seconds: TimeInterval) { state.now += seconds }

    mutating func press(_ commands: Command...) {
        for command in commands { send(.perform(command)) }
    }

    /// Types letter by letter.
    mutating func type(_ text: String) {
        for character in text { send(.edit(.insert(String(character)))) }
    }

    mutating func forgetEffects() { effects = [] }

    /// What was ordered of the services so far.
    var orders: [Order] {
        effects.compactMap { if case .order(let order) = $0 { order } else { nil } }
    }

    /// What the live object was told to do so far.
    var steered: [StageCommand] {
        effects.compactMap { if case .steer(let command, _) = $0 { command } else { nil } }
    }

    /// The records that were asked for so far.
    var loadedRecords: [ConferenceIdentifier] {
        effects.compactMap { if case .loadRecord(let id) = $0 { id } else { nil } }
    }

    /// The lists that were asked for so far.
    var listsAsked: Int {
        effects.count { effect in
            switch effect {
            case .loadConferences, .loadMeetings: true
            default: false
            }
        }
    }

    /// The waits before the next try of a service that were planned so far, in seconds.
    var waits: [Double] {
        effects.compactMap { if case .retry(_, let seconds) = $0 { seconds } else { nil } }
    }

    /// The orders that were looked after so far, since no answer had come.
    var checked: [Order] {
        effects.compactMap { if case .check(let order) = $0 { order } else { nil } }
    }

    /// Whether the console was to end, each time with or without agreement to leave stages.
    var quits: [Bool] { effects.compactMap { if case .quit(let isAgreed) = $0 { isAgreed } else { nil } } }

    var question: Question? { if case .question(let question) = state.overlay { question } else { nil } }

    var prompt: Prompt? { if case .prompt(let prompt) = state.overlay { prompt } else { nil } }

    var palette: PaletteState? { if case .palette(let palette) = state.overlay { palette } else { nil } }

    var help: HelpState? { if case .help(let help) = state.overlay { help } else { nil } }

    var sheet: LinkSheet? { if case .link(let sheet) = state.overlay { sheet } else { nil } }
}

extension Conference {
    static let ready = Conference(
        id: ConferenceIdentifier("410"), room: "cardiologia", name: "Cardiologia", state: .ready)
    static let live = Conference(id: ConferenceIdentifier("411"), room: "uti", name: "Plantão da UTI", state: .started)
    static let ended = Conference(
        id: ConferenceIdentifier("412"), room: "ensino", state: .finished, ended: ConsoleStory.now - 3600)

    var record: ConferenceRecord { ConferenceRecord(conference: self, document: .object(["id": .string(id.text)])) }
}

extension ProConfMeeting {
    static let morning = ProConfMeeting(
        room: "sala-1", identifier: "sala-1_1795330000", created: ConsoleStory.now - 9000,
        ended: ConsoleStory.now - 7200)
    static let evening = ProConfMeeting(
        room: "sala-2", identifier: "sala-2_1795340000", created: ConsoleStory.now - 5000,
        ended: ConsoleStory.now - 3600)
}

extension LoginStatus {
    static let valid = LoginStatus(
        phase: .valid(until: ConsoleStory.now + 300), until: ConsoleStory.now + 300, hasRefreshToken: true)
}

extension MeetingLink {
    /// A link with a token that can be told from others.
    static func made(_ token: String) -> MeetingLink {
        MeetingLink(url: "https://meet.example/r?jwt=\(token)", token: Secret(token))
    }
}

extension ServiceError {
    /// No connection, so that nothing was sent.
    static let noConnection = ServiceError.unreachable(
        ServiceCall(purpose: "list conferences", method: "GET", url: "https://v4h.example/sessions"),
        .cannotConnect(to: "v4h.example:443", reason: "Connection refused"))

    /// A request that was sent, and got no answer.
    static let noAnswer = ServiceError.unreachable(
        ServiceCall(purpose: "do it", method: "POST", url: "https://v4h.example/sessions"),
        .timedOut(phase: .waiting, after: .seconds(30)))

    static func refused(_ status: Int, _ words: SafeText = "no") -> ServiceError {
        let call = ServiceCall(purpose: "do it", method: "POST", url: "https://v4h.example/sessions")
        return .refused(call, Refusal(status: status, words: words))
    }
}

extension MeetingEntry {
    /// A way into a meeting of a deployment that every test has.
    init(link: MeetingLink, ticket: MeetingTicket) {
        self.init(
            link: link, ticket: ticket, origin: "https://meet.example", displayName: "Ana", avatarURL: "")
    }
}
