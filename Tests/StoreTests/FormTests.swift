import Meetings
import Services
import Testing

@testable import Store

@Suite("A form")
struct FormTests {
    private func conferenceRequest() -> ConsoleStory {
        var story = ConsoleStory.loggedIn()
        story.press(.requestConference)
        return story
    }

    private func place(_ story: ConsoleStory) -> FormState.Place? { story.state.activeForm?.place }

    @Test("Tab goes through its lines and its button, and then leaves the pane; BackTab goes back the same way")
    func tabbing() {
        var story = ConsoleStory.loggedIn()
        story.press(.guestLink)
        var places = [place(story)]
        for _ in 0..<2 {
            story.press(.nextPane)
            places.append(place(story))
        }
        #expect(places == [.line(0), .line(1), .button])
        story.press(.previousPane)
        #expect(place(story) == .line(1))
        story.press(.nextPane, .nextPane)
        #expect(story.state.focus == .session)
    }

    @Test("the arrows stay within it")
    func arrows() {
        var story = conferenceRequest()
        for _ in 0..<3 { story.press(.up) }
        #expect(place(story) == .line(0))
        for _ in 0..<20 { story.press(.down) }
        #expect(place(story) == .button)
        #expect(story.state.scope == .question)
    }

    @Test("choices go round with the arrows, jump to a letter, and take nothing else")
    func choices() throws {
        var story = conferenceRequest()
        story.press(.down)
        func choice() -> String? { story.prompt?.form.text(.joinPolicy) }
        #expect(choice() == Prompt.unset)
        story.send(.edit(.left))
        #expect(choice() == "SESSIONPWD")
        story.send(.edit(.right), .edit(.right))
        #expect(choice() == "PUBLIC")
        story.type("o")
        #expect(choice() == "ORG")
        story.type("o")
        #expect(choice() == "ORGUNIT")
        story.type("xyz7é")
        story.send(.edit(.deleteBackward), .edit(.deleteWord), .edit(.deleteToStart), .edit(.insert("PUBLIC?")))
        #expect(choice() == "ORGUNIT")
        story.send(.edit(.start))
        #expect(choice() == Prompt.unset)
    }

    @Test(
        "what is typed arrives whole, whatever the letters mean elsewhere",
        arguments: ["login", "guest", "prompt", "filter"])
    func letters(place: String) {
        var story = place == "login" ? ConsoleStory() : ConsoleStory.loggedIn()
        switch place {
        case "guest":
            story.press(.guestLink)
            story.send(.edit(.deleteToStart))
        case "prompt": story.press(.requestConference)
        case "filter": story.press(.conferencesPane, .filter)
        default: break
        }
        let letters = CommandTable.all.flatMap(\.keys).filter { $0.count == 1 }.joined() + "João हृदय 術前"
        for letter in letters {
            #expect(story.state.scope == .typing)
            story.type(String(letter))
        }
        let typed = place == "filter" ? story.state.filterField.text : story.state.activeForm?.activeLine?.field.text
        #expect(typed == letters)
        #expect(story.effects.isEmpty && story.state.messages.isEmpty)
    }

    @Test("what cannot be sent is complained about at its line, nothing is sent, and nothing typed is lost")
    func complaints() throws {
        var story = conferenceRequest()
        story.type("Round")
        story.press(.down)
        story.type("s")
        #expect(story.prompt?.form.text(.joinPolicy) == "SESSIONPWD")
        story.press(.open)
        var prompt = try #require(story.prompt)
        #expect(story.orders.isEmpty && !prompt.isWaiting)
        #expect(prompt.form.activeLine?.id == .password)
        #expect(prompt.form.activeLine?.complaint == "The password is empty.")
        #expect(prompt.form.text(.conferenceName) == "Round")

        story.type("sala")
        #expect(story.prompt?.form.activeLine?.complaint == nil)
        story.press(.open)
        #expect(
            story.orders == [.request(ConferenceDraft(name: "Round", joinPolicy: .password(Secret("sala"))))])
        prompt = try #require(story.prompt)
        #expect(prompt.isWaiting)
        story.press(.open)
        #expect(story.orders.count == 1, "Enter again does not send it twice")
    }

    @Test("units are taken apart at the commas, and empty ones are complained about")
    func units() {
        var story = conferenceRequest()
        story.press(.down)
        story.type("oo")
        story.press(.down)
        story.type(" 11, 12 ")
        story.press(.open)
        #expect(story.orders == [.request(ConferenceDraft(joinPolicy: .organisationUnits(["11", "12"])))])

        story.send(.requested(.failure(.refused(400))))
        story.forgetEffects()
        story.send(.edit(.deleteToStart))
        story.press(.open)
        #expect(story.orders.isEmpty)
        #expect(story.prompt?.form.activeLine?.complaint == "The list of units is empty.")
    }

    @Test("an address that is none is not sent as an avatar")
    func avatars() {
        var story = ConsoleStory.loggedIn()
        story.press(.guestLink, .down)
        for address in ["javascript:alert(1)", "file:///etc/passwd", "picture.png", "https://"] {
            story.send(.edit(.deleteToStart), .edit(.insert(address)))
            story.press(.open)
            #expect(story.orders.isEmpty, "\(address)")
            #expect(story.state.guestLink.form.activeLine?.id == .avatarURL)
            #expect(story.state.guestLink.form.activeLine?.complaint?.hasPrefix("The avatar URL ") == true)
            #expect(story.state.guestLink.form.text(.avatarURL) == address)
        }
        story.send(.edit(.deleteToStart), .edit(.insert("https://a.example/ana.png")))
        story.press(.open)
        #expect(
            story.orders
                == [.makeGuestLink(Conference.ready.id, name: "Guest", avatarURL: "https://a.example/ana.png")])
    }

    @Test("a service that says no leaves the form as it was, with its words")
    func refused() throws {
        var story = conferenceRequest()
        story.type("Round")
        story.press(.open)
        story.send(.requested(.failure(.refused(403, "quota"))))
        let prompt = try #require(story.prompt)
        #expect(!prompt.isWaiting)
        #expect(prompt.form.text(.conferenceName) == "Round")
        #expect(prompt.problem?.detail?.contains("quota") == true)
        #expect(!story.effects.contains { if case .loadConferences = $0 { true } else { false } })
    }

    @Test("a call that may have been carried out is not repeated: the list is asked, and the operator told")
    func unanswered() throws {
        var story = conferenceRequest()
        story.press(.open)
        story.forgetEffects()
        story.answer(.request(ConferenceDraft()), .requested(.failure(.refused(502))))
        #expect(story.orders.isEmpty)
        #expect(story.effects.contains { if case .loadConferences = $0 { true } else { false } })
        #expect(story.state.messages.last?.advice?.contains("may have been done") == true)
    }

    @Test("no dump of the state shows what was typed into a secret line")
    func secrets() {
        var story = ConsoleStory()
        story.type("ana")
        story.press(.down)
        story.type("tr0ub4dor")
        var dumped = ""
        dump(story.state, to: &dumped)
        #expect(!dumped.contains("tr0ub4dor"))
        #expect(story.state.session[.v4h].form.secret(.password) == Secret("tr0ub4dor"))
    }
}
