import Login
import Meetings
import Services
import TestSupport
import Testing

@testable import Store

@Suite("The palette")
struct PaletteTests {
    /// Says a line, as an operator types it.
    private func say(_ line: String, _ story: inout ConsoleStory) {
        story.press(.palette)
        story.type(line)
        story.press(.open)
    }

    @Test("reaches every command of the table, and does what its key does", arguments: CommandTable.all.map(\.command))
    func everyCommand(command: Command) {
        let declaration = CommandTable[command]
        var pressed = ConsoleStory.loggedIn(hasBrowser: true)
        if !declaration.services.contains(.v4h) { pressed.press(.switchService) }
        var said = pressed
        pressed.press(command)
        say(declaration.name, &said)
        // What cannot be done now is refused, with the same words, in the line itself.
        let refusal = Availability.reason(against: command, in: ConsoleStory.loggedIn(hasBrowser: true).state)
        #expect(said.palette?.field.problem == refusal)
        guard refusal == nil else { return }
        let kept = said.effects.first.map { "\($0)" }
        #expect(kept == "keepCommand(\"\(declaration.name)\")", "what was said is kept")
        #expect("\(Array(said.effects.dropFirst()))" == "\(pressed.effects)")
        #expect(said.state.focus == pressed.state.focus && said.state.isReadOnly == pressed.state.isReadOnly)
        #expect(said.state.scope == pressed.state.scope && said.state.service == pressed.state.service)
        #expect(said.state.conferences.sortColumn == pressed.state.conferences.sortColumn)
    }

    @Test("every command has a key in the table, and a candidate that says it")
    func reachable() throws {
        let story = ConsoleStory.loggedIn()
        for declaration in CommandTable.all {
            #expect(!story.state.keys[declaration.command].isEmpty, "\(declaration.name)")
            let first = try #require(story.state.candidates(for: declaration.name).first)
            #expect(first.line == declaration.name && first.label == declaration.usage)
            #expect(first.keys == declaration.keys && first.summary == declaration.summary)
        }
        #expect(story.state.candidates(for: "").count == CommandTable.all.count { !$0.isOfStage })
        #expect(ConsoleStory.onStage().state.candidates(for: "").count == CommandTable.all.count)
    }

    @Test("says why a command cannot be used now, and puts it behind those that can be")
    func reasons() {
        let story = ConsoleStory.loggedIn(conferences: [.ended])
        let close = story.state.candidates(for: "close").first
        #expect(close?.reason?.contains("has ended") == true)
        #expect(story.state.candidates(for: "c").first?.line == "copy")
        #expect(story.state.candidates(for: "zzz").isEmpty)
    }

    @Test("passes the gate: what cannot be undone asks first, and read-only mode refuses")
    func gate() throws {
        var story = ConsoleStory.loggedIn()
        say("close 411", &story)
        #expect(try #require(story.question).order == .close(Conference.live.id))
        #expect(story.orders.isEmpty)
        story = .loggedIn(isReadOnly: true)
        say("close 411", &story)
        #expect(story.question == nil && story.palette?.field.problem == "This console is read-only.")
    }

    @Test("completes names and what is said with them by Tab, the best first")
    func completion() {
        var story = ConsoleStory.loggedIn()
        story.press(.palette)
        story.type("clo")
        story.press(.nextPane)
        #expect(story.palette?.field.text == "close ")
        #expect(story.state.candidates(for: "close ").map(\.label) == ["410", "411", "412"])
        story.type("uti")
        story.press(.nextPane)
        #expect(story.palette?.field.text == "close 411")
        #expect(story.state.candidates(for: "sort ma").map(\.line) == ["sort may-join"])
        #expect(story.state.candidates(for: "service ").map(\.label) == ["v4h", "proconf"])
        #expect(story.state.candidates(for: "guest-link An").map(\.line) == ["guest-link An"])
        #expect(story.state.candidates(for: "quit now").map(\.line) == ["quit"])
    }

    @Test("goes through the candidates with the arrows; Enter does the one that was gone to")
    func choice() {
        var story = ConsoleStory.loggedIn()
        story.press(.palette)
        story.type("sort o")
        story.press(.down)
        #expect(story.palette?.choice == 0)
        story.press(.up)
        #expect(story.palette?.choice == nil && story.palette?.field.text == "sort o")
        story.press(.down, .open)
        #expect(story.state.conferences.sortColumn == .owner && story.state.overlay == nil)
    }

    @Test("takes the beginning of a name where it is the only one, and else names those there are")
    func beginnings() {
        var story = ConsoleStory.loggedIn()
        say("mess", &story)
        guard case .messages = story.state.overlay else {
            Issue.record("the messages are not there")
            return
        }
        say("re", &story)
        #expect(story.palette?.field.problem?.contains("refresh, reverse") == true)
        say(":q", &story)
        #expect(story.quits == [false])
    }

    @Test("names the nearest right word, and keeps what was typed")
    func spelling() {
        var story = ConsoleStory.loggedIn()
        say("clsoe 411", &story)
        #expect(story.palette?.field.text == "clsoe 411")
        #expect(story.palette?.field.problem == "No command is called that. Did you mean close?")
        story.press(.back)
        say("qqqq", &story)
        #expect(story.palette?.field.problem == "No command is called that. ? lists all of them.")
    }

    @Test("keeps what was carried out in a history, and what was typed while one looks back")
    func history() {
        var story = ConsoleStory.loggedIn()
        for line in ["sort owner", "readonly", "sort owner"] { say(line, &story) }
        #expect(story.state.saidCommands == ["readonly", "sort owner"])
        story.press(.palette)
        story.type("gu")
        var seen: [String] = []
        for command in [Command.up, .up, .up, .down, .down] {
            story.press(command)
            seen.append(story.palette?.field.text ?? "")
        }
        #expect(seen == ["sort owner", "readonly", "readonly", "sort owner", "gu"])
    }

    @Test("keeps nothing that is no command, and repeats it nowhere: it may be a password")
    func secrets() {
        var story = ConsoleStory.loggedIn()
        let planted = "hunter2-planted"
        say(planted, &story)
        story.press(.back)
        #expect(story.state.saidCommands.isEmpty)
        #expect(!"\(story.state)".contains(planted))
        for declaration in CommandTable.all where !declaration.isOfStage {
            if case .text(let label) = declaration.argument { #expect(["name", "words"].contains(label)) }
        }
    }

    @Test("keeps no word of what is said to a meeting: it may be a patient's name, or a password")
    func saidToMeeting() {
        let planted = "hunter2-planted"
        for line in ["chat \(planted)", "subject \(planted)", "jitsi password [\"\(planted)\"]"] {
            var story = ConsoleStory.onStage()
            say(line, &story)
            #expect(story.steered.count == 1, "\(line)")
            #expect(story.state.saidCommands == [String(line.prefix { $0 != " " })])
            let kept = story.effects.compactMap { if case .keepCommand(let line) = $0 { line } else { nil } }
            #expect(kept.count == 1 && !kept[0].contains(planted))
        }
    }

    @Test("lies over a form without losing it, and carries out nothing that the form stands in the way of")
    func form() {
        var story = ConsoleStory.loggedIn()
        story.press(.requestConference)
        story.type("Night shift")
        say("sort owner", &story)
        #expect(story.palette?.field.problem == "Finish or leave “Request a conference” first.")
        story.press(.help, .back)
        #expect(story.prompt?.form.text(.conferenceName) == "Night shift")
    }

    @Test("gives way when a login has ended, so that no password is typed into it")
    func loginEnds() {
        var story = ConsoleStory.loggedIn()
        story.press(.palette)
        story.send(.loginChanged(.v4h, LoginStatus(phase: .failed, lastProblem: .loginEnded("refused"))))
        #expect(story.state.overlay == nil && story.state.focus == .session)
    }
}

@Suite("The help")
struct HelpStateTests {
    @Test("finds commands by words of their names, titles, sentences and keys")
    func found() {
        var story = ConsoleStory.loggedIn()
        story.press(.help)
        story.type("evidence clos")
        #expect(story.help?.found(keys: .standard).isEmpty == true)
        story.send(.edit(.deleteToStart))
        story.type("conf clos")
        #expect(story.help?.found(keys: .standard).map(\.command) == [.closeConference])
        story.send(.edit(.deleteToStart))
        #expect(story.help?.found(keys: .standard).map(\.isOfStage).contains(true) == false)
        #expect(story.help?.found(keys: .standard).count == CommandTable.all.count { !$0.isOfStage })
    }

    @Test("does the selected command with Enter, and only closes where none is selected")
    func run() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.help, .open)
        #expect(story.state.overlay == nil && story.effects.isEmpty)
        story.press(.help)
        story.type("close the conf")
        story.press(.open)
        #expect(try #require(story.question).order == .close(Conference.ready.id))
    }

    @Test("stays, and says why, where the selected command cannot be used now")
    func refused() {
        var story = ConsoleStory.loggedIn(conferences: [.ended])
        story.press(.help)
        story.type("close the conf")
        story.press(.open)
        #expect(story.help?.field.problem == "This conference has ended; you cannot close it.")
    }

    @Test("carries out what is about the link that lies beneath it")
    func beneath() {
        var story = ConsoleStory.loggedIn()
        let entry = MeetingEntry(
            link: .made("t"), ticket: MeetingTicket(token: Secret("t"), room: "uti", participation: "99"))
        story.send(.entered(Conference.ready.id, isModerator: true, .success(entry)))
        story.press(.help)
        story.type("token and what")
        story.press(.open)
        #expect(story.sheet?.isRevealed == true)
    }
}
