import Foundation
import Login
import Meetings
import Services
import Testing

@testable import Store

@Suite("A login that nothing renews")
struct LoginEndingTests {
    /// A console whose V4H login lasts so many seconds.
    private func story(lasting seconds: Double, isRenewed: Bool = false, isAutomatic: Bool = false) -> ConsoleStory {
        var story = ConsoleStory(automaticLogins: isAutomatic ? [.v4h] : [])
        let end = ConsoleStory.now + seconds
        let status = LoginStatus(phase: .valid(until: end), until: end, hasRefreshToken: isRenewed)
        story.send(.loginChanged(.v4h, status), .loginFinished(.v4h, .success("ana")))
        story.forgetEffects()
        return story
    }

    /// What was told until the login's end, with a look every minute.
    private func told(_ story: ConsoleStory, for seconds: Int) -> [(moment: Int, notice: Notice)] {
        var story = story
        var told: [(Int, Notice)] = []
        for moment in stride(from: 60, through: seconds, by: 60) {
            story.forgetEffects()
            story.wait(60)
            story.send(.ticked)
            for case .notify(let notice) in story.effects { told.append((moment, notice)) }
        }
        return told
    }

    @Test("is told of once, five minutes before its end, in a notice and in a message")
    func once() throws {
        let story = story(lasting: 3600)
        let told = told(story, for: 3600)
        #expect(told.map(\.moment) == [3300])
        #expect(told.first?.notice.title == "test")
        #expect(told.first?.notice.body == "The V4H login ends in 5 min, and nothing renews it.")
    }

    @Test("that is short is told of when a quarter of it is left")
    func short() {
        #expect(told(story(lasting: 400), for: 390).map(\.moment) == [300])
    }

    @Test("is not told of where it is renewed, or made anew by the console")
    func renewed() {
        #expect(told(story(lasting: 3600, isRenewed: true), for: 3600).isEmpty)
        #expect(told(story(lasting: 3600, isAutomatic: true), for: 3600).isEmpty)
    }

    @Test("is not told of when it has ended before anybody looked")
    func late() {
        var story = story(lasting: 3600)
        story.wait(4000)
        story.send(.ticked)
        #expect(!story.effects.contains { if case .notify = $0 { true } else { false } })
    }
}
