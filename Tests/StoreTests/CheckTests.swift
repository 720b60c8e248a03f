import Foundation
import Meetings
import Services
import Testing

@testable import Store

@Suite("A request whose answer never came")
struct CheckTests {
    private static let order = Order.request(ConferenceDraft(name: "Round"))
    private let made = Conference(
        id: ConferenceIdentifier("999"), room: "round-1", name: "Round", state: .ready, created: ConsoleStory.now + 3)

    /// A console that has requested a conference, and got no answer.
    private func story(failing error: ServiceError = .noAnswer) -> ConsoleStory {
        var story = ConsoleStory.loggedIn()
        story.press(.requestConference)
        story.type("Round")
        story.press(.open)
        #expect(story.orders == [CheckTests.order])
        story.wait(30)
        story.forgetEffects()
        story.answer(CheckTests.order, .requested(.failure(error)))
        return story
    }

    private func listAnd(_ more: Conference...) -> [Conference] { [.ready, .live, .ended] + more }

    @Test("is told as one that may have been made; the list is asked, and nothing is sent again")
    func told() throws {
        let story = story()
        #expect(story.orders.isEmpty && story.listsAsked == 1)
        let prompt = try #require(story.prompt)
        #expect(prompt.problem == .mayHaveBeenMade && !prompt.isWaiting)
        #expect(prompt.form.text(.conferenceName) == "Round")
        #expect(story.state.messages.last?.advice?.contains("may have been done") == true)
        #expect(story.state.progress.isEmpty)
    }

    @Test("is found in the list where it was made: the form closes, and it is selected")
    func found() {
        var story = story()
        story.list(listAnd(made))
        #expect(story.state.messages.last?.text == "It was made: Round · 999")
        #expect(story.state.messages.last?.severity == .success)
        #expect(story.state.overlay == nil && story.state.focus == .conferences)
        #expect(story.state.target?.id == made.id && story.loadedRecords == [made.id])
        story.press(.requestConference)
        #expect(story.prompt?.form.text(.conferenceName) == "", "the form is a new one")
    }

    @Test("is not in the list where it was not made: that is said with the time, and the form stays as typed")
    func denied() throws {
        var story = story()
        story.list(listAnd())
        let words = "It is not in the list as of 14:05; nothing was made so far."
        #expect(story.state.messages.last?.text == words)
        #expect(story.state.messages.last?.advice == "Press n to request it again.")
        #expect(story.prompt?.problem?.title == words)
        #expect(story.orders.isEmpty)
        story.press(.open)
        #expect(story.orders == [CheckTests.order], "Enter needs no further question now")
    }

    @Test("keeps what was typed where the form was closed before the list came, until it is given up")
    func reopened() {
        var story = story()
        story.press(.back)
        #expect(story.prompt == nil)
        story.list(listAnd())
        story.press(.requestConference)
        #expect(story.prompt?.form.text(.conferenceName) == "Round")
        story.press(.back, .requestConference)
        #expect(story.prompt?.form.text(.conferenceName) == "")

        // Closed after the answer was told, it comes back just so.
        story = self.story()
        story.list(listAnd())
        story.press(.back, .requestConference)
        #expect(story.prompt?.form.text(.conferenceName) == "Round")
        story.press(.open)
        #expect(story.orders == [CheckTests.order])
    }

    @Test("is sent again while that is open only when the operator has agreed, and Cancel leads back to the form")
    func repetition() throws {
        var story = story()
        story.press(.open)
        var question = try #require(story.question)
        #expect(question.text.contains("may already have been made") && !question.isAgreementFocused)
        story.press(.open)
        #expect(story.orders.isEmpty && story.prompt?.form.text(.conferenceName) == "Round")
        story.press(.open, .back)
        #expect(story.orders.isEmpty && story.prompt != nil)
        story.press(.open, .right, .open)
        #expect(story.orders == [CheckTests.order] && story.prompt?.isWaiting == true)

        // One that asks for something else is no repetition.
        story = self.story()
        story.type(" 2")
        story.press(.open)
        #expect(story.orders == [.request(ConferenceDraft(name: "Round 2"))])
        question = Question(title: "", text: "", agreement: "", to: .order(CheckTests.order))
        #expect(question.behind == nil)
    }

    @Test("is not taken for one that was known before, is called otherwise, or was made long before")
    func others() {
        var other = made
        other.name = "Other"
        var old = made
        old.created = ConsoleStory.now - 3600
        for conference in [other, old] {
            var story = story()
            story.list(listAnd(conference))
            #expect(story.state.messages.last?.text.hasPrefix("It is not in the list") == true)
        }
        var known = ConsoleStory.loggedIn(conferences: listAnd(made))
        known.press(.requestConference)
        known.type("Round")
        known.press(.open)
        known.answer(CheckTests.order, .requested(.failure(.noAnswer)))
        known.list(listAnd(made))
        #expect(known.state.messages.last?.text.hasPrefix("It is not in the list") == true)
    }

    @Test("is found also where a refresh listed it before the request was given up")
    func early() {
        var story = ConsoleStory.loggedIn()
        story.press(.requestConference)
        story.type("Round")
        story.press(.open)
        story.send(.refreshDue)
        story.list(listAnd(made))
        #expect(story.prompt?.isWaiting == true)
        story.answer(CheckTests.order, .requested(.failure(.noAnswer)))
        story.list(listAnd(made))
        #expect(story.state.messages.last?.text == "It was made: Round · 999")
    }

    @Test("is found on a service without names, and on one whose clock is ten minutes off")
    func vague() {
        var nameless = made
        nameless.name = nil
        var fast = made
        fast.created = ConsoleStory.now + 600
        var slow = made
        slow.created = ConsoleStory.now - 600
        for conference in [nameless, fast, slow] {
            var story = story()
            story.list(listAnd(conference))
            #expect(story.state.target?.id == made.id)
        }
    }

    @Test("that may be one of several new ones says so")
    func several() {
        var story = story()
        var second = made
        second.id = ConferenceIdentifier("1000")
        second.created = ConsoleStory.now + 9
        story.list(listAnd(made, second))
        #expect(story.state.messages.last?.text == "It was made: Round · 1000")
        #expect(story.state.messages.last?.advice?.contains("newest of 2") == true)
    }

    @Test("is looked after when the service is back, where it is away")
    func outage() {
        var story = story()
        story.send(.conferencesLoaded(.failure(.noConnection)))
        #expect(story.state.outage?.isOfList == true)
        #expect(story.state.messages.last?.advice?.contains("may have been done") == true, "the banner tells the rest")
        story.press(.open)
        #expect(story.question != nil, "it is open still")
        story.press(.back)
        story.send(.retryDue(.v4h))
        story.list(listAnd(made))
        #expect(story.state.messages.contains { $0.text == "It was made: Round · 999" })
        #expect(story.state.overlay == nil)
    }

    @Test("that is listed later after all is told then, and not pulled in front of what the operator does")
    func late() {
        var story = story()
        story.list(listAnd())
        story.press(.back, .open)
        story.send(.refreshDue)
        story.list(listAnd(made))
        #expect(story.state.messages.last?.text == "It was made after all: Round · 999")
        #expect(story.state.focus == .details && story.state.target == .ready)
        story.send(.refreshDue)
        story.list(listAnd(made))
        #expect(story.state.messages.count { $0.text.contains("after all") } == 1)
    }

    @Test("is not confused with the one that was made by asking again")
    func askedAgain() {
        var story = story()
        story.list(listAnd())
        story.press(.open)
        story.answer(CheckTests.order, .requested(.success(made.id)))
        story.list(listAnd(made))
        #expect(!story.state.messages.contains { $0.text.hasPrefix("It was made") })
        story.press(.requestConference)
        #expect(story.prompt?.form.text(.conferenceName) == "")
    }

    @Test("is not made again by an answer that says no")
    func refused() {
        var story = story(failing: .refused(403))
        #expect(story.listsAsked == 0 && story.prompt?.problem?.title.contains("policy") == true)
        story.press(.open)
        #expect(story.orders == [CheckTests.order])
    }
}

@Suite("An order on a conference whose answer never came")
struct UnansweredOrderTests {
    private static let id = Conference.live.id
    private static let entry = Action.entered(id, isModerator: true, .failure(.noAnswer))

    /// An order, its failure, the record that is then read, and what is said of it.
    struct Case: CustomTestStringConvertible, Sendable {
        var order: Order
        var failure: Action
        var record: Result<ConferenceRecord, ServiceError>
        var words: String
        var testDescription: String { words }
    }

    private static func record(_ conference: Conference, _ state: ConferenceState) -> Result<
        ConferenceRecord, ServiceError
    > {
        var conference = conference
        conference.state = state
        return .success(conference.record)
    }

    static let cases: [Case] = [
        Case(
            order: .close(id), failure: .closed(id, .failure(.noAnswer)), record: record(.live, .finished),
            words: "Closed after all: Plantão da UTI"),
        Case(
            order: .close(id), failure: .closed(id, .failure(.refused(502))), record: record(.live, .started),
            words: "It is still open: Plantão da UTI"),
        Case(
            order: .delete(id), failure: .deleted(id, .failure(.noAnswer)), record: .failure(.refused(404)),
            words: "Deleted after all: Plantão da UTI"),
        Case(
            order: .delete(id), failure: .deleted(id, .failure(.noAnswer)), record: record(.live, .started),
            words: "It is still there: Plantão da UTI"),
        Case(
            order: .start(id, name: "Ana", avatarURL: ""), failure: entry, record: record(.live, .started),
            words: "It is live: Plantão da UTI"),
        Case(
            order: .start(id, name: "Ana", avatarURL: ""), failure: entry, record: record(.live, .ready),
            words: "It was not started: it is open: Plantão da UTI"),
        Case(
            order: .join(id, name: "Ana", avatarURL: ""),
            failure: .entered(id, isModerator: false, .failure(.noAnswer)),
            record: record(.live, .started), words: "No way in arrived. It is live: Plantão da UTI"),
        Case(
            order: .leave(id, participation: "1"), failure: .left(id, .failure(.noAnswer)),
            record: record(.live, .started), words: "It is live: Plantão da UTI"),
        Case(
            order: .makeGuestLink(id, name: "Guest", avatarURL: ""), failure: .guestLinkMade(id, .failure(.noAnswer)),
            record: record(.live, .started), words: "No link arrived. It is live: Plantão da UTI"),
        Case(
            order: .close(id), failure: .closed(id, .failure(.noAnswer)), record: .failure(.refused(403)),
            words: "It cannot be told whether it was done"),
        Case(
            order: .start(id, name: "Ana", avatarURL: ""), failure: entry, record: .failure(.refused(410)),
            words: "It is not there any more: Plantão da UTI"),
    ]

    @Test("is looked after in the record, and the operator told how it stands", arguments: cases)
    func verdicts(example: Case) {
        var story = ConsoleStory.loggedIn()
        story.send(.carryOut(example.order, isConfirmed: true))
        story.forgetEffects()
        story.answer(example.order, example.failure)
        #expect(story.checked == [example.order] && story.orders.isEmpty)
        #expect(story.state.messages.last?.advice?.contains("may have been done") == true)
        story.send(.carryOut(example.order, isConfirmed: false))
        #expect(story.question != nil, "it is not repeated without being asked about")
        story.press(.back)
        story.send(.checked(example.order, example.record))
        #expect(story.state.messages.last?.text.hasPrefix(example.words) == true)
        #expect(story.orders.isEmpty)
        story.forgetEffects()
        story.send(.checked(example.order, example.record))
        #expect(story.effects.isEmpty, "it is told once")
    }

    @Test("is looked after when the service is back, where it is away")
    func outage() {
        var story = ConsoleStory.loggedIn()
        let order = Order.close(UnansweredOrderTests.id)
        story.send(.carryOut(order, isConfirmed: true))
        story.answer(order, .closed(UnansweredOrderTests.id, .failure(.noAnswer)))
        story.send(.checked(order, .failure(.noConnection)))
        #expect(story.state.outage != nil && story.checked.count == 1)
        story.send(.retryDue(.v4h))
        #expect(story.checked.count == 2)
        story.send(.checked(order, UnansweredOrderTests.record(.live, .finished)))
        #expect(story.state.messages.last?.text.hasPrefix("Closed after all") == true)
        #expect(story.state.outage == nil)
        #expect(story.state.conferences[UnansweredOrderTests.id]?.conference.hasEnded == true)
    }

    @Test("is looked after by the next login, where the login has ended")
    func loginEnded() {
        var story = ConsoleStory.loggedIn()
        let order = Order.close(UnansweredOrderTests.id)
        story.send(.carryOut(order, isConfirmed: true))
        story.answer(order, .closed(UnansweredOrderTests.id, .failure(.noAnswer)))
        story.send(.checked(order, .failure(.loginEnded("over"))))
        #expect(story.state.outage == nil)
        story.forgetEffects()
        story.send(.loginFinished(.v4h, .success("ana")))
        #expect(story.checked == [order])
    }

    @Test("is told in its form too, where that is still open")
    func form() {
        var story = ConsoleStory.loggedIn()
        story.press(.startConference)
        story.send(.edit(.deleteToStart))
        story.type("Ana")
        story.press(.open)
        let order = Order.start(Conference.ready.id, name: "Ana", avatarURL: "")
        #expect(story.orders == [order])
        story.answer(order, .entered(Conference.ready.id, isModerator: true, .failure(.noAnswer)))
        story.send(.checked(order, .success(Conference.ready.record)))
        #expect(story.prompt?.problem?.title.hasPrefix("It was not started") == true)
        #expect(story.prompt?.form.text(.name) == "Ana")
    }

    @Test("a link that is on its way is not asked for twice by a second Enter")
    func twice() {
        var story = ConsoleStory.loggedIn()
        story.press(.guestLink, .open, .open)
        #expect(story.orders.count == 1)
        story.press(.switchService, .guestLinkPane)
        story.state.token.form.set(.room, to: "sala-1")
        story.press(.open, .open)
        #expect(story.orders.count == 2)
    }
}
