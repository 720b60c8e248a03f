import Foundation
import Meetings
import Services
import Testing

@testable import Store

@Suite("The history of messages")
struct MessageTests {
    @Test("counts what is said again in a row, with the moment it was said last")
    func collapse() {
        var state = ConsoleStory().state
        for second in 0..<5 {
            state.now = ConsoleStory.now + Double(second)
            state.say(.warning, "The service asks to slow down.")
        }
        #expect(state.messages.count == 1)
        #expect(state.messages[0].count == 5)
        #expect(state.messages[0].moment == ConsoleStory.now + 4)
    }

    @Test("keeps apart what differs in words or weight, or was not said in a row")
    func apart() {
        var state = ConsoleStory().state
        state.say(.information, "a")
        state.say(.warning, "a")
        state.say(.warning, "b")
        state.say(.information, "a")
        #expect(state.messages.map(\.count) == [1, 1, 1, 1])
    }

    @Test("keeps the newest, and not more of them than it must")
    func cap() {
        var state = ConsoleStory().state
        for number in 0..<ConsoleState.mostMessages + 40 { state.say(.information, "\(number)") }
        #expect(state.messages.count == ConsoleState.mostMessages)
        #expect(state.messages.last?.text == "\(ConsoleState.mostMessages + 39)")
        #expect(state.messages.first?.text == "40")
    }

    @Test("lets a complaint keep its place against the login to the service that is not in view")
    func aside() {
        var story = ConsoleStory()
        story.send(.loginFinished(.v4h, .failure(.refused(401, "bad credentials"))))
        story.send(.loginFinished(.proconf, .success("ana")))
        #expect(story.state.messages.last?.text == "Logged in to ProCONF as ana.")
        #expect(story.state.foremostMessage?.severity == .error)
        #expect(story.state.foremostMessage?.text.contains("did not accept the login") == true)

        story.send(.loginFinished(.v4h, .success("ana")))
        #expect(story.state.foremostMessage?.text == "Logged in to V4H as ana.")
    }

    @Test("shows such a login where nothing is complained of, or has been for a while")
    func asideLater() {
        var story = ConsoleStory()
        story.send(.loginFinished(.proconf, .success("ana")))
        #expect(story.state.foremostMessage?.text == "Logged in to ProCONF as ana.")
        story.send(.loginFinished(.v4h, .failure(.refused(401, "bad credentials"))))
        story.wait(61)
        story.send(.loginFinished(.proconf, .success("rui")))
        #expect(story.state.foremostMessage?.text == "Logged in to ProCONF as rui.")
    }

    @Test("every weight has a sign of its own, so that it is told without colour")
    func signs() {
        let signs = [Message.Severity.information, .success, .warning, .error].map(\.sign)
        #expect(Set(signs).count == 4)
    }
}
