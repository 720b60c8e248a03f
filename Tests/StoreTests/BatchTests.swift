import Meetings
import Services
import Testing
import Transport

@testable import Store

@Suite("An order for all marked conferences")
struct BatchTests {
    /// Five conferences, of which the last has ended, all marked.
    private func story(isReadOnly: Bool = false) -> ConsoleStory {
        var story = ConsoleStory.loggedIn(
            isReadOnly: isReadOnly,
            conferences: (0..<5).map { number in
                Conference(
                    id: ConferenceIdentifier("\(number)"), name: SafeText("Ward \(number)"),
                    state: number == 4 ? .finished : .ready)
            })
        story.press(.markFound)
        return story
    }

    private func close(_ number: Int) -> Order { .close(ConferenceIdentifier("\(number)")) }

    private func closed(_ number: Int, _ error: ServiceError? = nil) -> Action {
        .closed(ConferenceIdentifier("\(number)"), error.map { .failure($0) } ?? .success(()))
    }

    private func agree(_ story: inout ConsoleStory) { story.press(.right, .open) }

    private static let forbidden = ServiceError.refused(
        ServiceCall(purpose: "close the conference", method: "POST", url: "https://v4h.example"),
        Refusal(status: 403, words: "not yours", requestIdentifier: nil))

    private static let away = ServiceError.unreachable(
        ServiceCall(purpose: "close the conference", method: "POST", url: "https://v4h.example"),
        .cannotConnect(to: "v4h.example", reason: "refused"))

    @Test("asks once, with how many there are, how many are hidden and who is left out")
    func question() throws {
        var story = story()
        story.send(.perform(.filter, argument: "-3"))
        story.press(.closeConference)
        let question = try #require(story.question)
        #expect(question.title == "Close 4 conferences?" && question.agreement == "Close 4")
        #expect(question.text.contains("1 of them is hidden by the filter."))
        #expect(question.text.contains("1 more has ended already, and is left out."))
        #expect(question.text.contains("Ward 3"))
        #expect(!question.isAgreementFocused && story.orders.isEmpty)
        story.press(.back)
        #expect(story.overlayIsNil && story.orders.isEmpty && story.state.batch == nil)
    }

    @Test("sends each by itself, a few at once, and reads the list once")
    func sending() {
        var story = story()
        story.press(.closeConference)
        agree(&story)
        #expect(story.orders == [close(0), close(1), close(2)])
        #expect(story.state.progress.count == 3)
        story.answer(close(1), closed(1))
        #expect(story.orders == [close(0), close(1), close(2), close(3)])
        #expect(story.listsAsked == 0)
        for number in [0, 2, 3] { story.answer(close(number), closed(number)) }
        #expect(story.orders.count == 4 && story.listsAsked == 1)
        #expect(story.state.messages.last?.text == "4 closed.")
        #expect(story.state.conferences.marked.map(\.id.text) == ["4"], "what is done is not marked any more")
        #expect(story.state.progress.isEmpty)
        story.press(.back)
        #expect(story.overlayIsNil && story.state.batch == nil)
    }

    @Test("leaves marked what failed, and says which and why")
    func failures() {
        var story = story()
        story.press(.closeConference)
        agree(&story)
        story.answer(close(0), closed(0))
        story.answer(close(1), closed(1, BatchTests.forbidden))
        story.answer(close(2), closed(2))
        story.answer(close(3), closed(3))
        let said = story.state.messages.last
        #expect(said?.severity == .warning)
        #expect(said?.text == "3 closed, 1 failed: Ward 1 · 1: \(BatchTests.forbidden.title)")
        #expect(story.state.messages.contains { $0.text == "Ward 1 · 1: \(BatchTests.forbidden.title)" })
        #expect(story.state.conferences.marked.map(\.id.text) == ["1", "4"])
    }

    @Test("sends no more once the service is away, nor when the operator stops it")
    func stopping() {
        var story = story()
        story.press(.closeConference)
        agree(&story)
        story.answer(close(0), closed(0, BatchTests.away))
        story.answer(close(1), closed(1))
        story.answer(close(2), closed(2))
        #expect(story.orders.count == 3 && story.state.batch?.isOver == true)
        #expect(story.state.messages.last?.text.hasPrefix("2 closed, 1 not tried, 1 failed: Ward 0 · 0: ") == true)

        var other = self.story()
        other.press(.closeConference)
        agree(&other)
        other.press(.back)
        #expect(other.state.batch?.stop == "You stopped it.")
        for number in 0..<3 { other.answer(close(number), closed(number)) }
        #expect(other.orders.count == 3 && other.state.messages.last?.text == "3 closed, 1 not tried.")
    }

    @Test("goes on when its sheet is closed, and lets nothing else of its kind begin meanwhile")
    func background() {
        var story = story()
        story.press(.closeConference)
        agree(&story)
        story.press(.open)
        #expect(story.overlayIsNil && story.state.hasBatch)
        story.press(.deleteConference)
        #expect(story.question == nil)
        #expect(story.state.messages.last?.text == "Wait until those before are through.")
        for number in 0..<4 { story.answer(close(number), closed(number)) }
        #expect(story.state.messages.last?.text == "4 closed." && story.state.batch == nil)
    }

    @Test("has what got no answer checked, and keeps its mark until that is known")
    func unanswered() {
        var story = story()
        story.press(.closeConference)
        agree(&story)
        let lost = ServiceError.unreachable(
            ServiceCall(purpose: "close the conference", method: "POST", url: "https://v4h.example"),
            .timedOut(phase: .waiting, after: .seconds(30)))
        story.answer(close(0), closed(0, lost))
        #expect(story.checked == [close(0)])
        #expect(story.state.batch?.count(.unanswered) == 1)
        #expect(story.state.conferences.marks.contains(ConferenceIdentifier("0")))
        let record = ConferenceRecord(
            conference: Conference(id: ConferenceIdentifier("0"), state: .finished), document: .object([:]))
        story.send(.checked(close(0), .success(record)))
        #expect(!story.state.conferences.marks.contains(ConferenceIdentifier("0")))
    }

    @Test("is refused by the gate in read-only mode, whichever way it comes")
    func readOnly() {
        var story = story(isReadOnly: true)
        story.press(.closeConference, .deleteConference, .guestLink)
        story.send(.carryOut(.each([close(0)]), isConfirmed: true))
        #expect(story.overlayIsNil && story.orders.isEmpty && story.state.batch == nil)
        #expect(story.state.messages.last?.text.contains("read-only") == true)
    }

    @Test("of links copies them one a line when all have come, and does not touch the Guest link pane")
    func links() throws {
        var story = story()
        story.press(.guestLink)
        #expect(story.prompt?.title == "Guest links for 5 conferences")
        story.press(.open)
        let orders = (0..<4).map { Order.makeGuestLink(ConferenceIdentifier("\($0)"), name: "Guest", avatarURL: "") }
        for (number, order) in orders.enumerated() {
            let link = MeetingLink(url: "https://meet.example/\(number)", token: Secret(""))
            story.answer(order, .guestLinkMade(ConferenceIdentifier("\(number)"), .success(link)))
        }
        #expect(story.orders == orders)
        let copied = story.effects.compactMap { effect in
            if case .copy(let text) = effect { (text.text.reveal(), text.name) } else { nil }
        }
        #expect(copied.count == 1)
        #expect(copied.first?.0 == (0..<4).map { "https://meet.example/\($0)" }.joined(separator: "\n"))
        #expect(copied.first?.1 == "The list of 4 links")
        #expect(story.state.guestLink.link.value == nil && story.state.guestLink.subject == nil)
        story.press(.copy, .reveal)
        #expect(story.state.batch?.isRevealed == true)
        #expect(story.effects.count { if case .copy = $0 { true } else { false } } == 2)
    }

    @Test("is about the conference in view, not about marks, where the details have the keys")
    func details() {
        var story = story()
        story.press(.detailsPane, .closeConference)
        #expect(story.question?.title == "Close this conference?")
    }
}

extension ConsoleStory {
    fileprivate var overlayIsNil: Bool { state.overlay == nil }
}
