import Foundation
import Journal
import Meetings
import PrivateFiles
import Services
import Testing
import Transport

@testable import Store

@Suite("What is written down")
struct JournalTests {
    private func completed(_ order: Order, _ answers: Action...) -> JournalEntry? {
        let story = ConsoleStory.loggedIn()
        return order.complete(story.state.entry(for: order), with: answers, CallTrace(), after: .milliseconds(1250))
    }

    @Test("an order names who, what, and the conference by all that is known of it, and how long it took")
    func done() throws {
        let id = Conference.ready.id
        let entry = try #require(completed(.close(id), .closed(id, .success(()))))
        #expect(entry.profile == "test" && entry.who == "ana" && entry.service == "v4h")
        #expect(entry.action == "closeConference" && entry.outcome == .done && entry.milliseconds == 1250)
        #expect(entry.target == JournalTarget(id: "410", room: "cardiologia", name: "Cardiologia"))
        #expect(entry.when == ConsoleStory.now && entry.words == nil)
    }

    @Test("a no is told apart from a failure, and from what may have been done")
    func outcomes() throws {
        let id = Conference.live.id
        let call = ServiceCall(purpose: "close it", method: "POST", url: "https://v4h.example")
        let cases: [(ServiceError, JournalEntry.Outcome)] = [
            (.refused(403, "not yours"), .refused), (.refused(404), .refused), (.refused(502), .unknown),
            (.unreachable(call, .cannotConnect(to: "v4h", reason: "refused")), .failed),
            (.unreachable(call, .connectionLost(reason: "reset")), .unknown), (.notLoggedIn, .failed),
            (.unreachable(call, .cancelled), .unknown), (.cancelled, .failed),
        ]
        for (error, outcome) in cases {
            let entry = try #require(completed(.close(id), .closed(id, .failure(error))))
            #expect(entry.outcome == outcome, "\(error)")
            #expect(entry.words?.isEmpty == false)
        }
        let refused = completed(.close(id), .closed(id, .failure(.refused(403, "not yours"))))
        #expect(refused?.words == "not yours")
        // Looking up and logging in change nothing that could be done twice.
        let lost = ServiceError.unreachable(call, .connectionLost(reason: "reset"))
        #expect(completed(.lookUp("7"), .lookedUp(id, .failure(lost)))?.outcome == .failed)
        let login = completed(
            .logIn(.v4h, user: "eva", password: Secret("hunter2")), .loginFinished(.v4h, .failure(lost)))
        #expect(login?.outcome == .failed && login?.who == "eva" && login?.action == "logIn" && login?.target == nil)
    }

    @Test("what the answer tells of a conference is written down with it")
    func answers() throws {
        let id = ConferenceIdentifier("999")
        let requested = try #require(completed(.request(ConferenceDraft(name: "Ronda")), .requested(.success(id))))
        #expect(requested.target == JournalTarget(id: "999", name: "Ronda", created: ConsoleStory.now))
        let found = try #require(completed(.lookUp("411"), .lookedUp(id, .success(Conference.live.record))))
        #expect(found.target == JournalTarget(id: "411", room: "uti", name: "Plantão da UTI"))
        let request = ProConfTokenRequest(role: "owner", room: "Sala", participantName: "Ana")
        let token = ProConfToken(link: .made("SECRET"), request: request, roomWasLowercased: false)
        let made = try #require(completed(.makeToken(request), .tokenMade(request, .success(token))))
        #expect(made.target == JournalTarget(room: "Sala") && made.service == "proconf")
        #expect(!String(decoding: made.line, as: UTF8.self).contains("SECRET"))
    }

    @Test("a record that is read is written down where it tells something new, and then not again")
    func seen() {
        var story = ConsoleStory.loggedIn()
        func noted() -> [JournalEntry] {
            story.effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
        }
        story.press(.open)
        story.send(.recordLoaded(Conference.ready.id, .success(Conference.ready.record)))
        #expect(noted().map(\.action) == ["open"] && noted().first?.target?.name == "Cardiologia")
        story.send(.journal(.made(noted()[0])))
        story.send(.recordLoaded(Conference.ready.id, .success(Conference.ready.record)))
        #expect(noted().count == 1)
        var renamed = Conference.ready.record
        renamed.conference.name = "Cardio"
        story.send(.recordLoaded(Conference.ready.id, .success(renamed)))
        #expect(noted().count == 2)
        story.send(.deleted(Conference.live.id, .success(())))
        story.send(.recordLoaded(Conference.live.id, .success(Conference.live.record)))
        #expect(noted().count == 2, "a late record brings nothing back")
    }

    @Test("the end of a watch, logging out and a look at a room are written down")
    func withoutOrder() {
        var story = ConsoleStory.loggedIn(conferences: [.live])
        func actions() -> [SafeText] {
            story.effects.compactMap { if case .journal(let entry) = $0 { entry.action } else { nil } }
        }
        story.press(.watchConference)
        var record = Conference.live.record
        record.conference.state = .finished
        story.send(.watchedEnded(record))
        #expect(actions() == ["watchConference"])
        story.press(.switchService)
        story.press(.lookUpConference)
        story.type("sala-9")
        story.press(.open)
        #expect(actions() == ["watchConference", "lookUpConference"])
        story.press(.conferencesPane, .logOut)
        #expect(actions().last == "logOut")
    }
}

@Suite("What is known from before")
struct KnownConferenceTests {
    private static func entry(
        _ action: SafeText,
        _ target: JournalTarget,
        _ service: SafeText = "v4h",
        after seconds: Double = -9000
    ) -> JournalEntry {
        JournalEntry(
            when: ConsoleStory.now + seconds, profile: "test", who: "ana", service: service, action: action,
            target: target)
    }

    private func read(_ entries: JournalEntry...) -> Action {
        .journal(.read(.success(JournalContents(lines: entries.map(\.line), profile: "test"))))
    }

    private let old = KnownConferenceTests.entry(
        "requestConference", JournalTarget(id: "77", room: "ronda", name: "Ronda", owner: "1"))

    @Test("stands in the list as known here, also before a login, and the service's own record wins")
    func listed() throws {
        var story = ConsoleStory()
        story.send(read(old, KnownConferenceTests.entry("guestLink", JournalTarget(room: "sala-9"), "proconf")))
        let row = try #require(story.state.conferences[ConferenceIdentifier("77")])
        #expect(row.source == .here && row.conference.state == .unknown && row.conference.name == "Ronda")
        #expect(story.state.meetings["sala-9"] != nil)
        story.logIn(to: .v4h)
        story.send(.organisationsLoaded(.success([Organisation(id: "1", name: "Hospital")])))
        story.list([.live])
        #expect(story.state.conferences.rows.count == 2)
        #expect(story.state.conferences[ConferenceIdentifier("77")]?.owner == "Hospital")
        story.list([.live, Conference(id: ConferenceIdentifier("77"), name: "Ronda II", state: .started)])
        let listed = try #require(story.state.conferences[ConferenceIdentifier("77")])
        #expect(listed.source == .service && listed.conference.name == "Ronda II")
        #expect(story.state.conferences.rows.count == 2)
    }

    @Test("joins a list that was there first, without a second row for what it names")
    func late() {
        var story = ConsoleStory.loggedIn()
        let again = KnownConferenceTests.entry("open", JournalTarget(Conference.live), after: -60)
        story.send(read(old, again))
        #expect(story.state.conferences.rows.count == 4)
        #expect(story.state.conferences[Conference.live.id]?.source == .service)
        #expect(story.state.journal.entries == [old, again])
    }

    @Test("one that the service has no more goes when it is asked for, and is not asked for again")
    func gone() {
        var story = ConsoleStory.loggedIn()
        story.send(read(old))
        let id = ConferenceIdentifier("77")
        story.send(.recordLoaded(id, .failure(.refused(404))))
        #expect(story.state.conferences[id] == nil)
        guard case .journal(let entry) = story.effects.last else {
            Issue.record("nothing was written down")
            return
        }
        #expect(entry.status == 404 && entry.target?.id == "77")
        story.send(.journal(.made(entry)))
        #expect(story.state.journal.known(of: .v4h).all.isEmpty)
        // What the service itself lists stays, since it says so.
        story.send(.recordLoaded(Conference.live.id, .failure(.refused(404))))
        #expect(story.state.conferences[Conference.live.id] != nil)
    }

    @Test("what was done while the journal was being read is not lost")
    func meanwhile() {
        var story = ConsoleStory()
        let newer = KnownConferenceTests.entry("requestConference", JournalTarget(id: "78"), after: 0)
        story.send(.journal(.made(newer)))
        story.send(read(old))
        #expect(story.state.journal.entries == [old, newer])
        story.send(read(old, newer))
        #expect(story.state.journal.entries == [old, newer])
        #expect(story.state.journal.known(of: .v4h).all.count == 2)
    }
}

@Suite("What is said of the journal")
struct JournalReportTests {
    private let full = PrivateFileError.full("/state/journal.jsonl", reason: "No space left on device")

    @Test("a full disk is said once, with what to do, and so is that there is room again")
    func fullDisk() throws {
        var story = ConsoleStory()
        for waiting in 1...3 { story.send(.journal(.reported(JournalReport(failure: full, waiting: waiting)))) }
        #expect(story.state.messages.count == 1 && story.state.messages.first?.count == 1)
        let message = try #require(story.state.messages.first)
        #expect(message.text.contains("No space left on device") && message.advice?.contains("Make room") == true)
        #expect(story.state.journal.waiting == 3 && story.state.journal.problem != nil)
        story.send(.journal(.reported(JournalReport(caughtUp: 3))))
        #expect(story.state.journal.waiting == 0 && story.state.journal.problem == nil)
        #expect(story.state.messages.map(\.severity) == [.warning, .success])
    }

    @Test("a torn line is told, and a journal that cannot be read")
    func tornAndUnreadable() {
        var story = ConsoleStory()
        var contents = JournalContents(lines: [], profile: "test")
        contents.torn = 12
        story.send(.journal(.read(.success(contents))))
        #expect(story.state.messages.last?.text.contains("12 bytes") == true)
        for _ in 0..<2 { story.send(.journal(.read(.failure(.tooOpen("/state", permissions: 0o755, isFolder: true))))) }
        #expect(story.state.messages.count == 2 && story.state.messages.last?.advice?.contains("chmod") == true)
    }
}
