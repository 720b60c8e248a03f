import Foundation
import TestSupport
import Testing

/// One after the other: each has a console, a terminal and a server, and machines may be small.
@Suite("On the terminal of the real console", .serialized, .timeLimit(.minutes(10)))
struct HostileTerminalTests {
    /// What a console sends that is shown no harm.
    private func vocabulary() async throws -> TerminalVocabulary {
        var vocabulary: TerminalVocabulary?
        try await HostileConsole.with(seed: 1, .harmless) { console in
            _ = try await console.lookAround()
            vocabulary = TerminalVocabulary(from: try await console.leave())
        }
        return try #require(vocabulary)
    }

    @Test("it is asked nothing, since an answer would come as keys")
    func noQuestions() async throws {
        #expect(try await vocabulary().asksNothing)
    }

    @Test("what should not be sent is found, whatever it is")
    func strangersAreFound() {
        let vocabulary = TerminalVocabulary(from: TerminalOutput(Array("\u{1B}[?1049h\u{1B}[1;2Hab\u{1B}(B\r\n".utf8)))
        let harmless = ["\u{1B}[3;4Hção", "\u{1B}[m\u{1B}[2J", "می\u{200C}خ", "`x`", "\u{1B}]52;c;eA==\u{7}"]
        for text in harmless {
            #expect(
                vocabulary.strangers(in: TerminalOutput(text.utf8), copied: text.contains("]52") ? ["x"] : []).isEmpty)
        }
        let moves = ["\n", "\u{8}\u{8}\u{8}PWNED", "\r\nPWNED", "\u{1B}[2JPWNED", "\u{1B}[1;1HPWNED", "\u{1B}[8mPWNED"]
        for text in HostileText.attacks + ["\u{1B}]52;c;eQ==\u{7}", "a\u{202E}b", "a\u{200B}b"]
        where !moves.contains(text)
            && text.unicodeScalars.contains(where: { !$0.isASCII || $0.value < 0x20 || $0.value == 0x7F })
        {
            let complaints = vocabulary.strangers(in: TerminalOutput(text.utf8), copied: [])
            #expect(!complaints.isEmpty, "\(text.debugDescription)")
        }
        #expect(!vocabulary.strangers(in: TerminalOutput([0x61, 0xFF, 0x62]), copied: []).isEmpty)
        #expect(!vocabulary.strangers(in: TerminalOutput([]), copied: ["x"]).isEmpty)
    }

    @Test(
        "nothing of a hostile server steers it, and clipboard and browser get the link as it is",
        arguments: [2, 3] as [UInt64])
    func obliging(seed: UInt64) async throws {
        let vocabulary = try await vocabulary()
        try await HostileConsole.with(seed: seed, .obliging) { console in
            let copied = try await console.lookAround()
            let output = try await console.leave()
            for complaint in vocabulary.strangers(in: output, copied: copied) {
                Issue.record("seed \(seed): \(complaint)")
            }
            try expectCleanFiles(console)
        }
    }

    @Test("errors, nonsense and lures do not, either, and what is not safe is neither copied nor opened")
    func refusing() async throws {
        let vocabulary = try await vocabulary()
        try await HostileConsole.with(seed: 4, .luring) { console in
            try await console.see("1 of 24")
            console.press("i")
            try await console.see("Look up a conference")
            console.press("7\r")
            try await console.see("Found ")
            console.press("g\r")
            try await console.see("link is not safe to use")
            console.press("yb")
            try await console.escape()
            for manners in [HostileAnswers.Manners.refusing, .raving] {
                console.server.manners = manners
                for _ in 0..<5 {
                    console.press("2r\r3r2g\r")
                    try await console.see("[ Make link ]")
                    try await console.escape()
                    console.press("2i7\r")
                    try await console.see("[ Look up ]")
                    try await console.escape()
                }
                console.press("m")
                try await console.see("Messages")
                console.press("G\u{1B}[6~")
                try await console.escape()
                console.press("p")
                try await console.see("[ Get token ]")
                console.press("2r\r3r4\r")
                try await console.escape()
                console.press("p")
                try await console.see("[ Make link ]")
            }
            let output = try await console.leave()
            for complaint in vocabulary.strangers(in: output, copied: []) { Issue.record("\(complaint)") }
            #expect(!console.hasCalledBrowser)
            try expectCleanFiles(console)
        }
    }

    /// Nothing that the console has written down of a server holds a control sequence.
    private func expectCleanFiles(_ console: HostileConsole) throws {
        for name in console.home.files where name.hasPrefix("state/") {
            guard let data = FileManager.default.contents(atPath: console.home.path(name)) else { continue }
            let text = try #require(String(validating: data, as: UTF8.self), "\(name) is no UTF-8")
            let stranger = text.unicodeScalars.first {
                $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
            }
            #expect(stranger == nil, "\(name) holds a control character")
        }
    }
}
