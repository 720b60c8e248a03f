import Meetings
import Services
import Testing

@testable import Store

@Suite("What a front end without keys needs of the store")
struct SpokenTests {
    @Test("commands are asked for by their names, and none by a key")
    func keys() {
        let keys = CommandKeys.spoken
        for declaration in CommandTable.all {
            #expect(keys[declaration.command].isEmpty)
            #expect(keys.invocation(of: declaration.command) == declaration.name)
        }
        var story = ConsoleStory()
        story.state.keys = keys
        #expect(Availability.reason(against: .requestConference, in: story.state) == "Log in first: type login.")
        story.state.keys = .standard
        #expect(Availability.reason(against: .requestConference, in: story.state)?.contains("Session pane") == true)
    }

    @Test("a row is picked by its identifier, also one that a filter hides")
    func picking() {
        var story = ConsoleStory.loggedIn()
        let rows = story.state.conferences.rows.map(\.id)
        for row in rows.reversed() {
            story.send(.picked(row.text))
            #expect(story.state.conferences.selected?.id == row && story.state.focus == .conferences)
        }
        story.send(.perform(.filter, argument: "state:ended"), .picked(rows[0].text))
        #expect(story.state.conferences.selected?.id == rows[0] && story.state.conferences.filter.isEmpty)
        story.send(.picked("no such row"))
        #expect(story.state.conferences.selected?.id == rows[0])
        story.send(.perform(.switchService), .picked(story.state.meetings.rows[1].id.string))
        #expect(story.state.meetings.selected?.id == story.state.meetings.rows[1].id)
    }

    @Test("what is asked of the services is told until it is answered")
    func awaited() {
        var story = ConsoleStory.loggedIn()
        #expect(story.state.awaited.isEmpty)
        story.send(.perform(.refresh))
        #expect(story.state.awaited.contains(.list(.v4h)))
        story.list([.ready])
        story.send(.featuresLoaded(.success([])))
        let order = Order.request(ConferenceDraft())
        story.send(.carryOut(order, isConfirmed: false))
        #expect(story.state.awaited == [.order("Requesting a conference")])
        story.send(.orderEnded(order))
        #expect(story.state.awaited.isEmpty, "\(story.state.awaited)")
    }

    @Test("a form's lines that have no meaning yet are not asked for")
    func idleLines() {
        var form = Prompt.request().form
        let idle = { (form: FormState) in form.lines.filter(form.isIdle).map(\.id) }
        #expect(idle(form) == [.allowedUnits, .password])
        form.set(.joinPolicy, to: "ORGUNIT")
        #expect(idle(form) == [.password])
        form.set(.joinPolicy, to: "SESSIONPWD")
        #expect(idle(form) == [.allowedUnits])
        var login = ConsoleStory().state.session[.v4h].form
        #expect(idle(login).isEmpty)
        login.set(.password, to: "x")
        #expect(idle(login) == [.accessToken])
    }

    @Test("a text that was shown for want of a clipboard is not said to be in one")
    func shown() {
        var story = ConsoleStory.loggedIn()
        story.send(
            .copied(
                CopyText("https://meet.example/uti", named: "The link", preview: "a link"), Copying(terminal: .shown)))
        #expect(story.state.messages.isEmpty)
    }
}
