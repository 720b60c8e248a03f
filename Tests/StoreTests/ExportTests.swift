import Meetings
import Services
import Testing

@testable import Store

@Suite("An export")
struct ExportTests {
    private func exports(_ story: ConsoleStory) -> [Export] {
        story.effects.compactMap { if case .export(let export) = $0 { export } else { nil } }
    }

    private func ids(_ export: Export?) -> [String] {
        guard case .conferences(let all) = export?.subjects else { return [] }
        return all.map(\.id.text)
    }

    @Test("is of the marked conferences, hidden ones too, or else of the selected one")
    func subjects() throws {
        var story = ConsoleStory.loggedIn()
        story.send(.perform(.export, argument: "~/a.json"))
        #expect(ids(exports(story).first) == ["410"] && exports(story).first?.form == .json)
        story.press(.mark, .mark)
        story.send(.perform(.filter, argument: "uti"))
        story.forgetEffects()
        story.send(.perform(.export, argument: "b.MD"))
        let export = try #require(exports(story).first)
        #expect(ids(export) == ["411", "410"] && export.form == .markdown && export.hiddenCount == 1)
        story.send(.exported(export, .written("/h/b.MD")))
        #expect(
            story.state.messages.last?.text
                == "2 conferences were written to /h/b.MD, 1 of them hidden by the filter.")
    }

    @Test("is of ProCONF's meetings where these are in view, marked or selected")
    func meetings() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.switchService)
        story.send(.perform(.export, argument: "m.csv"))
        guard case .meetings(let one) = try #require(exports(story).first).subjects else {
            Issue.record("no meetings")
            return
        }
        #expect(one.count == 1)
        story.press(.markFound)
        story.forgetEffects()
        story.send(.perform(.export, argument: "m.csv"))
        let export = try #require(exports(story).first)
        #expect(export.count == "2 meetings")
    }

    @Test("asks for the name of the file, and complains beside it about one that says no form")
    func prompt() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.mark, .mark, .export)
        #expect(try #require(story.prompt).title == "Write 2 conferences to a file")
        story.press(.open)
        #expect(story.prompt?.form.lines.first?.complaint == "The file name is empty.")
        story.type("/tmp/x.txt")
        story.press(.open)
        #expect(story.prompt?.form.lines.first?.complaint == "The file name has to end in .json, .csv or .md.")
        #expect(exports(story).isEmpty)
        story.send(.edit(.deleteToStart))
        story.type("/tmp/x.json")
        story.press(.open, .open)
        #expect(exports(story).map(\.path) == ["/tmp/x.json"], "once, however often Enter is pressed")
        story.send(.exported(try #require(exports(story).first), .written("/tmp/x.json")))
        #expect(story.prompt == nil)
    }

    @Test("keeps what was typed where it failed, and says what to do")
    func failure() throws {
        var story = ConsoleStory.loggedIn()
        story.press(.export)
        story.type("/no/x.json")
        story.press(.open)
        let export = try #require(exports(story).first)
        story.send(.exported(export, .failed(title: "There is no folder /no.", advice: "Make it.")))
        #expect(story.prompt?.form.text(.file) == "/no/x.json" && story.prompt?.isWaiting == false)
        #expect(story.prompt?.problem?.advice == "Make it.")
        #expect(story.state.messages.last?.advice == "Make it.")
    }

    @Test("replaces a file only after a question that has Cancel focused")
    func replacing() throws {
        for isByPalette in [false, true] {
            var story = ConsoleStory.loggedIn()
            if isByPalette {
                story.send(.perform(.export, argument: "/x.json"))
            } else {
                story.press(.export)
                story.type("/x.json")
                story.press(.open)
            }
            let export = try #require(exports(story).first)
            #expect(!export.isReplacing)
            story.forgetEffects()
            story.send(.exported(export, .taken("/x.json")))
            #expect(try #require(story.question).text.contains("/x.json"))
            story.press(.open)
            #expect(exports(story).isEmpty && (story.prompt != nil) == !isByPalette)
            story.send(.exported(export, .taken("/x.json")))
            story.press(.right, .open)
            #expect(exports(story).map(\.isReplacing) == [true])
            #expect(story.orders.isEmpty)
        }
    }

    @Test("is possible in read-only mode and without a login, but not of nothing")
    func availability() {
        var story = ConsoleStory.loggedIn(isReadOnly: true)
        story.press(.export)
        #expect(story.prompt?.purpose == .export)
        for service in ServiceKind.allCases {
            var empty = ConsoleStory.loggedIn(conferences: [])
            empty.send(.meetingsLoaded(.success([])))
            if service == .proconf { empty.press(.switchService) }
            empty.press(.export)
            #expect(empty.prompt == nil && empty.state.messages.last?.text.hasPrefix("Select a") == true)
        }
    }

    @Test("a wrong name in the palette is told there")
    func palette() {
        var story = ConsoleStory.loggedIn()
        story.press(.palette)
        story.type("export x.yaml")
        story.press(.open)
        #expect(story.palette?.field.problem == "The file name has to end in .json, .csv or .md.")
    }

    @Test("paths are as shells know them")
    func paths() {
        func path(_ typed: String) -> String { TypedPath(typed, home: "/h", folder: "/w").path }
        #expect(path("~/a.json") == "/h/a.json" && path("a.json") == "/w/a.json" && path("/a.json") == "/a.json")
        #expect(path("~ana/a.json") == "/w/~ana/a.json" && path("~") == "/h" && path("a/~/b") == "/w/a/~/b")
        #expect(TypedPath("~/a", home: nil, folder: "/").path == "/~/a")
    }
}

@Suite("Marks in the list of meetings")
struct MeetingMarkTests {
    private func copied(_ story: ConsoleStory) -> [String] {
        story.effects.compactMap { if case .copy(let text) = $0 { "\(text.name): \(text.text.reveal())" } else { nil } }
    }

    @Test("have the names of their rooms copied, one a line, and without marks that of the selected one")
    func rooms() {
        var story = ConsoleStory.loggedIn()
        story.press(.switchService, .copy)
        #expect(copied(story) == ["The room's name: sala-2"])
        story.forgetEffects()
        story.press(.markFound, .copy)
        #expect(copied(story) == ["The list of 2 rooms: sala-2\nsala-1"])
        story.forgetEffects()
        story.send(.meetingsLoaded(.success([])))
        story.press(.copy)
        #expect(copied(story).isEmpty && story.state.messages.last?.text == "There is nothing to copy here.")
    }
}
