import Foundation
import Login
import Meetings
import Services
import Testing

@testable import Store

@Suite("Copying")
struct CopyTests {
    private static let places: [ServiceKind: MeetingPlace] = [
        .v4h: MeetingPlace(
            V4HDeployment(baseURL: URL(filePath: "/"), domain: "meet.example")),
        .proconf: MeetingPlace(
            ProConfDeployment(
                server: .applicationServer(URL(filePath: "/")), domain: "call.example")),
    ].compactMapValues { $0 }

    /// A console with a loaded record of the live conference, which is selected, and a link made for it.
    private func story(hasLink: Bool = true) -> ConsoleStory {
        var story = ConsoleStory.loggedIn(conferences: [.live, .ready])
        story.state.profile.places = CopyTests.places
        story.press(.open)
        story.send(.recordLoaded(Conference.live.id, .success(Conference.live.record)))
        if hasLink {
            story.press(.guestLink, .open)
            story.answer(
                .makeGuestLink(Conference.live.id, name: "Guest", avatarURL: ""),
                .guestLinkMade(Conference.live.id, .success(.made("tok"))))
        }
        story.press(.conferencesPane)
        story.forgetEffects()
        return story
    }

    private func copied(_ story: ConsoleStory) -> [CopyText] {
        story.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    }

    private func copied(_ choice: CopyChoice, _ story: ConsoleStory) -> String? {
        var story = story
        story.send(.perform(.copy, argument: choice.rawValue))
        return copied(story).first?.text.reveal()
    }

    @Test("takes what is named, from wherever the operator stands")
    func choices() throws {
        let story = story()
        #expect(copied(.link, story) == "https://meet.example/r?jwt=tok")
        #expect(copied(.id, story) == "411")
        #expect(copied(.url, story) == "https://meet.example/uti")
        #expect(copied(.json, story) == Conference.live.record.document.pretty)
        #expect(copied(.markdown, story)?.hasPrefix("# Plantão da UTI\n\n- **State**: live\n") == true)
    }

    @Test("puts no token into anything but the link")
    func tokens() {
        let story = story()
        for choice in CopyChoice.allCases {
            let text = copied(choice, story)
            #expect(text != nil && text?.contains("tok") == (choice == .link), "\(choice)")
        }
    }

    @Test("takes the link, or else the id, where nothing is named")
    func nearest() {
        var story = story()
        story.press(.copy)
        story.press(.guestLinkPane, .copy)
        #expect(copied(story).map { $0.text.reveal() } == ["411", "https://meet.example/r?jwt=tok"])
    }

    @Test("gives the reason for what cannot be copied now, and copies nothing")
    func reasons() {
        var story = story(hasLink: false)
        story.press(.down)
        let reasons: [CopyChoice: String] = [
            .link: "There is no link yet: g makes one.",
            .json: "The record is not loaded: Enter on the row does.",
        ]
        for (choice, reason) in reasons {
            story.send(.perform(.copy, argument: choice.rawValue))
            #expect(story.state.messages.last?.text == reason)
        }
        story.list([])
        for choice in CopyChoice.allCases where choice != .link {
            #expect(story.state.reason(againstCopying: choice) == "Select a conference first.")
        }
        story.send(.perform(.copy, argument: "everything"))
        #expect(story.state.messages.last?.text.hasPrefix("There is no what “everything”.") == true)
        #expect(copied(story).isEmpty)
    }

    @Test("takes no link that was made for another conference")
    func linkOfAnother() {
        var story = story()
        story.press(.down)
        #expect(story.state.reason(againstCopying: .link) == "The link is in the pane Guest link: 4.")
    }

    @Test("of a ProCONF meeting takes its room's address and its details; a record there is none")
    func proconf() {
        var story = story()
        story.press(.switchService)
        #expect(copied(.url, story) == "https://call.example/sala-2")
        #expect(copied(.id, story) == "sala-2_1795340000")
        #expect(copied(.markdown, story)?.contains("- **Room**: sala-2\n") == true)
        #expect(story.state.reason(againstCopying: .json) == "Only V4H has records.")
    }

    @Test("from the list: a letter copies and closes it, and a refused one stays with its reason")
    func list() throws {
        var story = story(hasLink: false)
        story.press(.chooseCopy)
        #expect(story.state.scope == .typing)
        story.type("l")
        guard case .copies(let chooser) = story.state.overlay else { throw NotThere() }
        #expect(chooser.selectedChoice == .link && copied(story).isEmpty)
        story.type("zq")
        story.send(.edit(.insert("iu")))
        #expect(copied(story).isEmpty, "what is pasted is no letter")
        story.press(.down, .open)
        #expect(story.state.overlay == nil)
        #expect(copied(story).map { $0.text.reveal() } == ["411"])
        story.press(.chooseCopy, .back)
        #expect(story.state.overlay == nil)
    }

    @Test("from the list over a meeting's link copies that link, and leaves it where it was")
    func listOverLink() {
        var story = story(hasLink: false)
        let entry = MeetingEntry(
            link: .made("t2"), ticket: MeetingTicket(token: Secret("t2"), room: "uti", participation: "99"))
        story.press(.joinConference)
        story.send(.entered(Conference.live.id, isModerator: false, .success(entry)))
        #expect(story.sheet != nil)
        story.press(.chooseCopy)
        story.type("l")
        #expect(story.sheet != nil)
        #expect(copied(story).map { $0.text.reveal() } == ["https://meet.example/r?jwt=t2"])
    }

    @Test("tells honestly what became of it")
    func outcomes() throws {
        let text = try story().state.copyText(.id)
        func said(_ outcome: Copying) -> (text: String?, advice: String?, isShown: Bool) {
            var story = story()
            story.send(.copied(text, outcome))
            let isShown = if case .text = story.state.overlay { true } else { false }
            return (story.state.messages.last?.text, story.state.messages.last?.advice, isShown)
        }
        let sent = said(.sent)
        #expect(sent.text == "The conference's id was sent to the clipboard.")
        #expect(sent.advice == "If it does not paste, your terminal has OSC 52 off." && !sent.isShown)
        #expect(
            said(Copying(terminal: .sent, program: .taken(by: "xclip"))).text
                == "The conference's id was copied with xclip.")
        let half = said(Copying(terminal: .sent, program: .failed(reason: "xclip took too long")))
        #expect(half.advice == "xclip took too long. If it does not paste, your terminal has OSC 52 off.")
        #expect(said(Copying()).isShown)
        let long = said(Copying(terminal: .tooLong))
        #expect(long.text == "The conference's id is too long for the clipboard." && long.isShown)
        let failed = said(Copying(program: .failed(reason: "No wl-copy, xclip or pbcopy can be used here")))
        #expect(failed.text == "The conference's id could not be copied." && failed.isShown)
        #expect(failed.advice?.hasPrefix("No wl-copy") == true)
    }

    @Test("what is shown to be selected by mouse scrolls, and goes again")
    func shown() throws {
        var story = story()
        story.send(.copied(try story.state.copyText(.json), Copying()))
        guard case .text(let sheet) = story.state.overlay else { throw NotThere() }
        #expect(sheet.text.reveal() == Conference.live.record.document.pretty)
        #expect(!"\(story.state)".contains(sheet.text.reveal()))
        story.press(.down, .back)
        #expect(story.state.overlay == nil)
    }
}

@Suite("Details in Markdown")
struct DetailsMarkdownTests {
    private func markdown(_ conference: Conference) -> String {
        let story = ConsoleStory.loggedIn(conferences: [conference])
        return (try? story.state.copyText(.markdown).text.reveal()) ?? ""
    }

    @Test("have every fact and section of the pane, and say as of when")
    func whole() {
        var conference = Conference.ended
        conference.recordingLocation = "https://storage.example/412.mp4"
        conference.joinPolicy = "ORG_UNIT"
        conference.otherFields = ["max_size": 3]
        #expect(
            markdown(conference) == """
                # ensino

                - **State**: ended
                - **Identifier**: 412
                - **Room**: ensino
                - **Ended**: 2026-11-22 13:05:00 +00:00  (1 h 00 ago)

                ## Policies

                - **May join**: ORG_UNIT

                ## Recording and evidence

                - **Recording**: <https://storage.example/412.mp4>

                ## Other fields

                - **max_size**: 3

                As of 2026-11-22 14:05:00 +00:00.

                """)
    }

    @Test("take nothing that a server says for markup")
    func hostile() {
        var conference = Conference.ended
        conference.name = "[Log in](https://evil.example) *now* `x` <b> # _a_"
        conference.recordingLocation = "https://a.example/> [x](y)"
        conference.ownerUnit = "# 1. one"
        conference.joinPolicy = "12. twelve"
        let text = markdown(conference)
        #expect(text.hasPrefix("# \\[Log in\\](https://evil.example) \\*now\\* \\`x\\` \\<b\\> # \\_a\\_\n"))
        #expect(text.contains("- **Recording**: https://a.example/\\> \\[x\\](y)\n"))
        #expect(text.contains("- **Unit**: \\# 1. one\n") && text.contains("- **May join**: 12\\. twelve\n"))
    }

    @Test("quote what was said in a meeting, line by line")
    func prose() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.switchService, .open)
        story.send(.summaryLoaded("sala-2", .success(.text(SafeText(document: "Agreed:\n\n- tests\n1) more")))))
        let text = try story.state.copyText(.markdown).text.reveal()
        #expect(text.contains("## Summary\n\n> Agreed:\n>\n> \\- tests\n> 1\\) more\n"))
    }
}

/// What a test looked for was not on the screen.
private struct NotThere: Error {}
