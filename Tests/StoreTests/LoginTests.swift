import Foundation
import Login
import Meetings
import Services
import Testing

@testable import Store

@Suite("A login")
struct LoginTests {
    private let ended = LoginStatus(phase: .failed, lastProblem: .loginEnded("the refresh token was revoked"))

    @Test("that failed keeps all that was typed but the password, with the cursor where it is to be typed again")
    func failed() {
        var story = ConsoleStory()
        story.type("ana")
        story.press(.down)
        story.type("wrong")
        story.press(.open)
        #expect(story.orders == [.logIn(.v4h, user: "ana", password: Secret("wrong"))])
        #expect(story.state.session[.v4h].isLoggingIn)
        story.press(.open)
        #expect(story.orders.count == 1, "Enter again does not send it twice")

        story.send(.loginFinished(.v4h, .failure(.refused(401, "bad credentials"))))
        let login = story.state.session[.v4h]
        #expect(!login.isLoggingIn && !login.isUsable)
        #expect(login.form.text(.user) == "ana")
        #expect(login.form.text(.password).isEmpty)
        #expect(login.form.activeLine?.id == .password)
        #expect(login.problem?.title.contains("did not accept the login") == true)
        #expect(story.state.focus == .session)
    }

    @Test("with a refused token forgets the token, and keeps the user's name")
    func failedToken() {
        var story = ConsoleStory()
        story.type("ana")
        story.press(.down, .down)
        story.type("abc.def")
        story.press(.open)
        #expect(story.orders == [.logInWithToken(Secret("abc.def"))])
        story.send(.loginFinished(.v4h, .failure(.refused(401))))
        let form = story.state.session[.v4h].form
        #expect(form.text(.user) == "ana" && form.text(.accessToken).isEmpty)
        #expect(form.activeLine?.id == .accessToken)
    }

    @Test("with something missing is not sent, and the line that misses it has the cursor")
    func incomplete() {
        var story = ConsoleStory()
        story.press(.open)
        #expect(story.orders.isEmpty)
        #expect(story.state.session[.v4h].form.activeLine?.complaint == "The user name is empty.")
        story.type("ana")
        story.press(.open)
        #expect(story.orders.isEmpty)
        #expect(story.state.session[.v4h].form.activeLine?.complaint == "The password is empty.")
    }

    @Test("that could not get its password by itself says why at the password, as one sentence")
    func noPassword() {
        var story = ConsoleStory()
        let reason = ServiceError.invalidInput(.password, reason: "could not be had: pass failed")
        story.send(.loginFinished(.v4h, .failure(reason)))
        #expect(story.state.session[.v4h].form.activeLine?.complaint == "The password could not be had: pass failed.")
    }

    @Test("that succeeded opens the conferences and asks for them")
    func succeeded() {
        var story = ConsoleStory()
        story.type("ana")
        story.press(.down)
        story.type("right")
        story.press(.open)
        story.logIn(to: .v4h)
        #expect(story.state.focus == .conferences)
        #expect(story.state.session[.v4h].user == "ana")
        #expect(story.state.session[.v4h].form.text(.password).isEmpty)
        #expect(story.effects.contains { if case .loadConferences = $0 { true } else { false } })
    }

    @Test(
        "that has ended brings the Session pane, and the next one leads back to where the operator stood",
        arguments: [Pane.conferences, .details, .guestLink])
    func ended(pane: Pane) {
        var story = ConsoleStory.loggedIn()
        story.press(.down, .open)
        story.send(.recordLoaded(Conference.live.id, .success(Conference.live.record)))
        story.press(.guestLink)
        story.type(" Rui")
        story.state.focus = pane

        story.send(.loginChanged(.v4h, ended))
        #expect(story.state.focus == .session)
        #expect(story.state.session[.v4h].problem?.title.contains("revoked") == true)
        #expect(story.state.messages.last?.severity == .warning)
        #expect(story.state.scope == .typing)
        #expect(story.state.conferences.count == 3, "what was loaded stays to be seen")

        story.logIn(to: .v4h)
        #expect(story.state.focus == pane)
        #expect(story.state.conferences.selected?.id == Conference.live.id)
        #expect(story.state.guestLink.form.text(.name) == "Guest Rui")
        #expect(story.state.session[.v4h].problem == nil)
    }

    @Test("that is there again by a refresh that was late leads back by itself")
    func recovered() {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.loginChanged(.v4h, ended))
        #expect(story.state.focus == .session)
        story.forgetEffects()
        story.send(.loginChanged(.v4h, .valid))
        #expect(story.state.focus == .details && story.state.session[.v4h].problem == nil)
        #expect(story.said.last == "The V4H login is there again.")
        #expect(story.effects.contains { if case .loadConferences = $0 { true } else { false } })
    }

    @Test("that is there again while its form is being typed into waits until that was sent", arguments: 0...2)
    func recoveredWhileTyping(line: Int) {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.loginChanged(.v4h, ended))
        for _ in 0..<line { story.press(.down) }
        story.type("x")
        story.send(.loginChanged(.v4h, .valid))
        // Its keys are letters still, and no commands of a pane.
        #expect(story.state.focus == .session && story.state.scope == .typing)
        story.type("y")
        #expect(story.state.session[.v4h].form.lines[line].field.text.hasSuffix("xy"))
        var left = story
        left.press(.back)
        #expect(left.state.session[.v4h].isUsable && left.state.focus == .conferences)
        story.logIn(to: .v4h)
        #expect(story.state.focus == .details && story.state.session[.v4h].isUsable)
    }

    @Test("that ends while a filter is typed does not let the password be typed into the filter")
    func endedWhileFiltering() {
        var story = ConsoleStory.loggedIn()
        story.press(.filter)
        story.type("uti")
        story.send(.loginChanged(.v4h, ended))
        #expect(story.state.focus == .session)
        story.type("secret")
        #expect(story.state.conferences.filter.text == "uti")
        #expect(story.state.session[.v4h].form.lines.contains { $0.field.text == "secret" })
    }

    @Test(
        "that has ended leaves an open form with its words; closed or sent, it comes back after the login",
        arguments: [Command.back, .open])
    func endedInPrompt(command: Command) {
        var story = ConsoleStory.loggedIn()
        story.press(.requestConference)
        story.type("Round")
        story.send(.loginChanged(.v4h, ended))
        #expect(story.prompt?.form.text(.conferenceName) == "Round")
        story.press(command)
        #expect(story.prompt == nil && story.orders.isEmpty)
        #expect(story.state.focus == .session && story.state.scope == .typing)
        story.logIn(to: .v4h)
        #expect(story.prompt?.form.text(.conferenceName) == "Round")
        #expect(story.state.focus == .conferences)
    }

    @Test("that ends under an order leaves the order's form, with its words, to be sent after the next")
    func endedUnderAnOrder() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.requestConference)
        story.type("Round")
        story.press(.open)
        let order = try #require(story.orders.first)
        story.send(.loginChanged(.v4h, ended))
        story.press(.back)
        story.answer(order, .requested(.failure(.loginEnded("the refresh token was revoked"))))
        story.logIn(to: .v4h)
        let prompt = try #require(story.prompt)
        #expect(prompt.form.text(.conferenceName) == "Round" && !prompt.isWaiting)
        story.press(.open)
        #expect(story.orders.count == 2)
    }

    @Test("that has ended leads back to the very place: service, filter being typed, order, selection and scroll")
    func wholePlace() {
        var story = ConsoleStory.loggedIn()
        story.send(.laidOut(Viewport(listRows: 1, detailRows: 3, detailTop: 0)))
        story.state.conferences.sort(by: .room, descending: true)
        story.press(.down, .open)
        let id = story.state.conferences.selected?.id
        story.send(.recordLoaded(Conference.live.id, .success(Conference.live.record)))
        story.press(.down, .down)
        story.press(.filter)
        story.type("a")
        story.send(.loginChanged(.v4h, ended))
        #expect(story.state.focus == .session)
        story.logIn(to: .v4h)
        story.list([.ready, .live, .ended])
        #expect(story.state.service == .v4h && story.state.focus == .conferences && story.state.isFiltering)
        #expect(story.state.filterField.text == "a" && story.state.conferences.filter.text == "a")
        #expect(story.state.conferences.sortColumn == .room && story.state.conferences.isDescending)
        #expect(story.state.conferences.selected?.id == id)
        #expect(story.state.details.top == 2)
        story.type("r")
        #expect(story.state.conferences.filter.text == "ar")
    }

    @Test("to one service leads back there, whatever was done on the other meanwhile")
    func otherServiceMeanwhile() {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.loginChanged(.v4h, ended))
        // Out of the form first: p is a letter there.
        story.press(.back, .switchService, .guestLink, .switchService)
        #expect(story.state.service == .v4h && story.state.focus == .session)
        story.logIn(to: .v4h)
        #expect(story.state.focus == .details)
    }

    @Test("to the service that is not in view ends without moving the operator")
    func endedElsewhere() {
        var story = ConsoleStory.loggedIn()
        story.send(.loginChanged(.proconf, ended))
        #expect(story.state.focus == .conferences && story.state.service == .v4h)
        #expect(story.state.messages.last?.text == "The ProCONF login has ended.")
        story.press(.switchService)
        #expect(story.state.focus == .session)
    }

    @Test("that is given up by the operator is no trouble, and needs the password again")
    func loggedOut() {
        var story = ConsoleStory.loggedIn()
        story.press(.logOut)
        #expect(story.effects.contains { if case .logOut(.v4h) = $0 { true } else { false } })
        story.send(.loginChanged(.v4h, .loggedOut))
        #expect(story.state.focus == .session)
        #expect(story.state.session[.v4h].problem == nil)
        #expect(story.state.messages.last?.severity == .information)
    }

    @Test("that is being renewed stays usable")
    func renewing() {
        var story = ConsoleStory.loggedIn()
        story.send(.loginChanged(.v4h, LoginStatus(phase: .refreshing, hasRefreshToken: true)))
        #expect(story.state.focus == .conferences)
        #expect(Availability.reason(against: .refresh, in: story.state) == nil)
    }
}
