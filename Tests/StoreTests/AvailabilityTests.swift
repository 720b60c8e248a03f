import Meetings
import Services
import Testing

@testable import Store

@Suite("What stands against a command")
struct AvailabilityTests {
    private func reason(_ command: Command, _ story: ConsoleStory) -> String? {
        Availability.reason(against: command, in: story.state)
    }

    @Test("a login is missing: everything that asks a service says so, and the rest can be done")
    func loggedOut() {
        let story = ConsoleStory()
        let asking: Set<Command> = [
            .guestLink, .requestConference, .lookUpConference, .startConference, .joinConference, .closeConference,
            .deleteConference, .watchConference, .leaveConference, .rawDocument, .refresh, .logOut,
        ]
        for command in asking { #expect(reason(command, story)?.contains("Log in") == true, "\(command)") }
        let notYet: Set<Command> = [
            .copy, .reveal, .showCode, .openInBrowser, .profile, .unmarkAll, .export, .verify, .livePane,
        ]
        let ofStage = CommandTable.all.filter(\.isOfStage).map(\.command)
        #expect(ofStage.count > 20)
        for command in ofStage { #expect(reason(command, story)?.contains("stage") == true, "\(command)") }
        for command in notYet { #expect(reason(command, story) != nil, "\(command)") }
        for command in Command.allCases
        where !asking.contains(command) && !notYet.contains(command) && !ofStage.contains(command) {
            #expect(reason(command, story) == nil, "\(command)")
        }
    }

    @Test("nothing is selected")
    func nothingSelected() {
        let story = ConsoleStory.loggedIn(conferences: [])
        let commands: [Command] = [
            .guestLink, .startConference, .joinConference, .closeConference, .deleteConference, .watchConference,
            .rawDocument,
        ]
        for command in commands { #expect(reason(command, story)?.contains("Select") == true, "\(command)") }
        #expect(reason(.requestConference, story) == nil)
        #expect(reason(.lookUpConference, story) == nil)
    }

    @Test("the conference has ended: it can be seen, copied and deleted, and nothing else")
    func ended() {
        let story = ConsoleStory.loggedIn(conferences: [.ended])
        for command in [Command.guestLink, .startConference, .joinConference, .closeConference, .watchConference] {
            #expect(reason(command, story)?.contains("has ended") == true, "\(command)")
        }
        for command in [Command.rawDocument, .deleteConference, .copy] { #expect(reason(command, story) == nil) }
    }

    @Test("the newest record counts, not the list that it has overtaken")
    func overtaken() {
        var story = ConsoleStory.loggedIn(conferences: [.live])
        story.press(.open)
        #expect(reason(.closeConference, story) == nil)
        var record = Conference.live.record
        record.conference.state = .finished
        story.send(.recordLoaded(Conference.live.id, .success(record)))
        #expect(reason(.closeConference, story)?.contains("has ended") == true)
    }

    @Test("one leaves only what one has entered from here")
    func leaving() {
        var story = ConsoleStory.loggedIn(conferences: [.live])
        #expect(reason(.leaveConference, story)?.contains("did not start or join") == true)
        let entry = MeetingEntry(
            link: .made("t"), ticket: MeetingTicket(token: Secret("t"), room: "uti", participation: "99"))
        story.press(.joinConference)
        story.send(.entered(Conference.live.id, isModerator: false, .success(entry)))
        story.press(.back)
        #expect(reason(.leaveConference, story) == nil)
        story.press(.leaveConference)
        #expect(story.orders == [.leave(Conference.live.id, participation: "99")])
    }

    @Test("ProCONF has no conferences to start, and one service alone cannot be changed for another")
    func services() {
        var story = ConsoleStory.loggedIn()
        #expect(reason(.switchService, story) == nil)
        story.press(.switchService)
        for declaration in CommandTable.all where !declaration.services.contains(.proconf) {
            #expect(reason(declaration.command, story)?.contains("Only V4H") == true)
        }
        #expect(reason(.guestLink, story) == nil)
        #expect(reason(.switchService, ConsoleStory(services: [.proconf])) != nil)
    }

    @Test("a link opens in a browser only where there are both")
    func browser() {
        for hasBrowser in [false, true] {
            var story = ConsoleStory.loggedIn(hasBrowser: hasBrowser)
            #expect(reason(.openInBrowser, story)?.contains("no link") == true)
            story.press(.guestLink, .open)
            story.send(.guestLinkMade(Conference.ready.id, .success(.made("t"))))
            #expect((reason(.openInBrowser, story) == nil) == hasBrowser)
        }
    }

    @Test("a command that is asked for all the same says its reason and does nothing")
    func refused() {
        for command in Command.allCases {
            var story = ConsoleStory.loggedIn(conferences: [.ended])
            guard let reason = reason(command, story) else { continue }
            story.press(command)
            #expect(story.effects.isEmpty && story.state.overlay == nil)
            #expect(story.state.messages.last?.text == reason)
        }
    }
}
