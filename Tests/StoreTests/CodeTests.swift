import Meetings
import Services
import Testing

@testable import Store

@Suite("A link as a QR code")
struct CodeTests {
    /// A console whose Guest link pane has a link.
    private func story() -> ConsoleStory {
        var story = ConsoleStory.loggedIn(conferences: [.live])
        story.press(.guestLink, .open)
        story.answer(
            .makeGuestLink(Conference.live.id, name: "Guest", avatarURL: ""),
            .guestLinkMade(Conference.live.id, .success(.made("s3cr3t"))))
        story.forgetEffects()
        return story
    }

    private func code(_ story: ConsoleStory) -> CodeSheet? {
        if case .code(let sheet) = story.state.overlay { sheet } else { nil }
    }

    @Test("is shown when it is asked for, goes again, and is told to nobody")
    func asked() throws {
        var story = story()
        #expect(story.state.overlay == nil)
        story.press(.showCode)
        let sheet = try #require(code(story))
        #expect(sheet.title == "Guest link" && sheet.subtitle == "Plantão da UTI")
        #expect(sheet.link.url.reveal() == "https://meet.example/r?jwt=s3cr3t")
        #expect(!"\(story.state)".contains("s3cr3t"))
        story.press(.back)
        #expect(story.state.overlay == nil)
        story.press(.showCode, .showCode)
        #expect(story.state.overlay == nil && story.effects.isEmpty)
    }

    @Test("can be copied and opened meanwhile, as the link that it is")
    func meanwhile() {
        var story = story()
        story.press(.showCode, .copy)
        let copied = story.effects.compactMap { if case .copy(let text) = $0 { text.text.reveal() } else { nil } }
        #expect(copied == ["https://meet.example/r?jwt=s3cr3t"])
        #expect(code(story) != nil)
    }

    @Test("comes of the link of a meeting that was entered, too, and goes back to it")
    func entered() {
        var story = ConsoleStory.loggedIn(conferences: [.live])
        #expect(Availability.reason(against: .showCode, in: story.state) == "There is no link yet.")
        story.press(.joinConference)
        let entry = MeetingEntry(
            link: .made("t2"), ticket: MeetingTicket(token: Secret("t2"), room: "uti", participation: "99"))
        story.send(.entered(Conference.live.id, isModerator: false, .success(entry)))
        story.press(.showCode)
        #expect(code(story)?.link == .made("t2"))
        story.press(.back)
        #expect(story.sheet?.link == .made("t2"))
    }
}
