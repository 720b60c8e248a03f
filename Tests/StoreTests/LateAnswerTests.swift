import Foundation
import Meetings
import Services
import Testing

@testable import Store

@Suite("An answer that comes late")
struct LateAnswerTests {
    private let entry = MeetingEntry(link: .made("t"), ticket: MeetingTicket(token: Secret("t"), room: "r"))

    @Test("a guest link for a conference that is no longer the one in the pane is dropped")
    func guestLink() {
        var story = ConsoleStory.loggedIn()
        story.press(.guestLink, .open)
        #expect(story.state.guestLink.link.isLoading)
        story.press(.conferencesPane, .down, .guestLinkPane)
        story.send(.guestLinkMade(Conference.ready.id, .success(.made("late"))))
        #expect(story.state.guestLink.link.value == nil)
        #expect(story.state.shownLink == nil)
        #expect(!story.state.guestLink.form.hasResult)
    }

    @Test(
        "a link is forgotten on every way from its conference to another's pane",
        arguments: [
            [.conferencesPane, .down, .guestLinkPane], [.conferencesPane, .down, .guestLink],
            [.conferencesPane, .down, .right], [.conferencesPane, .down, .open, .right],
            [.conferencesPane, .down, .nextPane, .nextPane], [.conferencesPane, .down, .open, .nextPane],
        ] as [[Command]])
    func ways(commands: [Command]) {
        var story = ConsoleStory.loggedIn()
        story.press(.guestLink, .open)
        story.send(.guestLinkMade(Conference.ready.id, .success(.made("first"))))
        #expect(story.state.shownLink == .made("first"))
        for command in commands { story.press(command) }
        #expect(story.state.focus == .guestLink)
        #expect(story.state.target?.id == Conference.live.id)
        #expect(story.state.shownLink == nil)
        #expect(story.state.guestLink.form.place != .result)
    }

    @Test("of two links asked for in turn, the later one's conference counts")
    func twoLinks() {
        var story = ConsoleStory.loggedIn()
        story.press(.guestLink, .open)
        story.press(.conferencesPane, .down, .guestLink, .open)
        story.send(.guestLinkMade(Conference.live.id, .success(.made("second"))))
        story.send(.guestLinkMade(Conference.ready.id, .success(.made("first"))))
        #expect(story.state.guestLink.link.value == .made("second"))
        #expect(story.state.guestLink.subject == "411")
    }

    @Test("a record of a conference that is no longer in view updates its row, and nothing else")
    func record() {
        var story = ConsoleStory.loggedIn()
        story.press(.open, .left, .down, .open)
        #expect(story.loadedRecords == [Conference.ready.id, Conference.live.id])
        var late = Conference.ready.record
        late.conference.state = .finished
        story.send(.recordLoaded(Conference.ready.id, .success(late)))
        #expect(story.state.details.record.isLoading)
        #expect(story.state.target == .live)
        #expect(story.state.conferences[Conference.ready.id]?.conference.state == .finished)
        story.send(.recordLoaded(Conference.ready.id, .failure(.refused(404))))
        #expect(story.state.details.record.failure == nil)
        story.send(.recordLoaded(Conference.live.id, .success(Conference.live.record)))
        #expect(story.state.details.record.value?.conference == .live)
    }

    @Test("a record of a conference that was deleted meanwhile does not bring it back")
    func deleted() {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.deleted(Conference.ready.id, .success(())))
        story.send(.recordLoaded(Conference.ready.id, .success(Conference.ready.record)))
        #expect(story.state.conferences[Conference.ready.id] == nil)
        #expect(story.state.target == .live)
    }

    @Test("what ProCONF knows of one room is not shown for another")
    func room() {
        var story = ConsoleStory.loggedIn()
        story.press(.switchService, .open, .left, .down, .open)
        let (late, current) = (ProConfMeeting.evening.room, ProConfMeeting.morning.room)
        #expect(story.state.room.room == current)
        story.send(
            .statusLoaded(late, .success(ProConfRoomStatus(isTranscribing: true, isRecording: true))),
            .catchUpLoaded(late, .success("late")), .summaryLoaded(late, .success(.text("late"))))
        #expect(
            story.state.room.status.isLoading && story.state.room.catchUp.isLoading
                && story.state.room.summary.isLoading)
        story.send(.catchUpLoaded(current, .success("now")))
        #expect(story.state.room.catchUp.value == "now")
    }

    @Test("of two tokens asked for in turn, the later one counts, in whatever order they come")
    func token() {
        func request(_ name: String) -> ProConfTokenRequest {
            ProConfTokenRequest(role: "owner", room: "sala-1", participantName: name)
        }
        func token(_ name: String) -> Action {
            let token = ProConfToken(link: .made(name), request: request(name), roomWasLowercased: false)
            return .tokenMade(request(name), .success(token))
        }
        var story = ConsoleStory.loggedIn()
        story.press(.switchService)
        for name in ["Ana", "Rui"] { story.send(.carryOut(.makeToken(request(name)), isConfirmed: false)) }
        story.send(token("Ana"))
        #expect(story.state.token.link.isLoading)
        story.send(token("Rui"), token("Ana"))
        #expect(story.state.token.link.value == .made("Rui"))
        story.send(.tokenMade(request("Ana"), .failure(.refused(403))))
        #expect(story.state.token.link.value == .made("Rui"))
    }

    @Test("an answer to an order whose form was closed is told, and does not bring the form back")
    func closedForm() {
        var story = ConsoleStory.loggedIn()
        story.press(.requestConference)
        story.type("Round")
        story.press(.open, .back)
        story.answer(.request(ConferenceDraft(name: "Round")), .requested(.failure(.refused(403, "quota"))))
        #expect(story.state.overlay == nil)
        #expect(story.state.messages.last?.detail?.contains("quota") == true)
        story.press(.requestConference)
        #expect(story.prompt?.problem == nil && story.prompt?.isWaiting == false)
    }

    @Test("what was found by looking up is not overwritten by the record asked for before")
    func overtakenRecord() {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.lookedUp(Conference.live.id, .success(Conference.live.record)))
        story.send(.recordLoaded(Conference.ready.id, .success(Conference.ready.record)))
        #expect(story.state.details.subject == Conference.live.id)
        #expect(story.state.details.record.value?.conference == .live)
    }

    @Test("an answer does not close or change a form that is not its own")
    func otherPrompt() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.startConference)
        story.type("Ana")
        story.press(.open, .back, .requestConference)
        story.type("Round")
        story.send(.entered(Conference.ready.id, isModerator: true, .success(entry)))
        var prompt = try #require(story.prompt)
        #expect(prompt.purpose == .request && prompt.form.text(.conferenceName) == "Round")
        #expect(story.state.messages.last?.text.hasPrefix("Started") == true)

        story.send(.entered(Conference.live.id, isModerator: true, .failure(.refused(409))))
        prompt = try #require(story.prompt)
        #expect(prompt.problem == nil)
        #expect(story.state.messages.last?.severity == .error)
    }

    @Test("a conference that is found while a filter is typed takes the keys along with the focus")
    func foundWhileFiltering() {
        var story = ConsoleStory.loggedIn()
        story.press(.lookUpConference)
        story.type("411")
        story.press(.open, .back, .filter)
        story.type("c")
        story.send(.lookedUp(Conference.live.id, .success(Conference.live.record)))
        #expect(story.state.focus == .details && story.state.scope == .details)
        #expect(story.state.target == .live, "a filter that hides it gives way")
    }

    @Test("an answer for one conference's form is not taken for another's")
    func otherConference() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.startConference, .open, .back, .down, .startConference)
        story.send(.entered(Conference.ready.id, isModerator: true, .failure(.refused(403))))
        let prompt = try #require(story.prompt)
        #expect(prompt.purpose == .start(Conference.live.id) && prompt.problem == nil)
    }

    @Test("the end of a watched conference is told once, and not after the watch was given up")
    func watch() {
        var story = ConsoleStory.loggedIn(conferences: [.live])
        story.press(.watchConference)
        var record = Conference.live.record
        record.conference.state = .finished
        story.send(.watchedEnded(record), .watchedEnded(record))
        let told = story.state.messages.filter { $0.text.hasPrefix("Ended:") }
        #expect(told.count == 1 && told.first?.count == 1)
        #expect(story.state.target?.hasEnded == true)

        story = .loggedIn(conferences: [.live])
        story.press(.watchConference, .watchConference)
        story.send(.watchedEnded(record))
        #expect(!story.state.messages.contains { $0.text.hasPrefix("Ended:") })
    }

    @Test("a failed refresh keeps the rows, and says the same trouble once")
    func failedRefresh() {
        var story = ConsoleStory.loggedIn()
        for _ in 0..<3 {
            story.send(.refreshDue)
            story.send(.conferencesLoaded(.failure(.refused(503))))
        }
        #expect(story.state.conferences.count == 3)
        #expect(story.state.conferencesLoading.value == 3)
        #expect(story.state.conferencesLoading.failure != nil)
        #expect(story.state.messages.count == 1 && story.state.messages.first?.count == 1)
        story.list([.live])
        #expect(story.state.conferencesLoading.failure == nil)
        #expect(story.state.messages.last?.severity == .success, "the complaint does not outlive the trouble")
        story.send(.conferencesLoaded(.failure(.refused(503))))
        #expect(story.state.messages.map(\.severity) == [.error, .success, .error], "it is new trouble")
    }

    @Test("a list that was on its way when something was changed is asked for anew")
    func overtakenList() {
        let id = Conference.ready.id
        let changes: [Action] = [
            .deleted(id, .success(())), .closed(id, .success(())), .requested(.success(ConferenceIdentifier("999"))),
            .entered(id, isModerator: true, .success(entry)), .closed(id, .failure(.refused(409))),
        ]
        for change in changes {
            var story = ConsoleStory.loggedIn()
            story.press(.refresh)
            story.forgetEffects()
            story.send(change)
            let loads = story.effects.filter { if case .loadConferences = $0 { true } else { false } }
            #expect(loads.count == 1, "\(change)")
        }
    }

    @Test("a refresh that is under way is not asked for twice")
    func oneRefresh() {
        var story = ConsoleStory.loggedIn()
        story.press(.refresh, .refresh)
        story.send(.refreshDue)
        let loads = story.effects.filter { if case .loadConferences = $0 { true } else { false } }
        #expect(loads.count == 1)
    }
}
