import Foundation
import Login
import Meetings
import Services
import Testing

@testable import Store

/// Chance gives 1 in these stories, so that every wait is the longest there can be.
@Suite("An outage")
struct OutageTests {
    private let down = Action.conferencesLoaded(.failure(.noConnection))

    /// A console whose list could not be refreshed just now.
    private func story() -> ConsoleStory {
        var story = ConsoleStory.loggedIn()
        story.send(.refreshDue, down)
        return story
    }

    private func busy(_ seconds: Double, status: Int = 503) -> ServiceError {
        let call = ServiceCall(purpose: "list conferences", method: "GET", url: "https://v4h.example/sessions")
        return .refused(call, Refusal(status: status, words: "", retryAfter: seconds))
    }

    @Test("keeps the list with its age, says what is wrong once, and since when")
    func kept() throws {
        var story = ConsoleStory.loggedIn()
        story.wait(60)
        story.send(.refreshDue, down)
        for _ in 0..<5 {
            story.wait(30)
            story.send(.retryDue(.v4h), down)
        }
        #expect(story.state.conferences.count == 3)
        #expect(story.state.conferencesLoading.moment == ConsoleStory.now)
        #expect(story.state.messages.count == 1 && story.state.messages[0].count == 1)
        let outage = try #require(story.state.outage)
        #expect(outage.since == ConsoleStory.now + 60)
        #expect(outage.manner == .silent && outage.isOfList)
        story.wait(4)
        #expect(outage.secondsLeft(at: story.state.now) == 26)
    }

    @Test("is tried again after waits that double up to half a minute, one call a try")
    func backOff() {
        var story = story()
        for _ in 0..<6 { story.send(.retryDue(.v4h), down) }
        #expect(story.waits == [1, 2, 4, 8, 16, 30, 30])
        #expect(story.listsAsked == 7)
        #expect(story.loadedRecords.isEmpty)
    }

    @Test("is spread by chance, and never hammers")
    func chance() {
        for (chance, wait) in [(0.0, 0.25), (0.5, 0.5), (1.0, 1.0)] {
            var story = ConsoleStory.loggedIn()
            story.state.chance = chance
            story.send(.refreshDue, down)
            #expect(story.waits == [wait])
        }
    }

    @Test("waits as long as the service asks, beyond the cap but no longer than an hour")
    func retryAfter() {
        for (error, wait) in [(busy(120), 120.0), (busy(7, status: 429), 7), (busy(1_000_000), 3600), (busy(0), 1)] {
            var story = ConsoleStory.loggedIn()
            story.send(.refreshDue, .conferencesLoaded(.failure(error)))
            #expect(story.waits == [wait])
        }
        var story = story()
        story.send(.recordLoaded(Conference.ready.id, .failure(busy(90))))
        #expect(story.waits == [1], "nobody looks at that record")
        story.press(.open)
        story.send(.recordLoaded(Conference.ready.id, .failure(busy(90))))
        #expect(story.waits == [1, 90], "a later answer can put it off")
    }

    @Test("is not asked more often because the interval of the refresh goes by")
    func ticks() {
        var story = story()
        for _ in 0..<10 { story.send(.refreshDue, .ticked) }
        #expect(story.listsAsked == 1)
        story.send(.retryDue(.v4h))
        for _ in 0..<10 { story.send(.refreshDue, .retryDue(.v4h)) }
        #expect(story.listsAsked == 2)
    }

    @Test("is tried at once where the operator wants it, and then waits anew")
    func manual() {
        var story = story()
        story.press(.refresh)
        #expect(story.listsAsked == 2)
        #expect(story.state.outage?.nextTry == nil)
        story.send(.retryDue(.v4h))
        #expect(story.listsAsked == 2, "the old plan was given up")
        story.send(down)
        #expect(story.waits == [1, 2])
    }

    @Test("ends with the first answer, without a key, and says so")
    func recovery() {
        var story = story()
        story.send(.retryDue(.v4h))
        story.list([.live])
        #expect(story.state.outage == nil)
        #expect(story.state.messages.map(\.severity) == [.error, .success])
        #expect(story.state.messages.last?.text == "The list is up to date again.")
        story.send(.retryDue(.v4h))
        story.send(.refreshDue)
        #expect(story.listsAsked == 3, "only the refresh asks")
        story.send(down)
        #expect(story.waits == [1, 1], "a new outage begins anew")
    }

    @Test("that is over reloads the record in view, which failed meanwhile")
    func record() {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.recordLoaded(Conference.ready.id, .failure(.noConnection)))
        story.send(.refreshDue, down)
        #expect(story.loadedRecords.count == 1, "what failed is left to the outage's own tries")
        story.forgetEffects()
        story.send(.retryDue(.v4h))
        #expect(story.loadedRecords.isEmpty && story.listsAsked == 1, "a try is one call")
        story.list([.ready, .live])
        #expect(story.loadedRecords == [Conference.ready.id])
        story.send(.recordLoaded(Conference.ready.id, .success(Conference.ready.record)))
        #expect(story.state.outage == nil)
    }

    @Test("of one record alone is not hidden by the list's answers, grows its waits, and ends where it is left")
    func recordAlone() {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.recordLoaded(Conference.ready.id, .failure(.refused(503))))
        #expect(story.state.outage?.isOfList == false)
        for _ in 0..<3 {
            story.send(.refreshDue)
            story.list([.ready, .live, .ended])
            story.send(.retryDue(.v4h), .recordLoaded(Conference.ready.id, .failure(.refused(503))))
        }
        #expect(story.waits == [1, 2, 4, 8])
        #expect(story.loadedRecords.count == 4)
        story.press(.left, .down, .open)
        #expect(story.state.outage == nil)
        story.forgetEffects()
        story.send(.retryDue(.v4h))
        #expect(story.effects.isEmpty)
    }

    @Test("is none where the service itself says no, and a no ends one", arguments: [400, 401, 403, 404, 409, 410])
    func refusals(status: Int) {
        var story = ConsoleStory.loggedIn()
        story.send(.refreshDue, .conferencesLoaded(.failure(.refused(status))))
        #expect(story.state.outage == nil && story.waits.isEmpty)
        #expect(story.state.messages.count == 1)
        story = self.story()
        story.send(.retryDue(.v4h), .conferencesLoaded(.failure(.refused(status))))
        #expect(story.state.outage == nil && story.waits == [1])
        #expect(story.state.messages.count == 2)
    }

    @Test("of one service is not the other's, and each is tried by itself")
    func services() throws {
        var story = story()
        #expect(story.state.outage != nil)
        story.press(.switchService)
        #expect(story.state.outage == nil)
        story.press(.refresh)
        story.send(.meetingsLoaded(.failure(busy(60, status: 429))))
        #expect(try #require(story.state.outage).manner == .busy)
        story.forgetEffects()
        story.send(.retryDue(.v4h))
        story.list([.ready])
        #expect(story.state.messages.last?.text == "The V4H list is up to date again.")
        #expect(story.state.outage != nil && story.state.outages[.v4h] == nil)
        story.press(.switchService)
        #expect(story.state.outage == nil)
    }

    @Test("of ProCONF asks for the list first, and then once for all that is known of the room in view")
    func proconf() {
        var story = ConsoleStory.loggedIn()
        story.press(.switchService, .open)
        let room = ProConfMeeting.evening.room
        story.send(
            .statusLoaded(room, .failure(.noConnection)), .catchUpLoaded(room, .failure(.noConnection)),
            .summaryLoaded(room, .failure(.refused(404))), .meetingsLoaded(.failure(.noConnection)),
            .featuresLoaded(.failure(.noConnection)))
        #expect(story.waits == [1], "what fails together is one failure")
        story.forgetEffects()
        story.send(.retryDue(.proconf))
        #expect(story.effects.count == 1 && story.listsAsked == 1)
        story.send(.meetingsLoaded(.success([.morning, .evening])))
        let rooms = story.effects.count { if case .loadRoom = $0 { true } else { false } }
        let features = story.effects.count { if case .loadFeatures = $0 { true } else { false } }
        #expect(rooms == 1 && features == 1)
        story.send(
            .statusLoaded(room, .failure(.refused(404))), .catchUpLoaded(room, .success("so far")),
            .featuresLoaded(.success([])))
        #expect(story.state.outage == nil)
    }

    @Test("leaves everything local as it is: filter, sort, selection, help, and what is loaded")
    func local() {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.recordLoaded(Conference.ready.id, .success(Conference.ready.record)))
        story.send(.refreshDue, down)
        #expect(story.state.details.record.value?.conference == .ready)
        story.press(.conferencesPane, .sort, .filter)
        story.type("uti")
        story.press(.open, .help)
        #expect(story.state.conferences.count == 1 && story.state.conferences.selected?.conference == .live)
        story.send(.retryDue(.v4h), down)
        #expect(story.state.conferences.selected?.conference == .live)
        if case .help = story.state.overlay {} else { Issue.record("the help is gone") }
    }

    @Test("goes on without calls while nobody is logged in, and is tried by the next login")
    func loginEnded() {
        var story = story()
        story.send(.loginChanged(.v4h, LoginStatus(phase: .expired, lastProblem: .noConnection)))
        story.forgetEffects()
        story.send(.retryDue(.v4h), .refreshDue)
        #expect(story.effects.isEmpty)
        #expect(story.state.outage != nil && story.state.outage?.nextTry == nil)
        story.logIn(to: .v4h)
        #expect(story.listsAsked == 1)
        story.list([.ready])
        #expect(story.state.outage == nil)
    }

    @Test("is over where the service refuses the login: it answers")
    func loginRefused() {
        var story = story()
        story.send(.loginChanged(.v4h, LoginStatus(phase: .failed, lastProblem: .loginEnded("revoked"))))
        #expect(story.state.outage == nil)
    }

    @Test("counts down only where that is on the screen, and whatever is done to the clock")
    func countdown() throws {
        var story = story()
        #expect(!story.state.countsDown)
        story.send(.laidOut(Viewport(showsOutage: true)))
        #expect(story.state.countsDown)
        let outage = try #require(story.state.outage)
        #expect(
            outage.secondsLeft(at: story.state.now - 600) == 1 && outage.secondsLeft(at: story.state.now + 600) == 1)
        story.send(.retryDue(.v4h))
        #expect(!story.state.countsDown, "nothing is left to count while it is tried")
        story.send(down)
        #expect(story.state.countsDown)
        story.send(.laidOut(Viewport()))
        #expect(!story.state.countsDown)
    }
}
