import Foundation
import Login
import Meetings
import Services
import Testing

@testable import Store

@Suite("A login that the console can make by itself")
struct AutomaticLoginTests {
    private let refused = LoginStatus(phase: .failed, lastProblem: .loginEnded("the refresh token was revoked"))

    private func story() -> ConsoleStory {
        var story = ConsoleStory.loggedIn(automaticLogins: [.v4h])
        story.press(.down, .open)
        story.send(.recordLoaded(Conference.live.id, .success(Conference.live.record)))
        story.press(.guestLink)
        story.type(" Rui")
        story.forgetEffects()
        return story
    }

    private func automaticLogins(_ story: ConsoleStory) -> Int {
        story.effects.count { if case .logInAutomatically(.v4h) = $0 { true } else { false } }
    }

    private func logIn(_ story: inout ConsoleStory) {
        story.send(.loginChanged(.v4h, .valid), .loginFinished(.v4h, .success("ana")))
    }

    @Test("is made once after a refused refresh, and the operator stays where he is")
    func once() {
        var story = story()
        let focus = story.state.focus
        story.send(.loginChanged(.v4h, refused))
        #expect(automaticLogins(story) == 1)
        #expect(story.state.focus == focus)
        #expect(!story.effects.contains { if case .notify = $0 { true } else { false } })
        logIn(&story)
        #expect(story.state.focus == focus)
        #expect(story.state.conferences.selected?.id == Conference.live.id)
        #expect(story.state.guestLink.form.text(.name) == "Guest Rui")
        #expect(story.effects.contains { if case .loadConferences = $0 { true } else { false } })
        #expect(automaticLogins(story) == 1)
    }

    @Test(
        "is not made again where its tokens are refused within the minute: the Session pane asks",
        arguments: [1.0, 59.0])
    func noLoop(seconds: Double) {
        var story = story()
        let focus = story.state.focus
        story.send(.loginChanged(.v4h, refused))
        logIn(&story)
        story.wait(seconds)
        story.send(.loginChanged(.v4h, refused))
        #expect(automaticLogins(story) == 1)
        #expect(story.state.focus == .session && story.state.scope == .typing)
        #expect(story.state.messages.last?.text == "The V4H login has ended.")
        logIn(&story)
        #expect(story.state.focus == focus, "a login by hand leads back")
    }

    @Test("is made again where they were good for longer")
    func later() {
        var story = story()
        story.send(.loginChanged(.v4h, refused))
        logIn(&story)
        story.wait(61)
        story.send(.loginChanged(.v4h, refused))
        #expect(automaticLogins(story) == 2)
    }

    @Test("that fails brings the Session pane with what went wrong, and leads back when it is made by hand")
    func failing() {
        var story = story()
        let focus = story.state.focus
        story.send(.loginChanged(.v4h, refused))
        story.send(.loginFinished(.v4h, .failure(.invalidInput(.password, reason: "could not be had: pass failed"))))
        #expect(story.state.focus == .session)
        #expect(story.state.session[.v4h].form.activeLine?.complaint == "The password could not be had: pass failed.")
        #expect(story.effects.contains { if case .notify = $0 { true } else { false } })
        #expect(automaticLogins(story) == 1)
        logIn(&story)
        #expect(story.state.focus == focus)
        #expect(story.state.guestLink.form.text(.name) == "Guest Rui")
    }

    @Test("that meets an outage is made again, after longer and longer waits, until the service is there")
    func outage() {
        var story = story()
        let focus = story.state.focus
        let down = Action.loginFinished(.v4h, .failure(.noConnection))
        story.send(.loginChanged(.v4h, refused), down)
        #expect(story.state.focus == .session, "it can be made by hand meanwhile")
        story.send(.retryDue(.v4h), down, .retryDue(.v4h), down)
        #expect(automaticLogins(story) == 3)
        #expect(story.waits == [1, 2, 4])
        #expect(story.state.outage?.isOfAll == true)
        #expect(story.effects.count { if case .notify = $0 { true } else { false } } == 1, "once is enough")
        story.send(.retryDue(.v4h))
        logIn(&story)
        #expect(story.state.focus == focus && story.state.outages.isEmpty)
        #expect(story.listsAsked == 1)
    }

    @Test("leaves the password alone that is being typed meanwhile, and waits for it")
    func typing() {
        var story = story()
        let down = Action.loginFinished(.v4h, .failure(.noConnection))
        story.send(.loginChanged(.v4h, refused), down, .retryDue(.v4h))
        story.send(.edit(.insert("sec")), down)
        #expect(story.state.session[.v4h].form.text(.password) == "sec")
        story.send(.retryDue(.v4h))
        #expect(automaticLogins(story) == 2)
    }

    @Test("is made at the start wherever nobody is logged in, and again where the service is away")
    func start() {
        var story = ConsoleStory(automaticLogins: [.v4h])
        story.send(.automaticLoginsDue, .loginFinished(.v4h, .failure(.noConnection)), .retryDue(.v4h))
        #expect(automaticLogins(story) == 2)
        story = ConsoleStory.loggedIn(automaticLogins: [.v4h])
        story.send(.automaticLoginsDue)
        #expect(automaticLogins(story) == 0)
    }

    @Test("leaves an open form with its words")
    func openForm() {
        var story = ConsoleStory.loggedIn(automaticLogins: [.v4h])
        story.press(.requestConference)
        story.type("Round")
        story.send(.loginChanged(.v4h, refused))
        logIn(&story)
        #expect(story.prompt?.form.text(.conferenceName) == "Round")
    }

    @Test("is not made after a logout, nor for a service whose password the profile does not know")
    func notAlways() {
        var story = story()
        story.send(.loginChanged(.v4h, .loggedOut))
        #expect(automaticLogins(story) == 0 && story.state.focus == .session)
        story = self.story()
        story.send(.loginChanged(.proconf, refused))
        #expect(story.effects.allSatisfy { if case .logInAutomatically = $0 { false } else { true } })
    }
}

@Suite("The question whether a login is to be remembered")
struct RememberingTests {
    @Test("is asked where that is possible, and answered no unless the operator or the profile says yes")
    func asked() {
        #expect(!ConsoleStory().state.session[.v4h].form.lines.contains { $0.id == .remembering })
        for service in ServiceKind.allCases {
            let session = ConsoleStory(canRemember: true, remembered: [.proconf]).state.session
            #expect(session[service].form.lines.last?.id == .remembering)
            #expect(session[service].isRemembering == (service == .proconf))
        }
    }

    @Test("goes with the login, by password or by token")
    func ordered() {
        var story = ConsoleStory(canRemember: true)
        story.type("ana")
        story.press(.down)
        story.type("right")
        story.press(.down, .down)
        story.send(.edit(.right))
        story.press(.open)
        #expect(story.orders == [.logIn(.v4h, user: "ana", password: Secret("right"), isRemembered: true)])

        story = ConsoleStory(canRemember: true, remembered: [.v4h])
        story.press(.down, .down)
        story.type("abc.def")
        story.press(.open)
        #expect(story.orders == [.logInWithToken(Secret("abc.def"), isRemembered: true)])
        story = ConsoleStory(canRemember: true)
        story.press(.down, .down)
        story.type("abc.def")
        story.press(.open)
        #expect(story.orders == [.logInWithToken(Secret("abc.def"))])
    }

    @Test("is answered by a login that was remembered, which opens the list without a password")
    func recalled() {
        var story = ConsoleStory(canRemember: true)
        story.send(.loginChanged(.v4h, .valid), .loginRecalled(.v4h, user: "ana"))
        #expect(story.state.focus == .conferences)
        #expect(story.state.session[.v4h].user == "ana" && story.state.session[.v4h].isRemembering)
        #expect(story.state.messages.last?.text == "Logged in to V4H as ana, as remembered.")
    }

    @Test("is moot where the remembered login has run out: the form asks for the password alone")
    func runOut() {
        var story = ConsoleStory(canRemember: true)
        story.send(.loginChanged(.v4h, LoginStatus(phase: .expired)), .loginRecalled(.v4h, user: "ana"))
        #expect(story.state.focus == .session)
        #expect(story.state.session[.v4h].form.text(.user) == "ana")
        #expect(story.state.session[.v4h].form.activeLine?.id == .password)
        #expect(story.state.messages.last?.text == "The V4H login that was remembered has run out.")
    }
}
