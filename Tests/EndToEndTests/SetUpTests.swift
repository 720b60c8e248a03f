import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The set-up", .timeLimit(.minutes(10)))
    struct SetUpTests {
        @Test("a newcomer is asked, and Enter alone opens the console on the Sandbox")
        func demo() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            try await TerminalProgram.with(BuiltProgram.gavel, environment: home.environment) { program in
                try await program.answer("1 or 2 [1]:", with: "")
                try await program.terminal.wait(for: "1 of 40")
                program.terminal.type("q")
                #expect(try await program.process.end().cause == .exit(0))
                #expect(try await program.leftBehind() == [])
            }
            #expect(!home.files.contains { $0.hasSuffix("config.yaml") })
        }

        @Test("a profile is asked for, tried, shown and written for its owner alone, without the password")
        func profile() async throws {
            try await SetUpTests.withSandbox { home, sandbox in
                let there = sandbox.announcement
                try await TerminalProgram.with(BuiltProgram.gavel, environment: home.environment) { program in
                    try await program.answer("1 or 2 [1]:", with: "2")
                    try await program.answer("Name of the profile", with: "ward")
                    try await program.answer("V4H address", with: there.v4h)
                    try await program.answer("meetings are opened [127.0.0.1:", with: "meet.example.org")
                    try await program.answer("V4H user name", with: there.user)
                    try await program.answer("Command that tells", with: "")
                    try await program.answer("or none [none]:", with: "application")
                    try await program.answer("ProCONF address", with: there.proconf)
                    try await program.answer("meetings are opened", with: "")
                    try await program.answer("ProCONF user name", with: "")
                    try await program.answer("read-only", with: "yes")
                    try await program.answer("Try it now?", with: "")
                    try await program.answer("Password of \(there.user) for V4H", with: there.password)
                    try await program.terminal.wait(for: "V4H: it answers, and lets you in.")
                    try await program.terminal.wait(for: "ProCONF: it answers. The login was not tried.")
                    #expect(
                        !home.files.contains { $0.hasSuffix("config.yaml") }, "nothing is written before it is seen")
                    try await program.answer("Write it, change it, or leave? [write]:", with: "")
                    try await program.terminal.wait(for: "Log in to V4H")
                    #expect(!String(decoding: program.terminal.bytes, as: UTF8.self).contains(there.password))
                    program.terminal.type("\u{3}")
                    #expect(try await program.process.end().cause == .exit(0))
                    #expect(try await program.leftBehind() == [])
                }
                let port = try #require(there.port)
                #expect(
                    try home.read("config/gavel/config.yaml") == """
                        profiles:
                          ward:
                            v4h:
                              url: \(there.v4h)
                              domain: meet.example.org
                              user: \(there.user)
                            proconf:
                              application-server: \(there.proconf)
                              domain: 127.0.0.1:\(port)
                            read-only: true

                        """)
                let file = home.path("config/gavel/config.yaml")
                #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: home.path("config/gavel")) == ["config.yaml"])
                for name in home.files where !name.hasSuffix("/gavel") && name.contains("/gavel/") {
                    #expect(try !home.read(name).contains(there.password), "\(name)")
                }
            }
        }

        @Test("every answer is checked at once, and asked for again")
        func checks() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            try await TerminalProgram.with(BuiltProgram.gavel, environment: home.environment) { program in
                try await program.answer("1 or 2 [1]:", with: "3")
                try await program.answer("1 or 2 [1]:", with: "2")
                for (prompt, wrong, words, right) in [
                    ("Name of the profile", "my ward", "is no name for a profile", "ward"),
                    ("V4H address", "v4h.example.org", "write https://v4h.example.org", ""),
                    ("or none [none]:", "aplication", "Did you mean application?", "none"),
                    ("V4H address", "http://v4h.example.org", "without encryption", "https://me@v4h.example.org"),
                    ("V4H address", "https://v4h.example.org?a=b", "has a query", "https://v4h.example.org/v1"),
                    ("[v4h.example.org]:", "https://meet.example.org", "is no host", "meet.example.org"),
                    ("V4H user name", "ma\u{7}ria", "control", "maria"),
                    ("Command that tells", "pass show v4h | head -1", "which only a shell", "pass show v4h"),
                ] {
                    try await program.answer(prompt, with: wrong)
                    try await program.terminal.wait(for: words)
                    try await program.answer(prompt, with: right)
                }
                program.terminal.type("q\n")
                try await program.expectLeft(home)
            }
        }

        @Test("q, Ctrl-C and Ctrl-D leave everything as it was, at any question", arguments: ["q\n", "\u{3}", "\u{4}"])
        func leaving(key: String) async throws {
            try await SetUpTests.withSandbox { home, sandbox in
                let answers = [
                    ("1 or 2 [1]:", "2"), ("Name of the profile", ""), ("V4H address", sandbox.announcement.v4h),
                    ("meetings are opened", ""), ("V4H user name", "maria"), ("Command that tells", ""),
                    ("or none [none]:", ""), ("read-only", ""), ("Try it now?", ""), ("Password of maria", ""),
                    ("[write]:", ""),
                ]
                // The password may begin with a q.
                for last in answers.indices where key != "q\n" || !answers[last].0.hasPrefix("Password") {
                    try await TerminalProgram.with(BuiltProgram.gavel, environment: home.environment) { program in
                        for (prompt, answer) in answers[..<last] { try await program.answer(prompt, with: answer) }
                        try await program.terminal.wait(for: answers[last].0)
                        program.terminal.type(key)
                        try await program.expectLeft(home)
                    }
                }
            }
        }

        @Test("where the trial fails it says why, and writes only what is wanted all the same")
        func failure() async throws {
            try await SetUpTests.withSandbox { home, sandbox in
                let there = sandbox.announcement
                try await TerminalProgram.with(
                    BuiltProgram.gavel, ["setup"], environment: home.environment
                ) { program in
                    try await program.answer("Name of the profile", with: "ward")
                    try await program.answer("V4H address", with: there.v4h)
                    try await program.answer("meetings are opened", with: "")
                    try await program.answer("V4H user name", with: there.user)
                    try await program.answer("Command that tells", with: "")
                    try await program.answer("or none [none]:", with: "")
                    try await program.answer("read-only", with: "")
                    try await program.answer("Try it now?", with: "")
                    try await program.answer("Password of", with: "wrong")
                    try await program.terminal.wait(for: "did not accept the login")
                    try await program.answer("or leave? [change]:", with: "change")
                    // What was answered is offered again.
                    try await program.answer("Name of the profile [ward]:", with: "")
                    try await program.answer("[\(there.v4h); - for none]:", with: "http://127.0.0.1:1/v1")
                    try await program.answer("meetings are opened", with: "")
                    try await program.answer("[\(there.user); - for none]:", with: "-")
                    try await program.answer("or none [none]:", with: "")
                    try await program.answer("read-only", with: "")
                    try await program.answer("Try it now?", with: "")
                    try await program.terminal.wait(for: "V4H: ")
                    #expect(!home.files.contains { $0.hasSuffix("config.yaml") })
                    try await program.answer("or leave? [change]:", with: "write")
                    #expect(try await program.process.end().cause == .exit(0))
                    #expect(try await program.leftBehind() == [])
                    let text = TerminalOutput(program.terminal.bytes).text
                    #expect(text.contains("gavel --profile ward opens the console"))
                }
                #expect(try home.read("config/gavel/config.yaml").contains("url: http://127.0.0.1:1/v1"))
            }
        }

        @Test("a file that comes into being meanwhile stays as it is")
        func other() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            try await TerminalProgram.with(BuiltProgram.gavel, environment: home.environment) { program in
                try await program.answerWithoutTrial()
                try home.configure("# another's\n")
                program.terminal.type("write\n")
                #expect(try await program.process.end().cause == .exit(65))
            }
            #expect(try home.read("config/gavel/config.yaml") == "# another's\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: home.path("config/gavel")) == ["config.yaml"])
        }

        @Test("with profiles there are, one is added and nothing else is changed; one of the same name is refused")
        func second() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let before = "# mine\nprofiles:\n  a: { v4h: { url: https://a.example.org, domain: meet.example.org } }\n"
            let file = try home.configure(before)
            #expect(chmod(file, 0o640) == 0)
            try await TerminalProgram.with(BuiltProgram.gavel, ["setup"], environment: home.environment) { program in
                try await program.answer("Name of the profile", with: "a")
                try await program.terminal.wait(for: "has a profile “a” already")
                try await program.answerWithoutTrial(first: [])
                program.terminal.type("\n")
                #expect(try await program.process.end().cause == .exit(0))
            }
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
            let text = try home.read("config/gavel/config.yaml")
            #expect(text.contains("# mine\n") && text.contains("  a: {") && text.contains("  clinic:\n"), "\(text)")
        }

        @Test("without a terminal nothing is asked: it is said what to do")
        func withoutTerminal() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Program.run(["setup"], in: home)
            #expect(outcome.status == 74 && outcome.output.isEmpty)
            #expect(outcome.complaint.contains("gavel profile add"))
            #expect(home.files.isEmpty)
        }

        private static func withSandbox(_ body: (TemporaryHome, SandboxProcess) async throws -> Void) async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            try await SandboxProcess.with(in: home) { try await body(home, $0) }
        }
    }
}

extension TerminalProgram {
    /// Waits for a prompt that has not been seen yet, and answers it.
    func answer(_ prompt: String, with line: String) async throws {
        try await terminal.wait(for: prompt)
        terminal.forget()
        terminal.type(line + "\n")
    }

    /// Answers everything up to the last question, for a service that is not asked.
    fileprivate func answerWithoutTrial(first: [(String, String)] = [("1 or 2 [1]:", "2")]) async throws {
        for (prompt, line) in first + [
            ("Name of the profile", ""), ("V4H address", "https://v4h.example.org"), ("meetings are opened", ""),
            ("V4H user name", ""), ("or none [none]:", ""), ("read-only", ""), ("Try it now?", "no"),
        ] {
            try await answer(prompt, with: line)
        }
        try await terminal.wait(for: "or leave? [write]:")
    }

    /// Expects it to have ended with nothing written, nothing changed, and a word about that.
    fileprivate func expectLeft(_ home: TemporaryHome) async throws {
        #expect(try await process.end().cause == .exit(1))
        // All that was written has come only with the end of the stream.
        #expect(try await leftBehind() == [])
        #expect(TerminalOutput(terminal.bytes).text.contains("nothing was written, everything is as it was"))
        #expect(!terminal.bytes.contains(0x1B))
        #expect(!home.files.contains { $0.hasPrefix("config") })
    }
}
