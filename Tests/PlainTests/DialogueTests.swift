import Foundation
import Meetings
import Testing

@testable import Plain

@Suite("A dialogue", .timeLimit(.minutes(10)))
@MainActor
struct DialogueTests {
    @Test("shows its prompts to who types, and takes lines in their order, to the end")
    func people() async throws {
        let talk = try Talk(isInteractive: true)
        talk.type("one\ntwo\n")
        #expect(await talk.dialogue.ask("First: ") == .line("one"))
        #expect(await talk.dialogue.ask("Second: ") == .line("two"))
        talk.hangUp()
        #expect(await talk.dialogue.ask("Third: ") == .end)
        #expect(talk.written == "First: Second: Third: \n")
    }

    @Test("shows none to a script, and takes its secrets from its lines")
    func script() async throws {
        let talk = try Talk(isInteractive: false)
        talk.type("one\nsesame\n")
        #expect(await talk.dialogue.ask("First: ") == .line("one"))
        #expect(await talk.dialogue.askSecret("Password: ") == .secret(Secret("sesame")))
        talk.hangUp()
        #expect(await talk.dialogue.askSecret("Password: ") == .end)
        #expect(talk.written.isEmpty)
    }

    @Test("says what comes meanwhile on lines of its own, below a prompt that then comes anew")
    func meanwhile() async throws {
        let talk = try Talk(isInteractive: true)
        talk.dialogue.say("Before.")
        async let answer = talk.dialogue.ask("Say: ")
        try await talk.wait { $0.hasSuffix("Say: ") }
        talk.dialogue.say("Ended.\nTwice.")
        talk.type("yes\n")
        #expect(await answer == .line("yes"))
        #expect(talk.written == "Before.\nSay: \nEnded.\nTwice.\nSay: ")
    }

    @Test("leaves a question at Ctrl-C, and gives the next one the line that is typed then")
    func interruption() async throws {
        let talk = try Talk(isInteractive: true)
        async let answer = talk.dialogue.ask("Say: ")
        try await talk.wait { $0 == "Say: " }
        talk.dialogue.interrupt()
        #expect(await answer == .interrupted)
        talk.type("quit\n")
        #expect(await talk.dialogue.ask("> ") == .line("quit"))
        #expect(talk.written == "Say: \n> ")
    }

    @Test("cancels what is waited for at Ctrl-C")
    func cancelled() async throws {
        let talk = try Talk(isInteractive: true)
        let (started, begun) = AsyncStream.makeStream(of: Void.self)
        async let outcome = talk.dialogue.unlessInterrupted {
            begun.yield()
            try? await Task.sleep(for: .seconds(600))
            return true
        }
        for await _ in started { break }
        talk.dialogue.interrupt()
        #expect(await outcome == nil)
        #expect(await talk.dialogue.unlessInterrupted { 7 } == 7)
    }

    @Test("takes yes and no, and nothing else for either")
    func agreement() async throws {
        let talk = try Talk(isInteractive: true)
        talk.type("maybe\nY\nno\n\n\n")
        #expect(await talk.dialogue.agrees("Close it?") == true)
        #expect(await talk.dialogue.agrees("Close it?") == false)
        #expect(await talk.dialogue.agrees("Close it?", usual: false) == false)
        talk.hangUp()
        #expect(await talk.dialogue.agrees("Close it?") == nil)
        #expect(talk.written.hasPrefix("Close it? yes/no: Answer yes or no.\nClose it? yes/no: "))
    }

    @Test("lets nothing pass that could steer the terminal")
    func harm() async throws {
        let talk = try Talk(isInteractive: true)
        talk.dialogue.say("a\u{1B}[2Jb\u{9B}c\u{202E}d")
        talk.type("x\n")
        _ = await talk.dialogue.ask("\u{1B}]0;x\u{7}? ")
        #expect(!talk.written.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B || $0.value == 0x202E })
        #expect(!talk.written.contains("\u{7}"))
    }
}

/// A dialogue whose other end is the test.
@MainActor
private final class Talk {
    let dialogue: Dialogue
    private let pipe = Pipe()
    private let output: Output

    private final class Output {
        var text = ""
    }

    init(isInteractive: Bool) throws {
        let output = Output()
        self.output = output
        dialogue = Dialogue(input: pipe.fileHandleForReading.fileDescriptor, isInteractive: isInteractive) {
            output.text += $0
        }
    }

    var written: String { output.text }

    func type(_ text: String) { pipe.fileHandleForWriting.write(Data(text.utf8)) }

    func hangUp() { try? pipe.fileHandleForWriting.close() }

    func wait(until isMet: (String) -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while !isMet(written), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
        try #require(isMet(written))
    }
}
