import Foundation
import Login
import Meetings
import Sandbox
import Services
import Testing

@testable import Store

@Suite("A console's login", .timeLimit(.minutes(10)))
@MainActor
struct LiveLoginTests {
    @Test("with a wrong password keeps the name, says the service's no, and can be tried again")
    func wrongPassword() async throws {
        try await LiveConsole.open { console in
            try await console.logIn(password: "guess")
            let login = console.state.session[.v4h]
            #expect(!login.isUsable)
            #expect(login.problem?.title.contains("did not accept the login") == true)
            #expect(login.form.text(.user) == console.address.user)
            #expect(login.form.text(.password).isEmpty)
            #expect(console.state.progress.isEmpty)
            #expect(console.state.focus == .session)
            try await console.logIn()
            #expect(console.state.session[.v4h].problem == nil)
            #expect(console.state.conferences.count == 40)
        }
    }

    @Test("with an access token alone works, and tells that nothing can renew it")
    func accessToken() async throws {
        try await LiveConsole.open { console in
            let pair = try #require(
                try await console.connection.v4h?.authentication.login(
                    username: console.address.user, password: Secret(console.address.password)))
            console.press(.down, .down)
            console.type(pair.access.reveal())
            console.press(.open)
            try await console.eventually("the list is there") { $0.conferencesLoading.value == 40 }
            #expect(console.state.session[.v4h].warning?.contains("No refresh token") == true)
            #expect(console.state.session[.v4h].form.text(.accessToken).isEmpty)
        }
    }

    @Test("is renewed under a watch, and the operator notices nothing")
    func renewal() async throws {
        var policy = LoginPolicy()
        // After a second of a minute: the others are there for a machine that is busy.
        policy.refreshAfter = 1.0 / 60
        try await LiveConsole.open(SandboxConfiguration(tokenLifetime: .seconds(60)), policy: policy) { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            console.press(.watchConference)
            try await console.eventually("the token is renewed") { $0.session[.v4h].renewed != nil }
            let first = try #require(console.state.session[.v4h].renewed)
            try await console.eventually("it is renewed again") { state in
                state.session[.v4h].renewed.map { $0 > first } ?? false
            }
            console.press(.refresh)
            try await console.eventually("the list is there again") { !$0.conferencesLoading.isLoading }
            #expect(console.state.conferencesLoading.failure == nil)
            #expect(console.state.watched == [id])
            #expect(console.state.focus == .conferences)
            #expect(console.state.messages.allSatisfy { $0.severity != .error && $0.severity != .warning })
        }
    }

    @Test("that the service ends brings the Session pane, and the next leads back to the details")
    func ended() async throws {
        let configuration = SandboxConfiguration(middleware: { request, next in
            request.path.suffix(2) == ["auth", "refresh"] ? SandboxAnswer(401) : await next(request)
        })
        try await LiveConsole.open(configuration) { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            console.press(.open)
            try await console.eventually("the record is there") { $0.details.record.value != nil }
            let notices = console.surface.notices.count
            console.connection.v4h?.keeper.refreshNow()
            try await console.eventually("the Session pane is there") { $0.focus == .session }
            #expect(console.state.session[.v4h].problem != nil)
            #expect(console.state.messages.last?.text == "The V4H login has ended.")
            #expect(console.state.conferences.count == 40)
            #expect(console.surface.notices.count == notices + 1)
            try await console.logIn()
            #expect(console.state.focus == .details)
            #expect(console.state.target?.id == id)
        }
    }

    @Test("that is given up by the operator forgets the tokens")
    func loggedOut() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            console.press(.logOut)
            try await console.eventually("the Session pane is there") { $0.focus == .session }
            await #expect(throws: ServiceError.notLoggedIn) {
                try await console.connection.v4h?.service.listConferences()
            }
        }
    }
}
