import Foundation
import TestSupport
import Testing

/// Whatever ends gavel, and whenever: the terminal is as it was, and whoever waits for it sees what ended it.
@Suite("The terminal is given back", .serialized, .timeLimit(.minutes(10)))
struct GivenBackTests {
    /// What ends it, and how that is seen from outside.
    static let signals: [Int32] = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE,
    ]

    @Test("by every signal that ends it, and it has ended by that signal", arguments: signals)
    func signal(_ signal: Int32) async throws {
        try await Gavel.withList { gavel in
            gavel.process.send(signal)
            try await gavel.expectGivenBack(.signal(signal))
        }
    }

    @Test("with its mouse, that the configuration asks for", arguments: [SIGTERM, SIGSEGV])
    func mouse(_ signal: Int32) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try home.configure(
            "mouse: true\nprofiles: { ward: { v4h: { url: \"http://127.0.0.1:9/v1\", domain: m.example } } }\n")
        try await Gavel.with([], home: home) { gavel in
            try await gavel.terminal.wait(for: "[ Log in ]")
            try await gavel.terminal.waitForModes(until: "the mouse is reported") {
                $0.isChanged(1000) && $0.isChanged(1006)
            }
            // A report that is cut short is no text.
            gavel.terminal.type("\u{1B}[<0;9;9M\u{1B}[<0;9;9m\u{1B}[<64;1")
            gavel.process.send(signal)
            try await gavel.expectGivenBack(.signal(signal))
        }
    }

    @Test("by its keys", arguments: ["q", "\u{3}"])
    func key(_ key: String) async throws {
        try await Gavel.withList { gavel in
            gavel.terminal.type(key)
            try await gavel.expectGivenBack(.exit(0))
        }
    }

    @Test("on every kind of terminal, in its own words", arguments: ["xterm-256color", "linux", "vt220", "rxvt"])
    func types(_ type: String) async throws {
        for ending in [SIGTERM, SIGSEGV] {
            try await Gavel.withList(type: type) { gavel in
                gavel.process.send(ending)
                try await gavel.expectGivenBack(.signal(ending))
            }
        }
    }

    @Test("while a dialog stands, a line is typed into, and another screen lies on top")
    func whileSomethingStands() async throws {
        for (keys, sign) in [
            ("n", "Request a conference"), ("c", "[ Cancel ]"), ("/", "/"), ("?", "To the Session pane"),
        ] {
            for ending in [SIGTERM, SIGABRT] {
                try await Gavel.withList { gavel in
                    gavel.terminal.forget()
                    gavel.terminal.type(keys)
                    try await gavel.terminal.wait(for: sign)
                    gavel.process.send(ending)
                    try await gavel.expectGivenBack(.signal(ending))
                }
            }
        }
    }

    /// The first one comes before the terminal is touched, and the last ones after the first frame.
    @Test("at any moment of its start", arguments: [SIGTERM, SIGINT, SIGHUP, SIGSEGV])
    func whileStarting(_ signal: Int32) async throws {
        // Before the terminal is touched a crash is the Swift runtime's to report.
        for bytes in [0, 1, 20, 200, 2000] where signal != SIGSEGV || bytes > 0 {
            try await Gavel.with { gavel in
                try await gavel.terminal.wait(until: "\(bytes) bytes were written") { $0.count >= bytes }
                gavel.process.send(signal)
                try await gavel.expectGivenBack(.signal(signal))
            }
        }
    }

    @Test("in the midst of output", arguments: [SIGTERM, SIGQUIT, SIGBUS])
    func duringOutput(_ signal: Int32) async throws {
        try await Gavel.withList { gavel in
            gavel.terminal.forget()
            gavel.terminal.type(String(repeating: "\u{C}j", count: 2000))
            try await gavel.terminal.wait(until: "something is written") { $0.count > 2000 }
            gavel.process.send(signal)
            try await gavel.expectGivenBack(.signal(signal))
        }
    }

    @Test(
        "by a terminal that does not read, as behind a dead connection", arguments: [SIGTERM, SIGHUP, SIGINT, SIGSEGV])
    func blocked(_ signal: Int32) async throws {
        try await Gavel.withList { gavel in
            try await gavel.stall()
            gavel.process.send(signal)
            try await gavel.expectGivenBack(.signal(signal))
        }
    }

    @Test("by q on a terminal that does not read", arguments: ["q", "\u{3}"])
    func blockedQuit(_ key: String) async throws {
        try await Gavel.withList { gavel in
            try await gavel.stall()
            gavel.terminal.type(key)
            try await gavel.expectGivenBack(.exit(0))
        }
    }

    @Test("and a terminal that reads again shows what is there now")
    func stallingAndGoingOn() async throws {
        try await Gavel.withList { gavel in
            try await gavel.stall()
            gavel.terminal.resize(columns: 100, rows: 30)
            gavel.terminal.type("?")
            try await gavel.terminal.flush()
            gavel.terminal.resume()
            try await gavel.terminal.wait(for: "To the Session pane")
            gavel.terminal.type("\u{3}")
            try await gavel.expectGivenBack(.exit(0))
        }
    }

    @Test("and what a program was started to ignore, as under nohup, does not end it")
    func ignored() async throws {
        try await Gavel.withList(ignoring: [SIGHUP, SIGQUIT]) { gavel in
            gavel.process.send(SIGHUP)
            gavel.process.send(SIGQUIT)
            gavel.terminal.forget()
            gavel.terminal.type("?")
            try await gavel.terminal.wait(for: "To the Session pane")
            gavel.terminal.type("\u{3}")
            try await gavel.expectGivenBack(.exit(0))
        }
    }
}

/// What is not to begin at all touches nothing.
@Suite("A terminal that cannot be used is left alone", .serialized, .timeLimit(.minutes(10)))
struct LeftAloneTests {
    @Test(
        "where its type is unknown, empty or not told",
        arguments: [
            ("no-such-terminal", "is not known here"), ("", "TERM is not set"), (nil, "TERM is not set"),
        ] as [(String?, String)])
    func type(_ type: String?, words: String) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await TerminalProgram.with(
            BuiltProgram.gavel, ["demo"], type: type, environment: home.environment
        ) { program in
            try await program.expectLeftAlone(status: 74)
            let written = TerminalOutput(program.terminal.bytes)
            #expect(written.text.contains("gavel: ") && written.text.contains(words))
            #expect(written.text.contains("or use --plain"))
        }
    }

    @Test("where it has no screen, it is written to line by line")
    func dumb() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await TerminalProgram.with(
            BuiltProgram.gavel, ["demo"], type: "dumb", environment: home.environment
        ) { program in
            try await program.terminal.wait(for: "gavel demo (operator)> ")
            program.terminal.type("quit\n")
            try await program.expectLeftAlone(status: 0)
        }
    }

    @Test("where one end of it is a file", arguments: [0, 1])
    func redirected(_ descriptor: Int) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        var streams: [SpawnedProcess.Stream] = [.terminal, .terminal, .terminal]
        streams[descriptor] = descriptor == 0 ? .input("/dev/null") : .output(home.path("output"))
        try await TerminalProgram.with(
            BuiltProgram.gavel, ["demo"], environment: home.environment, streams: streams
        ) { program in
            try await program.expectLeftAlone(status: 74)
            let words = "standard \(descriptor == 0 ? "input" : "output") is not a terminal"
            #expect(TerminalOutput(program.terminal.bytes).text.contains(words))
        }
        if descriptor == 1 { #expect(try home.read("output").isEmpty) }
    }

    @Test("where the configuration is wrong")
    func wrongConfiguration() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try home.configure("profiles: 7")
        try await TerminalProgram.with(BuiltProgram.gavel, environment: home.environment) { program in
            try await program.expectLeftAlone(status: 78)
        }
    }
}

extension TerminalProgram {
    /// Expects it to end without a word to the terminal but plain text.
    fileprivate func expectLeftAlone(status: Int32) async throws {
        #expect(try await process.end().cause == .exit(status))
        #expect(try await leftBehind() == [])
        #expect(!terminal.bytes.contains(0x1B))
    }
}
