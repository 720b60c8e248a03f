import Testing

@testable import Store

@Suite("The mouse")
struct PointingTests {
    @Test("selects a row, and gives the list the keys")
    func rows() {
        var story = ConsoleStory.loggedIn(conferences: [.ready, .live, .ended])
        story.press(.detailsPane)
        let id = story.state.conferences.visible.last?.row.id
        story.send(.laidOut(Viewport(listRows: 10)))
        story.send(.point(.row(2)))
        #expect(story.state.focus == .conferences && story.state.conferences.position == 2)
        story.send(.point(.row(99)))
        #expect(story.state.conferences.position == 2 && id != nil)
    }

    @Test("goes to a pane, and sorts by a head: the same one the other way round")
    func panes() {
        var story = ConsoleStory.loggedIn()
        story.send(.point(.pane(.guestLink)))
        #expect(story.state.focus == .guestLink)
        story.send(.point(.column("room")))
        #expect(story.state.conferences.sortColumn == .room && !story.state.conferences.isDescending)
        story.send(.point(.column("room")))
        #expect(story.state.conferences.isDescending)
    }

    @Test("scrolls the list and the details by the wheel, wherever the keys are")
    func wheel() {
        var story = ConsoleStory.loggedIn(conferences: [.ready, .live, .ended])
        story.press(.sessionPane)
        story.send(.point(.wheel(.conferences, lines: 2)))
        #expect(story.state.conferences.position == 2 && story.state.focus == .session)
        story.send(.point(.wheel(.details, lines: 3)), .point(.wheel(.details, lines: -1)))
        #expect(story.state.details.top == 2)
        story.send(.point(.wheel(.details, lines: -3)), .point(.wheel(nil, lines: 3)))
        #expect(story.state.details.top == 0)
    }

    @Test("neither answers a question nor reaches behind it, and scrolls what lies over the panes")
    func overlays() {
        var story = ConsoleStory.loggedIn(conferences: [.live])
        story.press(.closeConference)
        story.send(.point(.row(0)), .point(.pane(.session)), .point(.column("room")), .point(.wheel(nil, lines: 3)))
        #expect(story.question?.isAgreementFocused == false && story.orders.isEmpty)
        #expect(story.state.focus == .conferences)
        story.press(.back, .messages)
        story.send(.point(.wheel(nil, lines: 3)))
        guard case .messages(let top) = story.state.overlay else {
            Issue.record("no messages")
            return
        }
        #expect(top == 3)
    }
}
