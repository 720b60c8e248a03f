import Testing

@testable import Store

@Suite("Scrolling")
struct ScrollingTests {
    @Test(
        "keys that repeat faster than frames are drawn do no harm, in journal, messages and details",
        arguments: [Command.journal, .messages, .detailsPane])
    func repeated(command: Command) {
        var story = ConsoleStory.loggedIn()
        story.press(command)
        for key in [Command.last, .pageDown, .down, .first, .pageUp, .up, .last, .up] {
            for _ in 0..<5 { story.press(key) }
        }
        for _ in 0..<5 { story.press(.first) }
        switch story.state.overlay {
        case .journal(let top), .messages(let top): #expect(top == 0)
        default: #expect(story.state.details.top == 0)
        }
    }

    @Test("the frame puts a window right that points behind the end")
    func adopted() {
        var story = ConsoleStory.loggedIn()
        story.press(.messages, .last)
        story.send(.laidOut(Viewport(listRows: 2, detailRows: 5, detailTop: 3, overlayRows: 10, overlayTop: 42)))
        guard case .messages(let top) = story.state.overlay else {
            Issue.record("the messages are gone")
            return
        }
        #expect(top == 42)
        #expect(story.state.details.top == 3)
        #expect(story.state.conferences.visibleRows == 2)
        story.press(.pageUp)
        guard case .messages(32) = story.state.overlay else {
            Issue.record("a page is not what there was room for")
            return
        }
    }
}
