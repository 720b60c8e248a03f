import Testing

@testable import Store

@Suite("The theme")
struct ThemeTests {
    private let names = ["default", "dark", "light"]

    private func choosing() -> ConsoleStory {
        var story = ConsoleStory.loggedIn()
        story.press(.theme)
        story.send(.theme(.listed(names)))
        return story
    }

    private func shown(_ story: ConsoleStory) -> [String] {
        story.effects.compactMap { if case .showTheme(let name, _) = $0 { name } else { nil } }
    }

    /// Does as the program does, which shows whatever theme it is asked to.
    private func show(_ story: inout ConsoleStory) {
        guard case .showTheme(let name, let isAnnounced) = story.effects.last else { return }
        story.send(.theme(.shown(name, isAnnounced: isAnnounced)))
    }

    @Test("is seen as soon as it is selected, round and round, and kept with Enter")
    func choosingOne() {
        var story = choosing()
        for _ in names {
            story.press(.down)
            show(&story)
        }
        #expect(shown(story) == ["dark", "light", "default"])
        story.press(.up)
        show(&story)
        story.press(.open)
        show(&story)
        #expect(story.state.overlay == nil && story.state.theme == "light")
        #expect(story.state.messages.map(\.text) == ["Theme light."])
    }

    @Test("is the one before again after Esc, without a word")
    func leaving() {
        var story = choosing()
        story.press(.back)
        #expect(shown(story).isEmpty, "nothing was changed")
        story.press(.theme)
        story.send(.theme(.listed(names)))
        story.press(.last)
        show(&story)
        #expect(story.state.theme == "light")
        story.press(.back)
        show(&story)
        #expect(story.state.theme == "default" && story.state.messages.isEmpty && story.state.overlay == nil)
    }

    @Test("cannot be kept while it has a mistake, and the mistake is told")
    func refused() throws {
        var story = choosing()
        story.press(.down)
        story.send(.theme(.refused("dark", reason: "dark.yaml:1: fg is wrong")))
        guard case .themes(let chooser) = story.state.overlay else { throw Unexpected() }
        #expect(chooser.problem == "dark.yaml:1: fg is wrong")
        story.press(.open)
        #expect(story.state.overlay != nil && story.state.theme == "default")
        story.press(.down)
        show(&story)
        guard case .themes(let next) = story.state.overlay else { throw Unexpected() }
        #expect(next.problem == nil)
    }

    @Test("can be named, and what cannot be used is told without a list")
    func named() {
        var story = ConsoleStory.loggedIn()
        story.send(.perform(.theme, argument: "light"))
        show(&story)
        #expect(story.state.theme == "light" && story.state.overlay == nil)
        story.send(.theme(.refused("lihgt", reason: "“lihgt” is no theme; use light")))
        #expect(story.state.messages.last?.text.contains("use light") == true && story.state.theme == "light")
    }

    @Test("is told of when its file was changed: read anew, or kept as it was with what is wrong")
    func rereading() {
        var story = ConsoleStory.loggedIn()
        story.send(.theme(.reread("ward")), .theme(.broken("ward", reason: "ward.yaml:3: key.fg: “rot” is no colour")))
        #expect(story.state.messages.map(\.severity) == [.information, .warning])
        #expect(story.state.messages.last?.text.contains("ward.yaml:3: key.fg: “rot” is no colour") == true)
    }

    private struct Unexpected: Error {}
}
