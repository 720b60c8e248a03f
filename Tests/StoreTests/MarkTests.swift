import Meetings
import Services
import TestSupport
import Testing

@testable import Store

@Suite("Marks in a list")
struct MarkTests {
    private var story: ConsoleStory {
        ConsoleStory.loggedIn(
            conferences: (0..<6).map { number in
                Conference(
                    id: ConferenceIdentifier("\(number)"), room: "room-\(number)", name: number < 3 ? "Ward" : "Clinic",
                    state: number == 5 ? .finished : .ready)
            })
    }

    private func marked(_ story: ConsoleStory) -> [String] { story.state.conferences.marked.map(\.id.text) }

    @Test("are set and taken away row by row, in ranges, for all that is shown, and all at once")
    func marking() {
        var story = story
        story.press(.mark, .mark)
        #expect(marked(story) == ["0", "1"] && story.state.conferences.position == 2)
        story.press(.up, .mark)
        #expect(marked(story) == ["0"])
        story.press(.down, .markRange)
        #expect(marked(story) == ["0", "1", "2", "3"], "from the one marked last to this one")
        story.press(.last, .markRange)
        #expect(marked(story).count == 6)
        story.press(.unmarkAll)
        #expect(marked(story).isEmpty)
        story.press(.unmarkAll)
        #expect(story.state.messages.last?.text == "No row is marked.")
        story.send(.perform(.filter, argument: "clinic"))
        story.press(.markFound)
        #expect(marked(story) == ["3", "4", "5"])
    }

    @Test("stay on their rows through filter, order and refresh, and go with rows that are gone")
    func identity() {
        var story = story
        story.press(.mark, .down, .down, .mark)
        #expect(marked(story) == ["0", "3"])
        story.send(.perform(.filter, argument: "ward"))
        #expect(story.state.conferences.hiddenMarks == 1 && marked(story) == ["0", "3"])
        story.send(.perform(.sort, argument: "id"))
        story.press(.reverseSort)
        #expect(marked(story) == ["0", "3"], "those that are shown first")
        story.list([1, 3, 0].map { Conference(id: ConferenceIdentifier("\($0)"), name: "Ward", state: .ready) })
        #expect(marked(story) == ["3", "0"] && story.state.conferences.hiddenMarks == 0)
        story.list([Conference(id: ConferenceIdentifier("3"), name: "Ward", state: .ready)])
        #expect(marked(story) == ["3"])
        story.list([])
        #expect(marked(story).isEmpty)
    }

    @Test("keep their count of hidden ones in step with what the plainest count gives, whatever is done")
    func counting() {
        var random = SeededGenerator(seed: 3)
        var story = story
        let filters = ["", "ward", "clinic", "room-4", "-ward", "none"]
        for step in 0..<600 {
            switch Int.random(in: 0..<9, using: &random) {
            case 0: story.send(.perform(.filter, argument: filters.randomElement(using: &random) ?? ""))
            case 1: story.press(.mark)
            case 2: story.press(.markRange)
            case 3: story.press([.markFound, .unmarkAll].randomElement(using: &random) ?? .markFound)
            case 4: story.press(.reverseSort)
            case 5:
                let some = (0..<6).filter { _ in Bool.random(using: &random) }
                story.list(
                    some.map {
                        Conference(id: ConferenceIdentifier("\($0)"), name: $0 < 3 ? "Ward" : "Clinic", state: .ready)
                    })
            default: story.press([.up, .down, .last].randomElement(using: &random) ?? .up)
            }
            let table = story.state.conferences
            let shown = Set(table.order.map { table.rows[$0].id })
            #expect(table.hiddenMarks == table.marks.subtracting(shown).count, "at step \(step)")
            #expect(Set(table.marked.map(\.id)) == table.marks && table.marked.count == table.marks.count)
        }
    }
}
