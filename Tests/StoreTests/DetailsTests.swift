import Foundation
import Meetings
import Services
import Testing

@testable import Store

@Suite("The details")
struct DetailsTests {
    private let marks = [
        DetailsMark(.policies, line: 10), DetailsMark(.recording, line: 14), DetailsMark(.otherFields, line: 30),
    ]

    /// A console that shows the record of the first conference, with room for eight lines of it.
    private func story() -> ConsoleStory {
        var story = ConsoleStory.loggedIn()
        story.press(.open)
        story.send(.recordLoaded(Conference.ready.id, .success(Conference.ready.record)))
        story.send(.laidOut(Viewport(detailRows: 8, detailSections: marks)))
        return story
    }

    @Test("are gone through heading by heading, and scroll only where the heading is not seen")
    func sections() {
        var story = story()
        story.press(.nextSection)
        #expect(story.state.details.section == .policies && story.state.details.top == 10)
        story.press(.nextSection)
        #expect(story.state.details.section == .recording && story.state.details.top == 10)
        story.press(.nextSection, .nextSection)
        #expect(story.state.details.section == .otherFields && story.state.details.top == 30, "the last is the last")
        story.press(.previousSection, .previousSection, .previousSection)
        #expect(story.state.details.section == nil && story.state.details.top == 0, "before the first is the beginning")
    }

    @Test("tell which fields have gone since the last look, until another record is looked at")
    func gone() {
        var story = ConsoleStory.loggedIn()
        var before = Conference.ready
        before.ownerUnit = "UTI"
        before.evidence.hash = "ff"
        before.otherFields = ["skin": 2, "tags": .null]
        story.press(.open)
        story.send(.recordLoaded(before.id, .success(before.record)))
        #expect(story.state.details.gone(from: before).isEmpty)
        var now = before
        now.ownerUnit = nil
        now.evidence.hash = nil
        now.otherFields = [:]
        now.name = "Another name"
        story.wait(60)
        story.press(.refresh)
        story.send(.recordLoaded(now.id, .success(now.record)))
        #expect(story.state.details.gone(from: now) == [.hash, .unit, .other("skin")])
        #expect(story.state.details.changes.contains(.name))
        story.press(.conferencesPane, .down, .open)
        #expect(story.state.details.gone(from: Conference.live).isEmpty)
    }

    @Test("fold the section that was gone to, and unfold it again, for every conference")
    func folding() {
        var story = story()
        story.press(.nextSection, .nextSection, .fold)
        #expect(story.state.details.folded == [.recording])
        story.press(.conferencesPane, .down, .open)
        #expect(story.state.details.folded == [.recording])
        story.press(.nextSection, .nextSection, .fold)
        #expect(story.state.details.folded.isEmpty)
    }

    @Test("fold the first section in view where none was gone to, and nothing where none is in view")
    func foldingInView() {
        var story = story()
        story.press(.fold)
        #expect(story.state.details.folded.isEmpty)
        story.press(.pageDown, .fold)
        #expect(story.state.details.folded == [.policies])
    }

    @Test("have nothing to fold where there are no sections, and say so")
    func nothingToFold() {
        var story = story()
        story.send(.laidOut(Viewport(detailRows: 8)))
        story.press(.fold)
        #expect(story.state.details.folded.isEmpty)
        #expect(story.state.messages.last?.text == "There are no sections here.")
    }

    @Test("mark what is other than at the last look, for as long as the conference stays in view")
    func changes() {
        var story = story()
        #expect(story.state.details.changes.isEmpty && story.state.details.changesSince == nil, "the first look")
        let first = story.state.now
        story.wait(60)
        var changed = Conference.ready
        changed.state = .finished
        changed.evidence.hash = "9f3c"
        changed.otherFields["moderators"] = 2
        story.press(.conferencesPane, .down, .open)
        story.send(.recordLoaded(Conference.live.id, .success(Conference.live.record)))
        #expect(story.state.details.changes.isEmpty)
        story.press(.conferencesPane, .up, .open)
        story.send(.recordLoaded(changed.id, .success(changed.record)))
        #expect(story.state.details.changes == [.state, .hash, .other("moderators")])
        #expect(story.state.details.changesSince == first)
        story.press(.refresh)
        story.send(.recordLoaded(changed.id, .success(changed.record)))
        #expect(story.state.details.changes.count == 3, "they have not been left yet")
        story.press(.conferencesPane, .down, .open, .conferencesPane, .up, .open)
        story.send(.recordLoaded(changed.id, .success(changed.record)))
        #expect(story.state.details.changes.isEmpty, "they have been seen")
    }

    @Test("remember as many looks as they must, and the newest")
    func looks() {
        var looks = RecordLooks()
        for number in 0...RecordLooks.most {
            #expect(looks.note(Conference(id: ConferenceIdentifier("\(number)")), at: ConsoleStory.now) == nil)
        }
        #expect(looks.note(Conference(id: ConferenceIdentifier("\(RecordLooks.most)")), at: ConsoleStory.now) != nil)
        #expect(
            looks.note(Conference(id: ConferenceIdentifier("0")), at: ConsoleStory.now) == nil, "the oldest was let go")
    }
}
