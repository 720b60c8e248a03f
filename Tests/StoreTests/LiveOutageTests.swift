import Foundation
import Login
import Meetings
import Sandbox
import Services
import Synchronization
import Testing

@testable import Store

/// Stands in front of a sandbox, and answers in its place where a test wants that.
private final class Fault: Sendable {
    typealias Behaviour = @Sendable (SandboxRequest, SandboxHandler) async -> SandboxAnswer?

    private let behaviour = Mutex<Behaviour?>(nil)
    private let requests = Mutex<[String]>([])

    /// What came since it was set up last, as method and path.
    var seen: [String] { requests.withLock(\.self) }

    /// Changes what is answered; nil hands everything on.
    func set(_ behaviour: Behaviour?) {
        requests.withLock { $0 = [] }
        self.behaviour.withLock { $0 = behaviour }
    }

    var middleware: SandboxMiddleware {
        { request, next in
            self.requests.withLock { $0.append("\(request.method) \(request.path.joined(separator: "/"))") }
            let behaviour = self.behaviour.withLock(\.self)
            if let answer = await behaviour?(request, next) { return answer }
            return await next(request)
        }
    }
}

extension SandboxAnswer {
    /// What a proxy says for a service that it does not reach.
    fileprivate static let badGateway = SandboxAnswer(
        502, headers: ["Content-Type": "text/html"], body: Data("<html><title>Bad gateway</title></html>".utf8))
}

@Suite("A console whose service is away", .timeLimit(.minutes(10)))
@MainActor
struct LiveOutageTests {
    @Test("tries again by itself, goes on with all that is local, and recovers without a key")
    func recovery() async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            fault.set { _, _ in .badGateway }
            console.press(.open)
            try await console.eventually("the record has failed") { $0.details.record.failure != nil }
            console.press(.refresh)
            try await console.eventually("it is an outage of the list") { $0.outage?.isOfList == true }
            #expect(console.state.outage?.manner == .failing(status: 502))
            try await console.eventually("it was tried some times") { ($0.outage?.failures ?? 0) >= 4 }

            console.press(.conferencesPane, .sort, .filter)
            console.type("a")
            console.press(.open, .help, .back)
            #expect(console.state.conferences.filter.text == "a" && !console.state.conferences.visible.isEmpty)
            console.press(.back)
            console.store.send(.refreshDue)
            let said = console.state.messages.count
            let before = console.state.outage?.failures ?? 0
            try await console.eventually("it was tried again") { ($0.outage?.failures ?? 0) > before }
            #expect(console.state.messages.count == said, "the same is not said again and again")

            fault.set(nil)
            try await console.said("The list is up to date again.")
            try await console.eventually("the record is there") { $0.details.record.value?.conference.id == id }
            #expect(console.state.outages.isEmpty)
        }
    }

    @Test("asks as often as it tries and no more, whatever the interval of the refresh")
    func calls() async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            fault.set { _, _ in .badGateway }
            console.press(.refresh)
            try await console.eventually("it was tried some times") { state in
                console.store.send(.refreshDue)
                return (state.outage?.failures ?? 0) >= 5
            }
            let failures = try #require(console.state.outage?.failures)
            #expect((failures...failures + 1).contains(fault.seen.count))
            #expect(fault.seen.allSatisfy { $0 == "GET v1/sessions" })
        }
    }

    @Test("stays away as long as the service asks, and comes back at once where the operator wants it")
    func retryAfter() async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            fault.set { _, _ in SandboxAnswer(429, headers: ["Retry-After": "600"]) }
            console.press(.refresh)
            try await console.eventually("it is an outage") { $0.outage != nil }
            let outage = try #require(console.state.outage)
            #expect(outage.manner == .busy)
            #expect((500...600).contains(outage.secondsLeft(at: Date()) ?? 0))
            fault.set(nil)
            console.press(.refresh)
            try await console.said("The list is up to date again.")
            #expect(fault.seen == ["GET v1/sessions"])
        }
    }

    @Test("for longer than the login's token lives recovers without a key and without a login")
    func longerThanTheToken() async throws {
        try await LiveConsole.open(SandboxConfiguration(tokenLifetime: .seconds(10))) { console in
            try await console.logIn()
            await console.beginOutage()
            console.press(.refresh)
            try await console.eventually("the token has ended, and the refresh goes on") { state in
                let status = state.session[.v4h].status
                return status.phase == .refreshing && status.lastProblem != nil
                    && (status.until ?? .distantFuture) < Date()
            }
            #expect(console.state.outage?.manner == .silent)
            #expect(console.state.focus == .conferences && console.state.conferences.count == 40)
            try await console.endOutage()
            try await console.said("The list is up to date again.")
            // The list may come a moment before what is told of the login.
            try await console.eventually("the login was renewed") { $0.session[.v4h].renewed != nil }
            #expect(console.state.focus == .conferences && console.state.outages.isEmpty)
        }
    }

    @Test("that has gone for good is not there, and the console is")
    func gone() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            await console.breakDown()
            console.press(.refresh)
            try await console.eventually("it was tried some times") { ($0.outage?.failures ?? 0) >= 3 }
            #expect(console.state.outage?.manner == .silent)
            #expect(console.state.conferences.count == 40)
            #expect(console.state.conferencesLoading.moment != nil)
        }
    }

    @Test("that forgot all tokens is asked for one refresh; after the login the operator stands where he stood")
    func restart() async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            console.press(.sort, .filter)
            console.type("a")
            console.press(.open, .down, .down, .open)
            let id = try #require(console.state.target?.id)
            try await console.eventually("the record is there") { $0.details.record.value != nil }
            console.press(.down, .down)
            console.press(.guestLinkPane)
            console.type("Dra. Ana")
            console.press(.detailsPane)
            let sorted = console.state.conferences.sortColumn

            // As a service that was started anew: it knows no token until somebody logs in.
            fault.set { request, _ in
                if request.path.last == "auth" {
                    fault.set(nil)
                    return nil
                }
                return SandboxAnswer(401)
            }
            console.press(.refresh, .requestConference)
            console.type("Round")
            try await console.eventually("the login has ended") { !$0.session[.v4h].isUsable }
            #expect(fault.seen.count { $0.hasSuffix("refresh") } == 1)
            #expect(console.state.focus == .session)
            console.press(.back)
            #expect(console.state.overlay == nil)
            try await console.logIn()

            #expect(console.state.service == .v4h && console.state.focus == .details)
            #expect(console.state.conferences.filter.text == "a" && console.state.conferences.sortColumn == sorted)
            #expect(console.state.target?.id == id && console.state.details.top == 2)
            #expect(console.state.guestLink.form.text(.name) == "Dra. Ana")
            guard case .prompt(let prompt) = console.state.overlay else {
                Issue.record("the form is gone")
                return
            }
            #expect(prompt.form.text(.conferenceName) == "Round")
            console.press(.open)
            try await console.said("Requested conference")
        }
    }

    @Test("that hangs at the refresh of the login does not hang the console")
    func hangingRefresh() async throws {
        let fault = Fault()
        let (silence, end) = AsyncStream.makeStream(of: Void.self)
        var policy = LoginPolicy()
        (policy.patience, policy.requestLimit) = (120, 120)
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware), policy: policy) { console in
            try await console.logIn()
            fault.set { request, _ in
                guard request.path.suffix(2) == ["auth", "refresh"] else { return nil }
                for await _ in silence {}
                return nil
            }
            console.connection.v4h?.keeper.refreshNow()
            try await console.eventually("it is being renewed") { state in
                if case .renewing = state.session[.v4h].standing { true } else { false }
            }
            // With a token that is good still, calls go on.
            console.press(.open)
            try await console.eventually("the record is there") { $0.details.record.value != nil }

            // Without one they wait, and the console does not.
            let token = try #require(try await console.connection.v4h?.keeper.accessToken())
            Task { try await console.connection.v4h?.keeper.accessToken(replacing: token) }
            console.press(.refresh)
            try await console.eventually("the list is asked for") { $0.conferencesLoading.isLoading }
            console.press(.conferencesPane, .sort, .filter)
            console.type("a")
            console.press(.open, .down, .switchService, .switchService, .conferencesPane)
            #expect(console.state.focus == .conferences && console.state.conferences.filter.text == "a")
            end.finish()
            try await console.eventually("the list is there") { !$0.conferencesLoading.isLoading }
            #expect(console.state.conferencesLoading.failure == nil)
            #expect(console.state.session[.v4h].isUsable)
        }
    }

    @Test("whose clock is ten minutes off changes nothing", arguments: [-600.0, 600.0])
    func clock(difference: TimeInterval) async throws {
        let fault = Fault()
        let configuration = SandboxConfiguration(
            clock: { Date(timeIntervalSinceNow: difference) }, middleware: fault.middleware)
        try await LiveConsole.open(configuration) { console in
            try await console.logIn()
            guard case .valid(let until) = console.state.session[.v4h].standing else {
                Issue.record("there is no login")
                return
            }
            #expect((200...301).contains(until.timeIntervalSinceNow))
            fault.set { request, next in
                guard request.method == "POST", request.path.last == "sessions" else { return nil }
                _ = await next(request)
                return .badGateway
            }
            console.press(.requestConference)
            console.type("Round")
            console.press(.open)
            try await console.said("It was made: Round")
            fault.set(nil)
            console.press(.guestLink, .open)
            try await console.eventually("the link is there") { $0.guestLink.link.value != nil }
            console.press(.conferencesPane, .closeConference, .right, .open)
            try await console.said("Closed")
            console.connection.v4h?.keeper.refreshNow()
            try await console.eventually("the login is renewed") { $0.session[.v4h].renewed != nil }
            #expect(console.state.session[.v4h].isUsable && console.state.outages.isEmpty)
        }
    }
}

@Suite("A console whose request gets no answer", .timeLimit(.minutes(10)))
@MainActor
struct LiveUnansweredTests {
    /// Answers a call with a proxy's page, with or without handing it on.
    private func lose(_ isMeant: @escaping @Sendable (SandboxRequest) -> Bool, carryingOut: Bool) -> Fault.Behaviour {
        { request, next in
            guard isMeant(request) else { return nil }
            if carryingOut { _ = await next(request) }
            return .badGateway
        }
    }

    /// Carries out what changes something, and never answers.
    private let loseAll: Fault.Behaviour = { request, next in
        if request.method == "POST" { _ = await next(request) }
        return .badGateway
    }

    @Test("finds the conference that was made all the same, and does not ask for another")
    func made() async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            fault.set(lose({ $0.method == "POST" && $0.path.last == "sessions" }, carryingOut: true))
            console.press(.requestConference)
            console.type("Round multiprofissional")
            console.press(.open)
            try await console.said("It was made: Round multiprofissional · ")
            #expect(console.state.overlay == nil)
            #expect(console.state.target?.name == "Round multiprofissional")
            #expect(console.state.conferences.count == 41)
            #expect(fault.seen.count { $0 == "POST v1/sessions" } == 1)
        }
    }

    @Test("says that nothing was made where the list does not have it, and keeps what was typed")
    func notMade() async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            fault.set(lose({ $0.method == "POST" && $0.path.last == "sessions" }, carryingOut: false))
            console.press(.requestConference)
            console.type("Round")
            console.press(.open)
            try await console.said("nothing was made so far")
            #expect(fault.seen.count { $0 == "POST v1/sessions" } == 1)
            fault.set(nil)
            console.press(.open)
            try await console.said("Requested conference")
            try await console.eventually("the list names it") {
                $0.conferences.count == 41 && $0.target?.name == "Round"
            }
        }
    }

    @Test("looks after it once the service is back, where that goes away too")
    func madeBeforeAnOutage() async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            fault.set(loseAll)
            console.press(.requestConference)
            console.type("Round")
            console.press(.open)
            try await console.eventually("it was tried some times") { ($0.outage?.failures ?? 0) >= 3 }
            #expect(console.state.isChecking)
            console.press(.open)
            let isAsked = if case .question = console.state.overlay { true } else { false }
            #expect(isAsked)
            console.press(.back)
            #expect(fault.seen.count { $0.hasPrefix("POST") } == 1)
            fault.set(nil)
            try await console.said("It was made: Round · ")
        }
    }

    @Test("tells how it stands with a conference that may have been closed", arguments: [true, false])
    func closed(isClosed: Bool) async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            fault.set(lose({ $0.path.last == "close" }, carryingOut: isClosed))
            console.press(.closeConference, .right, .open)
            try await console.said(isClosed ? "Closed after all" : "It is still open")
            #expect(console.state.conferences[id]?.conference.hasEnded == isClosed)
            #expect(fault.seen.count { $0.hasSuffix("close") } == 1)
        }
    }

    @Test("tells how it stands with a conference that may have been deleted", arguments: [true, false])
    func deleted(isDeleted: Bool) async throws {
        let fault = Fault()
        try await LiveConsole.open(SandboxConfiguration(middleware: fault.middleware)) { console in
            try await console.logIn()
            let id = try console.select { $0.state == .ready }
            fault.set(lose({ $0.method == "DELETE" }, carryingOut: isDeleted))
            console.press(.deleteConference, .right, .open)
            try await console.said(isDeleted ? "Deleted after all" : "It is still there")
            #expect((console.state.conferences[id] == nil) == isDeleted)
            #expect(fault.seen.count { $0.hasPrefix("DELETE") } == 1)
        }
    }
}
