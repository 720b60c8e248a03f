import Meetings
import Services
import Testing

@testable import Store

@Suite("What is said with a command")
struct CommandArgumentTests {
    private func tell(_ command: Command, _ argument: String, _ story: inout ConsoleStory) {
        story.send(.perform(command, argument: argument))
    }

    @Test("a conference by its id, wherever the selection stands")
    func conferences() throws {
        for command in [Command.closeConference, .deleteConference] {
            var story = ConsoleStory.loggedIn()
            tell(command, Conference.live.id.text, &story)
            let order = try #require(story.question?.order)
            #expect(order.command == command && order.subject == Conference.live.id)
        }
        for command in [Command.startConference, .joinConference] {
            var story = ConsoleStory.loggedIn()
            tell(command, Conference.live.id.text, &story)
            #expect(try #require(story.prompt).purpose.subject == Conference.live.id)
        }
        var story = ConsoleStory.loggedIn()
        tell(.watchConference, Conference.live.id.text, &story)
        #expect(story.state.watched == [Conference.live.id])
        story.state.participations[Conference.live.id] = "7"
        tell(.leaveConference, Conference.live.id.text, &story)
        #expect(story.orders == [.leave(Conference.live.id, participation: "7")])
    }

    @Test("what stands against a command is what stands against the conference that was named")
    func availability() {
        var story = ConsoleStory.loggedIn()
        tell(.closeConference, Conference.ended.id.text, &story)
        #expect(story.question == nil)
        #expect(story.state.messages.last?.text.contains("has ended") == true)
        story = .loggedIn(conferences: [.ended])
        tell(.closeConference, "999", &story)
        #expect(story.question?.order == .close(ConferenceIdentifier("999")))
    }

    @Test("an id that is requested or looked up, which no list need name")
    func lookUp() {
        for command in [Command.requestConference, .lookUpConference] {
            var story = ConsoleStory.loggedIn()
            tell(command, "abc123", &story)
            #expect(story.orders == [.lookUp("abc123")] && story.state.overlay == nil)
        }
        var story = ConsoleStory.loggedIn()
        tell(.lookUpConference, "..", &story)
        #expect(story.orders.isEmpty)
        #expect(story.state.messages.last?.text.contains("must not be") == true)
    }

    @Test("a guest's name, whose link is made at once")
    func guest() {
        var story = ConsoleStory.loggedIn()
        tell(.guestLink, "Anna", &story)
        #expect(story.orders == [.makeGuestLink(Conference.ready.id, name: "Anna", avatarURL: "")])
        #expect(story.state.focus == .guestLink)
        story = .loggedIn()
        story.press(.switchService)
        tell(.guestLink, "Anna", &story)
        let request = ProConfTokenRequest(
            role: "owner", room: story.state.meetings.selected?.meeting.room.string ?? "", participantName: "Anna")
        #expect(story.orders == [.makeToken(request)])
    }

    @Test("a column, and the same one again to turn the order round")
    func columns() {
        var story = ConsoleStory.loggedIn()
        tell(.sort, "join-policy", &story)
        #expect(story.state.conferences.sortColumn == .joinPolicy && !story.state.conferences.isDescending)
        tell(.sort, "join-policy", &story)
        #expect(story.state.conferences.sortColumn == .joinPolicy && story.state.conferences.isDescending)
        tell(.sort, "ownr", &story)
        #expect(story.state.conferences.sortColumn == .joinPolicy)
        #expect(story.state.messages.last?.text == "There is no column “ownr”. Did you mean owner?")
        story.press(.switchService)
        tell(.sort, "ended", &story)
        #expect(story.state.meetings.sortColumn == .ended)
    }

    @Test("a service, and the one in view changes nothing")
    func services() {
        var story = ConsoleStory.loggedIn()
        tell(.switchService, "v4h", &story)
        #expect(story.state.service == .v4h)
        tell(.switchService, "proconf", &story)
        #expect(story.state.service == .proconf)
    }

    @Test("the words of a filter")
    func filter() {
        var story = ConsoleStory.loggedIn()
        tell(.filter, "uti", &story)
        #expect(
            story.state.conferences.filter.text == "uti" && !story.state.isFiltering
                && story.state.focus == .conferences)
    }

    @Test("nothing, where a command takes nothing")
    func nothing() {
        for declaration in CommandTable.all where declaration.argument == nil {
            var story = ConsoleStory.loggedIn()
            story.state.service = declaration.services.contains(.v4h) ? .v4h : .proconf
            tell(declaration.command, "now", &story)
            #expect(story.effects.isEmpty, "\(declaration.name)")
            let words = "“\(declaration.name)” stands alone: take “now” away."
            #expect(story.state.messages.last?.text == words)
        }
    }
}
