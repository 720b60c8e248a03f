import Foundation
import Login
import Meetings
import Services
import TestSupport
import Testing

@testable import Store

@Suite("A file that is held against a record")
struct FileCheckTests {
    private static let evidence = IntegrityEvidence(hash: "abcd", hashType: "MD5")
    private static let recorded: Conference = {
        var conference = Conference.ended
        conference.evidence = evidence
        return conference
    }()

    private func story(_ conference: Conference = recorded) -> ConsoleStory {
        var story = ConsoleStory.loggedIn(conferences: [conference])
        story.press(.open)
        story.send(.recordLoaded(conference.id, .success(conference.record)))
        story.forgetEffects()
        return story
    }

    private func checks(_ story: ConsoleStory) -> [(reading: FileReading, evidence: IntegrityEvidence?)] {
        story.effects.compactMap { if case .checkFile(let reading, let known) = $0 { (reading, known) } else { nil } }
    }

    private func isStopped(_ story: ConsoleStory) -> Bool {
        story.effects.contains { if case .stopCheckingFile = $0 { true } else { false } }
    }

    @Test("is read at once where its name is said, and else asked for, with the last name there already")
    func asked() throws {
        var story = story()
        story.send(.perform(.verify, argument: "~/r.mp4"))
        #expect(checks(story).first?.evidence == FileCheckTests.evidence)
        #expect(story.state.fileReading?.subject == Conference.ended.id)
        story.press(.verify)
        #expect(try #require(story.prompt).form.text(.file) == "~/r.mp4")
        story.send(.edit(.deleteToStart))
        story.press(.open)
        #expect(story.prompt?.form.lines.first?.complaint == "The file name is empty.")
        story.type("b.mp4")
        story.press(.open)
        #expect(story.state.overlay == nil && checks(story).map(\.reading.path) == ["~/r.mp4", "b.mp4"])
    }

    @Test("has the record asked for first where only the list is known, and that without a hash")
    func unknownRecord() {
        var story = ConsoleStory.loggedIn(conferences: [.ended])
        story.send(.perform(.verify, argument: "r.mp4"))
        #expect(checks(story).count == 1 && checks(story).first?.evidence == nil)
        story = ConsoleStory.loggedIn(conferences: [FileCheckTests.recorded])
        story.send(.perform(.verify, argument: "r.mp4"))
        #expect(checks(story).first?.evidence == FileCheckTests.evidence)
    }

    @Test("tells what came of it, which stands until the record says something else")
    func findings() throws {
        let findings: [(FileCheck.Finding, String, Message.Severity)] = [
            (.match(algorithm: "MD5"), "Match: r.mp4 is the recording of", .success),
            (.mismatch(algorithm: "MD5", expected: "ab", found: "cd"), "No match: r.mp4 is not", .error),
            (.open(Trouble(title: "No hash.", advice: "Wait.")), "It cannot be told: No hash.", .warning),
        ]
        for (finding, words, severity) in findings {
            var story = story()
            story.send(.perform(.verify, argument: "r.mp4"))
            let (reading, known) = try #require(checks(story).first)
            story.send(.file(.found(reading, finding, against: try #require(known))))
            let said = try #require(story.state.messages.last)
            #expect(said.text.hasPrefix(words) && said.severity == severity, "\(said.text)")
            #expect(story.state.fileReading == nil)
            #expect(story.state.fileCheck(of: FileCheckTests.recorded)?.finding == finding)
            story.press(.conferencesPane, .refresh)
            #expect(story.state.fileCheck(of: FileCheckTests.recorded)?.finding == finding)
            var other = FileCheckTests.recorded
            other.evidence.hash = "ffff"
            #expect(story.state.fileCheck(of: other) == nil)
        }
    }

    @Test("is given up by Esc, whose answer is not told any more")
    func cancelled() throws {
        var story = story()
        story.send(.perform(.verify, argument: "r.mp4"))
        let (reading, known) = try #require(checks(story).first)
        let focus = story.state.focus
        story.press(.back)
        #expect(isStopped(story) && story.state.fileReading == nil && story.state.focus == focus)
        #expect(story.state.messages.last?.text == "Stopped: r.mp4 was not checked.")
        story.send(.file(.found(reading, .match(algorithm: "MD5"), against: try #require(known))))
        story.send(.file(.read(reading)))
        #expect(story.state.fileCheck(of: FileCheckTests.recorded) == nil && story.state.fileReading == nil)
        story.press(.back)
        #expect(story.state.focus == .conferences, "Esc means again what it always means")
    }

    @Test("tells how far it has come, and never takes that back")
    func progress() throws {
        var story = story()
        story.send(.perform(.verify, argument: "r.mp4"))
        var reading = try #require(checks(story).first).reading
        for (told, shown) in [(0, 0), (40, 40), (20, 40), (100, 100)] {
            reading.percent = told
            story.send(.file(.read(reading)))
            #expect(story.state.fileReading?.percent == shown)
        }
        var other = FileReading("other.mp4", of: Conference.ended.id)
        other.percent = 100
        story.send(.perform(.verify, argument: "r.mp4"), .file(.read(other)))
        #expect(story.state.fileReading?.percent == nil)
    }

    @Test("needs a login only where the record has to be asked for")
    func availability() {
        var story = story()
        story.send(.loginChanged(.v4h, LoginStatus(phase: .failed, lastProblem: .loginEnded("x"))))
        #expect(Availability.reason(against: .verify, in: story.state) == nil)
        story = ConsoleStory.loggedIn(conferences: [.ended])
        story.send(.loginChanged(.v4h, LoginStatus(phase: .failed, lastProblem: .loginEnded("x"))))
        #expect(Availability.reason(against: .verify, in: story.state)?.contains("Log in") == true)
    }

    @Test("is read as it lies there: the recording, another file, none, and a pipe")
    func reading() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let path = try home.write("abc", to: "r.mp4")
        func finding(_ path: String, _ hash: SafeText? = "900150983cd24fb0d6963f7d28e17f72") async -> FileCheck.Finding?
        {
            let answers = await FileReading(path, of: Conference.ended.id).check(
                against: IntegrityEvidence(hash: hash, hashType: "MD5"), on: nil, progress: { _ in })
            guard case .file(.found(_, let finding, _)) = answers.last else { return nil }
            return finding
        }
        #expect(await finding(path) == .match(algorithm: "MD5"))
        let other = "\(String(repeating: "0", count: 32))"
        #expect(
            await finding(path, SafeText(other))
                == .mismatch(algorithm: "MD5", expected: other, found: "900150983cd24fb0d6963f7d28e17f72"))
        for (path, hash, words) in [
            (home.path("none"), "00", "is not one of"), (path, nil, "holds no hash"),
            (home.folder.path, "900150983cd24fb0d6963f7d28e17f72", "is no ordinary file"),
            (home.path("none"), "900150983cd24fb0d6963f7d28e17f72", "cannot be read"),
        ] {
            guard case .open(let trouble) = await finding(path, hash.map { SafeText($0) }) else {
                Issue.record("\(words)")
                continue
            }
            #expect(trouble.title.contains(words) && !trouble.advice.isEmpty, "\(trouble.title)")
        }
        let pipe = home.path("pipe")
        mkfifo(pipe, 0o600)
        guard case .open(let trouble) = await finding(pipe) else {
            Issue.record("a pipe was read")
            return
        }
        #expect(trouble.title.contains("is no ordinary file"))
    }
}
