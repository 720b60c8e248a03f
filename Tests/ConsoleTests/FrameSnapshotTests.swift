import Foundation
import Journal
import Meetings
import PrivateFiles
import Services
import Store
import Terminal
import Testing

@testable import Console

@Suite("A frame, as recorded")
@MainActor
struct FrameSnapshotTests {
    /// A list with the second conference selected, its record loaded, and a link made for it.
    private func busy() -> Screen {
        let screen = Screen.loggedIn()
        let conference = Conference.detailed
        screen.press(.open)
        screen.send(.recordLoaded(conference.id, .success(conference.record)))
        screen.press(.guestLink)
        screen.type("João da Silva")
        screen.press(.open)
        screen.answer(
            .makeGuestLink(conference.id, name: "João da Silva", avatarURL: ""),
            .guestLinkMade(conference.id, .success(.example())))
        screen.press(.conferencesPane)
        return screen
    }

    @Test(
        "of all sizes",
        arguments: [(120, 40), (80, 24), (200, 50), (100, 20), (99, 40), (40, 10), (39, 10), (40, 9), (12, 3)])
    func sizes(columns: Int, rows: Int) throws {
        try Snapshot.expect(busy().frame(columns, rows).canvas, is: "size-\(columns)x\(rows)")
    }

    @Test("of each pane, alone on a narrow screen", arguments: Pane.allCases.filter { $0 != .live })
    func panes(pane: Pane) throws {
        let screen = busy()
        screen.press([Command.sessionPane, .conferencesPane, .detailsPane, .guestLinkPane][pane.rawValue])
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "pane-\(pane)")
        try Snapshot.expect(screen.frame(40, 10).canvas, is: "pane-\(pane)-smallest")
    }

    @Test("of a conference that was recorded, and of its raw record")
    func details() throws {
        let screen = Screen.loggedIn(conferences: [.recorded])
        screen.press(.open)
        screen.send(.recordLoaded(Conference.recorded.id, .success(Conference.recorded.record)))
        try Snapshot.expect(screen.frame(80, 30).canvas, is: "details-recorded")
        screen.press(.rawDocument)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "details-raw")
    }

    @Test("of details with a section folded, and with what has changed since the last look")
    func changedDetails() throws {
        let screen = Screen.loggedIn(conferences: [.recorded])
        var before = Conference.recorded
        before.evidence = IntegrityEvidence()
        before.listPolicy = "OWNER"
        screen.press(.open)
        screen.send(.recordLoaded(before.id, .success(before.record)))
        screen.wait(180)
        screen.press(.refresh)
        screen.send(.recordLoaded(before.id, .success(Conference.recorded.record)))
        try Snapshot.expect(screen.frame(80, 34).canvas, is: "details-changed")
        screen.press(.nextSection, .fold)
        try Snapshot.expect(screen.frame(80, 34).canvas, is: "details-folded")
        screen.press(.fold, .refresh)
        screen.send(.recordLoaded(before.id, .success(before.record)))
        try Snapshot.expect(screen.frame(80, 34).canvas, is: "details-gone")
    }

    @Test(
        "of a file that is held against the record, of both hashes where it is another, and of the form for an export")
    func files() throws {
        let screen = Screen.loggedIn(conferences: [.recorded])
        screen.press(.open)
        screen.send(.recordLoaded(Conference.recorded.id, .success(Conference.recorded.record)))
        screen.send(.perform(.verify, argument: "~/410019.mp4"))
        try Snapshot.expect(screen.frame(80, 34).canvas, is: "details-reading")
        let other = String(repeating: "a0", count: 32)
        let finding = FileCheck.Finding.mismatch(
            algorithm: "SHA-256", expected: Conference.recorded.evidence.hash?.string ?? "", found: other)
        screen.send(
            .file(
                .found(try #require(screen.state.fileReading), finding, against: Conference.recorded.evidence)))
        try Snapshot.expect(screen.frame(80, 34).canvas, is: "details-mismatch")
        screen.press(.conferencesPane, .mark, .export)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "export")
        try Snapshot.expect(screen.frame(40, 10).canvas, is: "export-smallest")
    }

    @Test("of a record that could not be had")
    func failedRecord() throws {
        let screen = Screen.loggedIn()
        screen.press(.open)
        let id = Conference.detailed.id
        screen.send(.recordLoaded(id, .failure(.refused(404, "no such session", purpose: "get the conference"))))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "details-failed")
    }

    @Test("of a list that is not there yet, is empty, or could not be had")
    func lists() throws {
        let screen = Screen()
        screen.press(.conferencesPane)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "list-not-asked")
        screen.logIn(to: .v4h)
        screen.press(.conferencesPane)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "list-loading")
        screen.send(.conferencesLoaded(.failure(.refused(503, "maintenance until 15:00"))))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "list-failed")
        screen.list([])
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "list-empty")
        screen.list(Conference.examples)
        screen.send(.conferencesLoaded(.failure(.refused(403, "not on this ward"))))
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "list-not-refreshed")
    }

    @Test("of a filter while it is typed, kept, and without a match")
    func filters() throws {
        let screen = Screen.loggedIn()
        screen.press(.filter)
        screen.type("sao lucas")
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "filter-typed")
        screen.press(.open)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "filter-kept")
        screen.press(.filter)
        screen.type("oncologia 🫁")
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "filter-no-match")
        screen.type("state:~live|ready -onwer:x")
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "filter-wrong")
        try Snapshot.expect(screen.frame(40, 12).canvas, is: "filter-wrong-narrow")
        screen.type("state:~live|ready -owner:sao")
        try Snapshot.expect(screen.frame(200, 50).canvas, is: "filter-typed-wide")
    }

    @Test("of marked rows, of the question before all are closed, and of what came of it")
    func marks() throws {
        let screen = Screen.loggedIn()
        screen.press(.mark, .mark)
        screen.send(.perform(.filter, argument: "-teleconsulta"))
        screen.press(.mark, .down, .markRange)
        for (columns, rows) in [(200, 50), (120, 40), (80, 24), (40, 12)] {
            try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-marks-\(columns)x\(rows)")
        }
        screen.press(.closeConference)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "marks-question")
        try Snapshot.expect(screen.frame(40, 12).canvas, is: "marks-question-narrow")
        let orders = screen.state.conferences.marked.filter { !$0.conference.hasEnded }.map(\.id)
        screen.press(.right, .open)
        screen.answer(.close(orders[0]), .closed(orders[0], .success(())))
        screen.answer(.close(orders[1]), .closed(orders[1], .failure(.refused(403, "not yours", purpose: "close it"))))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "batch")
        try Snapshot.expect(screen.frame(40, 12).canvas, is: "batch-narrow")
    }

    @Test("of the list sorted by another column, the other way round")
    func sorted() throws {
        let screen = Screen.loggedIn()
        for _ in ConferenceRow.Column.allCases where screen.state.conferences.sortColumn != .room {
            screen.press(.sort)
        }
        screen.press(.reverseSort)
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "list-sorted")
    }

    @Test("of a question, with Cancel focused and then the other button")
    func questions() throws {
        let screen = busy()
        screen.press(.deleteConference)
        let asked = screen.frame(80, 24).canvas
        try Snapshot.expect(asked, is: "question")
        screen.press(.right)
        let agreed = screen.frame(80, 24).canvas
        #expect(asked.lines == agreed.lines)
        #expect(asked != agreed, "the focus can be seen")
        try Snapshot.expect(screen.frame(40, 10).canvas, is: "question-smallest")
    }

    @Test("of a form with a complaint, waiting, and with the service's no")
    func prompts() throws {
        let screen = Screen.loggedIn()
        screen.press(.requestConference)
        screen.type("Reunião 術前")
        screen.press(.down)
        screen.send(.edit(.insert("s")))
        screen.press(.open)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "prompt-complaint")
        try Snapshot.expect(screen.frame(40, 10).canvas, is: "prompt-complaint-smallest")
        screen.type("sala")
        screen.press(.open)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "prompt-waiting")
        let no = ServiceError.refused(403, "quota exceeded", purpose: "request a conference")
        let draft = ConferenceDraft(name: "Reunião 術前", joinPolicy: .password(Secret("sala")))
        screen.answer(.request(draft), .requested(.failure(no)))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "prompt-refused")
    }

    @Test("of a meeting's link, with its token masked and shown")
    func links() throws {
        let screen = Screen.loggedIn()
        screen.press(.startConference, .open)
        let ticket = MeetingTicket(token: Secret("t"), room: "plantao-uti-7", participation: "9")
        let link = MeetingLink.example(name: "ana.souza", role: "moderator")
        let entry = MeetingEntry(link: link, ticket: ticket)
        let id = Conference.detailed.id
        screen.answer(
            .start(id, name: "ana.souza", avatarURL: ""), .entered(id, isModerator: true, .success(entry)))
        let masked = screen.frame(80, 24).canvas
        #expect(!masked.lines.joined().contains(link.token.reveal().suffix(20)))
        try Snapshot.expect(masked, is: "link-masked")
        screen.press(.reveal)
        let revealed = screen.frame(80, 30).canvas
        #expect(revealed.lines.joined().contains(link.url.reveal()))
        try Snapshot.expect(revealed, is: "link-revealed")
    }

    @Test("of the help, at its beginning and its end")
    func help() throws {
        let screen = busy()
        screen.press(.help)
        try Snapshot.expect(screen.frame(120, 70).canvas, is: "help")
        for _ in 0..<60 { screen.press(.down) }
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "help-end")
    }

    @Test("of the messages")
    func messages() throws {
        let screen = busy()
        for _ in 0..<3 { screen.press(.reveal) }
        screen.send(.conferencesLoaded(.failure(.refused(500, "a very long story about a database that failed"))))
        screen.send(.opened(.failed("xdg-open: not found")))
        screen.press(.copy, .messages)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "messages")
    }

    @Test("of the journal: with nothing in it, with all that can come of an order, and with a trouble")
    func journal() throws {
        let empty = Screen.loggedIn()
        empty.press(.journal)
        try Snapshot.expect(empty.frame(80, 24).canvas, is: "journal-empty")
        let screen = busy()
        screen.press(.journal)
        screen.send(
            .journal(.read(.success(JournalContents(lines: JournalEntry.examples.map(\.line), profile: "hospital")))))
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "journal")
        try Snapshot.expect(screen.frame(40, 16).canvas, is: "journal-narrow")
        let full = PrivateFileError.full(
            "/home/ana/.local/state/gavel/journal.jsonl", reason: "No space left on device")
        screen.send(.journal(.reported(JournalReport(failure: full, waiting: 2))))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "journal-trouble")
        screen.press(.last)
        let end = screen.frame(80, 24).canvas
        #expect(end.lines.contains { $0.contains("logIn") } && end != screen.frame(80, 60).canvas)
    }

    @Test("of ProCONF: its meetings, what is known of a room, and a token")
    func proconf() throws {
        let screen = Screen.loggedIn()
        screen.press(.switchService, .open)
        let room = try #require(screen.state.meetings.selected?.meeting.room)
        screen.send(
            .featuresLoaded(
                .success([
                    ProConfFeature(name: "audio_call", isOn: true), ProConfFeature(name: "live_chat", isOn: false),
                ])),
            .statusLoaded(room, .success(ProConfRoomStatus(isTranscribing: true, isRecording: false))),
            .catchUpLoaded(room, .success(SafeText(document: "O caso foi discutido.\nNada foi decidido."))),
            .summaryLoaded(room, .failure(.refused(404, "Not found", purpose: "get the summary"))))
        screen.press(.guestLink, .down, .down)
        screen.type("João")
        screen.press(.open)
        let request = ProConfTokenRequest(role: "owner", room: room.string, participantName: "João")
        let token = ProConfToken(link: .example(name: "João", role: "owner"), request: request, roomWasLowercased: true)
        screen.answer(.makeToken(request), .tokenMade(request, .success(token)))
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "proconf")
        screen.press(.detailsPane)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "proconf-details")
    }

    @Test(
        "of an outage, with the list and its age, on screens of all sizes",
        arguments: [(200, 50), (120, 40), (80, 24), (40, 12)])
    func outages(columns: Int, rows: Int) throws {
        let screen = busy()
        screen.wait(300)
        screen.send(.refreshDue, .conferencesLoaded(.failure(.noConnection)))
        for _ in 0..<4 {
            screen.wait(16)
            screen.send(.retryDue(.v4h), .conferencesLoaded(.failure(.noConnection)))
        }
        screen.wait(8)
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-outage-\(columns)x\(rows)")
    }

    @Test("of an outage that shows otherwise, while it is tried, and of the other service")
    func outageManners() throws {
        let screen = busy()
        let call = ServiceCall(
            purpose: "list conferences", method: "GET", url: "https://v4h.hospital.example/v1/sessions")
        let busy = ServiceError.refused(call, Refusal(status: 429, words: "slow down", retryAfter: 600))
        screen.send(.refreshDue, .conferencesLoaded(.failure(busy)))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "outage-busy")
        screen.press(.refresh)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "outage-tried")
        screen.press(.switchService)
        #expect(!screen.frame(80, 24).canvas.lines[1].contains("!"))
        screen.press(.refresh)
        screen.send(.meetingsLoaded(.failure(.noConnection)))
        try Snapshot.expect(screen.frame(40, 12).canvas, is: "outage-proconf-smallest")
        #expect(screen.state.viewport.showsOutage)
        #expect(!screen.frame(39, 12).viewport.showsOutage, "nothing is counted where nothing is seen")
    }

    @Test("of a request that got no answer: while it is looked after, asked for again, and not found")
    func unanswered() throws {
        let screen = Screen.loggedIn()
        screen.press(.requestConference)
        screen.type("Reunião 術前")
        screen.press(.open)
        screen.answer(.request(ConferenceDraft(name: "Reunião 術前")), .requested(.failure(.noAnswer)))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "unanswered")
        screen.press(.open)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "unanswered-repeated")
        screen.press(.back)
        screen.list(Conference.examples)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "unanswered-not-made")
    }

    @Test("of a read-only console that refuses")
    func readOnly() throws {
        let screen = Screen.loggedIn(isReadOnly: true)
        screen.press(.deleteConference)
        try Snapshot.expect(screen.frame(110, 30).canvas, is: "read-only")
    }

    @Test("of the login form: empty, with a failed login, and after a login has ended")
    func logins() throws {
        let screen = Screen()
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "login")
        screen.type("ana.souza")
        screen.press(.down)
        screen.type("wrong")
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "login-typed")
        screen.press(.open)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "login-under-way")
        screen.answer(
            .logIn(.v4h, user: "ana.souza", password: Secret("wrong")),
            .loginFinished(.v4h, .failure(.refused(401, "bad credentials", purpose: "log in"))))
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "login-failed")
        try Snapshot.expect(screen.frame(40, 10).canvas, is: "login-failed-smallest")

        let ended = busy()
        ended.send(.loginChanged(.v4h, .ended))
        try Snapshot.expect(ended.frame(120, 40).canvas, is: "login-ended")
    }

    @Test("of the themes to choose from, with what is wrong with one")
    func themes() throws {
        let screen = busy()
        screen.press(.theme, .down)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "themes")
        try Snapshot.expect(screen.frame(40, 10).canvas, is: "themes-smallest")
        screen.send(
            .theme(.refused("dark", reason: "/home/ana/.config/gavel/themes/dark.yaml:2: key.fg: “rot” is no colour")))
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "themes-refused")
    }

    @Test("of a login that may be remembered, failed, after one to the other service has come about by itself")
    func rememberedLogin() throws {
        let screen = Screen(canRemember: true, users: [.v4h: "ana.souza"])
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "login-remember")
        screen.send(
            .loginFinished(.v4h, .failure(.refused(401, "bad credentials", purpose: "log in"))),
            .loginChanged(.proconf, .valid), .loginFinished(.proconf, .success("ana.souza")))
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "login-remember-failed")
    }

    @Test("has no recording that no test looks at any more")
    func leftovers() throws {
        let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        for name in try Snapshot.recorded where !["size-", "pane-", "theme-"].contains(where: name.hasPrefix) {
            #expect(source.contains("\"\(name)\""), "\(name)")
        }
    }
}
