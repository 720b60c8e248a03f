import Foundation
import Login
import Meetings
import Sandbox
import Services
import Testing

@testable import Store

@Suite("Several profiles")
struct ProfileTests {
    private func story() -> ConsoleStory {
        var story = ConsoleStory.loggedIn()
        story.state.profiles = ["home", "test", "ward"]
        return story
    }

    private func changes(_ story: ConsoleStory) -> [String] {
        story.effects.compactMap { if case .changeProfile(let name) = $0 { name } else { nil } }
    }

    @Test("are changed by name, and the nearest is named for one that is not there")
    func named() {
        var story = story()
        story.send(.perform(.profile, argument: "ward"))
        #expect(changes(story) == ["ward"])
        story.send(.perform(.profile, argument: "wrad"))
        #expect(story.state.messages.last?.text == "There is no profile “wrad”. Did you mean ward?")
        story.send(.perform(.profile, argument: "test"))
        #expect(changes(story) == ["ward"])
    }

    @Test("are chosen from a list that begins with another than the one that is shown")
    func chosen() {
        var story = story()
        story.press(.profile)
        #expect(story.state.candidates(for: "profile ").map(\.label) == ["home", "test", "ward"])
        story.press(.open)
        #expect(changes(story) == ["home"])
        story.press(.profile, .down, .down, .open)
        #expect(changes(story) == ["home", "ward"])
    }

    @Test("take over what belongs to the operator, and nothing that belongs to another profile")
    func takenOver() {
        var before = story()
        before.press(.readOnly, .palette)
        before.type("sort owner")
        before.press(.open, .watchConference)
        before.state.progress = ["Closing 410"]
        var next = ConsoleStory()
        next.send(.cameFrom(before.state))
        #expect(next.state.isReadOnly && next.state.saidCommands == ["sort owner"])
        #expect(next.state.conferences.rows.isEmpty && next.state.watched.isEmpty && next.state.progress.isEmpty)
        #expect(!next.state.session[.v4h].isUsable)
        let said = next.state.messages.map(\.text)
        #expect(
            said.contains("Goes on in test: Closing 410.") && said.contains { $0.contains("only while that profile") })
    }

    @Test("ask anew for what was given up, and watch again, when they are taken up")
    func takenUp() {
        var story = story()
        story.press(.watchConference, .open)
        story.send(.refreshDue)
        #expect(story.state.conferencesLoading.isLoading && story.state.details.record.isLoading)
        story.forgetEffects()
        story.send(.takenUp)
        #expect(!story.state.conferencesLoading.isLoading && story.state.conferencesLoading.value != nil)
        #expect(!story.state.details.record.isLoading)
        let watched = story.effects.compactMap { if case .watch(let id) = $0 { id } else { nil } }
        #expect(watched == [Conference.ready.id])
        story.send(.refreshDue)
        #expect(story.listsAsked == 1)
    }

    @Test("say by their name what came of an order while another was shown")
    func told() {
        var story = story()
        let message = Message(severity: .success, text: "Closed 9.", advice: "Press x.", moment: ConsoleStory.now)
        story.send(.told(message, of: "ward"))
        #expect(story.state.messages.last?.text == "ward: Closed 9." && story.state.messages.last?.advice == nil)
    }
}

@Suite("A console that is set aside", .timeLimit(.minutes(10)))
@MainActor
struct LiveProfileTests {
    @Test("finishes what was ordered and tells it, reads nothing, and takes everything up again")
    func setAside() async throws {
        try await LiveConsole.open { console in
            try await console.logIn()
            let id = try console.select { $0.state == .started }
            console.press(.watchConference, .closeConference, .right)
            // The list is on its way when the order is given and the console set aside.
            console.press(.open)
            console.store.send(.refreshDue)
            console.store.setAside()
            try await console.eventually("the order is answered") { $0.progress.isEmpty }
            #expect(console.surface.told.contains { $0.hasPrefix("sandbox: Closed ") }, "\(console.surface.told)")
            #expect(console.state.conferences[id]?.conference.state == .started, "nothing was read")
            #expect(console.surface.notices.isEmpty)
            console.store.takeUp()
            try await console.eventually("the list is read again") { state in
                state.conferences[id]?.conference.hasEnded == true
            }
            try await console.said("Ended: ")
            #expect(console.surface.told.count == 1)
        }
    }
}
