import Testing

@testable import Store

@Suite("The line of a filter")
struct FilterTests {
    @Test("keeps the list as the last right one left it, while something wrong or unfinished is typed")
    func faults() {
        var story = ConsoleStory.loggedIn()
        story.press(.filter)
        story.type("uti onwer")
        #expect(story.state.conferences.count == 0)
        story.send(.edit(.deleteWord))
        #expect(story.state.conferences.count == 1 && story.state.filterFault == nil)
        story.type("onwer:")
        #expect(story.state.filterFault?.place == 4..<9)
        #expect(story.state.conferences.count == 0, "as “onwer” left it")
        story.send(.edit(.deleteWord))
        story.type("state:")
        #expect(story.state.filterFault?.reason == .nothingBehind("state:"))
        story.press(.open)
        #expect(story.state.isFiltering, "what is wrong is not kept")
        #expect(story.state.messages.last?.text == "What is to follow state:?")
        story.type("live")
        #expect(story.state.filterFault == nil && story.state.conferences.count == 1)
        story.press(.open)
        #expect(!story.state.isFiltering && story.state.conferences.filter.text == "uti state:live")
    }

    @Test("brings earlier filters back with the arrows, and what was being typed behind them")
    func history() {
        var story = ConsoleStory.loggedIn()
        for words in ["uti", "state:live", "uti"] {
            story.press(.filter)
            story.send(.edit(.deleteToStart))
            story.type(words)
            story.press(.open)
        }
        story.press(.back, .filter)
        #expect(story.state.filterField.text == "" && story.state.conferences.count == 3)
        story.type("card")
        for (command, text, count) in [
            (Command.up, "uti", 1), (.up, "state:live", 1), (.up, "state:live", 1), (.down, "uti", 1),
            (.down, "card", 1),
            (.down, "card", 1), (.up, "uti", 1),
        ] {
            story.press(command)
            #expect(story.state.filterField.text == text)
            #expect(story.state.conferences.count == count, "the list follows")
        }
        story.press(.back, .filter, .up)
        #expect(story.state.filterField.text == "uti", "what Esc cleared is there too")
    }

    @Test("has a history of its own for each list, with one entry for what was used twice")
    func histories() {
        var history = FilterHistory()
        for text in ["a", "b", "a", " "] { history.add(text) }
        #expect(history.earlier(than: "") == "a")
        #expect(history.earlier(than: "") == "b")
        #expect(history.earlier(than: "") == nil)
        var story = ConsoleStory.loggedIn()
        story.press(.filter)
        story.type("uti")
        story.press(.open, .switchService, .filter, .up)
        #expect(story.state.filterField.text == "")
    }

    @Test("is refused as an argument with what is wrong with it")
    func argument() {
        var story = ConsoleStory.loggedIn()
        story.send(.perform(.filter, argument: "state:live"))
        #expect(story.state.conferences.count == 1 && !story.state.isFiltering)
        story.send(.perform(.filter, argument: "~["))
        #expect(story.state.conferences.filter.text == "state:live")
        #expect(story.state.messages.last?.text == "This [ is not closed.")
    }
}
