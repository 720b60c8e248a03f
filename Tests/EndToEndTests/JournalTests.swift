import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The journal")
    struct JournalTests {
        /// Asks for the lines until they are as they should be; a test's time limit ends it.
        private func lines(
            in home: TemporaryHome,
            until isMet: ([[String: Any]]) -> Bool
        ) async throws -> [[String: Any]] {
            while true {
                let outcome = try await Program.run(["journal", "--json"], in: home)
                #expect(outcome.status == 0, "\(outcome.complaint)")
                let lines = try outcome.output.split(separator: "\n").map {
                    try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
                }
                if isMet(lines) { return lines }
                try Task.checkCancellation()
            }
        }

        @Test(
            "what is done is in the journal, survives a kill, and what it knows is in the next console's list",
            .timeLimit(.minutes(10)))
        func killed() async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(conferences: 3, in: window.home) { sandbox in
                    let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
                    try window.home.configure(sandbox.profile("ward", passwordCommand: "[cat, \(secret)]"))
                    try await window.startGavel("console")
                    try await window.wait(for: "1 of 3")
                    try await window.press("n")
                    try await window.wait(for: "Request a conference")
                    try await window.type("Night shift")
                    try await window.press("Enter")
                    try await window.wait(until: "it is there") { $0.selectedRow?.contains("Night shift") == true }
                    try await window.press("g", "Enter")
                    try await window.wait(for: "Guest link ready.")

                    try await window.press("2", "H")
                    let journal = try await window.wait(until: "the journal is shown") {
                        $0.contains("requestConference") && $0.contains("✓ done")
                    }
                    #expect(journal.contains("state/gavel/journal.jsonl"), "\(journal)")
                    let lines = try await lines(in: window.home) { lines in
                        lines.contains { $0["action"] as? String == "guestLink" }
                    }
                    let actions = lines.compactMap { $0["action"] as? String }.filter { $0 != "open" }
                    #expect(actions == ["logIn", "requestConference", "guestLink"])
                    #expect(
                        lines.allSatisfy { $0["profile"] as? String == "ward" && $0["who"] as? String == "operator" })
                    let text = try window.home.read("state/gavel/journal.jsonl")
                    #expect(!text.contains("eyJ") && !text.contains(sandbox.announcement.password))

                    // A kill in the middle of a line, which a real one only rarely hits.
                    let pane = try await window.value("pane_pid")
                    let children = try String(contentsOfFile: "/proc/\(pane)/task/\(pane)/children", encoding: .utf8)
                    kill(try #require(children.split(separator: " ").first.flatMap { Int32($0) }), SIGKILL)
                    #expect(try await window.exitStatus() == 137)
                    let file = window.home.path("state/gavel/journal.jsonl")
                    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
                    try handle.seekToEnd()
                    try handle.write(contentsOf: Data(#"{"when":"2026-"#.utf8))
                    try handle.close()
                }
                // Another sandbox of the same profile, whose own list does not name the conference.
                try await SandboxProcess.with(conferences: 3, in: window.home) { sandbox in
                    let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
                    try window.home.configure(sandbox.profile("ward", passwordCommand: "[cat, \(secret)]"))
                    try await window.startGavel("console")
                    let screen = try await window.wait(for: "1 of 4")
                    #expect(screen.contains("Night shift"), "\(screen)")
                    try await window.press("m")
                    let messages = try await window.wait(for: "A torn line of the journal was put aside (14 bytes).")
                    #expect(messages.contains("Messages"))
                    try await window.press("Escape")
                    try await window.wait(forEndOf: "A torn line of the journal")

                    // It is not there any more, and goes when that is seen.
                    try await window.press("/")
                    try await window.type("night shift")
                    try await window.press("Enter", "Enter")
                    try await window.wait(until: "it is gone") { $0.contains("0 of 3") && !$0.contains("1 of 1") }
                    try await window.press("q")
                    #expect(try await window.exitStatus() == 0)
                }
                let last = try await lines(in: window.home) { !$0.isEmpty }.last
                #expect(last?["action"] as? String == "open" && last?["status"] as? Int == 404)
                #expect(try window.home.read("state/gavel/journal.torn") == "{\"when\":\"2026-\n")
            }
        }

        @Test(
            "the journal is printed for people, by profile and time, and to a reader that has enough",
            .timeLimit(.minutes(10)))
        func printing() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let empty = try await Program.run(["journal"], in: home)
            #expect(empty.status == 0 && empty.output.isEmpty)
            #expect(empty.complaint.hasPrefix("gavel: The journal is empty"), "\(empty.complaint)")
            #expect(home.files.isEmpty)

            func line(_ profile: String, _ when: String, _ name: String) -> String {
                #"{"when":"\#(when)","profile":"\#(profile)","service":"v4h","action":"closeConference","#
                    + #""target":{"id":"7","name":"\#(name)"},"outcome":"done","milliseconds":20}"#
            }
            let lines = [
                line("ward", "2026-01-01T10:00:00.000Z", "First"), line("clinic", "2026-01-02T10:00:00.000Z", "Second"),
                "no line of ours", line("ward", "2026-01-03T10:00:00.000Z", "Third\u{9B}31m"),
            ]
            try home.write(lines.joined(separator: "\n") + "\n{\"torn", to: "state/gavel/journal.jsonl")
            chmod(home.path("state/gavel"), 0o700)
            let open = try await Program.run(["journal"], in: home)
            #expect(open.status == 1 && open.complaint.contains("chmod 600"), "\(open.complaint)")
            chmod(home.path("state/gavel/journal.jsonl"), 0o600)

            let all = try await Program.run(["journal"], in: home)
            #expect(all.status == 0 && all.output.split(separator: "\n").count == 4)
            #expect(all.output.contains("2026-01-01 10:00:00  ward ") && all.output.contains("7 · First"))
            #expect(!all.output.unicodeScalars.contains("\u{9B}"))
            #expect(all.complaint.contains("left out: 1.") && all.complaint.contains("is torn"), "\(all.complaint)")

            let ward = try await Program.run(["journal", "--json", "--profile", "ward", "--limit", "1"], in: home)
            #expect(ward.output.split(separator: "\n").count == 1 && ward.output.contains("Third"))
            let since = try await Program.run(["journal", "--json", "--since", "2026-01-02"], in: home)
            #expect(since.output.split(separator: "\n").map(String.init).first == lines[1])
            #expect(since.output.split(separator: "\n").count == 2)
            let none = try await Program.run(["journal", "--profile", "nobody"], in: home)
            #expect(
                none.status == 0 && none.output.isEmpty && none.complaint.contains("Nothing in"), "\(none.complaint)")
            for wrong in [["--since", "soon"], ["--limit", "0"]] {
                #expect(try await Program.run(["journal"] + wrong, in: home).status == 64)
            }
        }

        @Test("a reader that has enough ends it quietly", .timeLimit(.minutes(10)))
        func brokenPipe() async throws {
            try await TerminalWindow.with(columns: 200, rows: 24) { window in
                let line =
                    #"{"when":"2026-01-01T10:00:00Z","profile":"ward","service":"v4h","action":"open","outcome":"done"}"#
                try window.home.write(String(repeating: line + "\n", count: 5000), to: "state/gavel/journal.jsonl")
                chmod(window.home.path("state/gavel"), 0o700)
                chmod(window.home.path("state/gavel/journal.jsonl"), 0o600)
                try await window.start(
                    "sh", ["-c", "{ \"$0\" journal --json; echo \"gavel gave $?\" >&2; } | head -n 1", Program.path])
                try await window.wait(for: "gavel gave 0")
                #expect(try await window.exitStatus() == 0)
                #expect(try await !window.screen().contains("gavel:"))
            }
        }

        @Test(
            "a full disk is told, ends nothing, and what was not written is said at the end", .timeLimit(.minutes(10)))
        func fullDisk() async throws {
            try await TerminalWindow.with(columns: 200) { window in
                try await SandboxProcess.with(conferences: 3, in: window.home) { sandbox in
                    let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
                    try window.home.configure(sandbox.profile("ward", passwordCommand: "[cat, \(secret)]"))
                    // A file that may not grow is as full as a disk can be, and a signal comes with it.
                    let full = """
                        umask 077; mkdir -p "$XDG_STATE_HOME/gavel"
                        { head -c 1048576 /dev/zero | tr '\\0' '#' | fold -w 1023; echo; } > "$XDG_STATE_HOME/gavel/journal.jsonl"
                        ulimit -f 2048; exec "$1" console
                        """
                    try await window.start("sh", [window.home.write(full, to: "full.sh"), Program.path])
                    try await window.wait(for: "1 of 3")
                    try await window.wait(for: "The journal is not kept: ")
                    try await window.press("H")
                    let journal = try await window.wait(for: "Not in the file yet: ")
                    #expect(journal.contains("logIn") && journal.contains("Make room on the disk"), "\(journal)")
                    try await window.press("Escape")
                    try await window.wait(forEndOf: "Not in the file yet: ")
                    try await window.press("q")
                    #expect(try await window.exitStatus() == 0)
                    try await window.wait(for: "of the journal could not be written.")
                }
            }
        }

        @Test("the demonstration leaves nothing behind", .timeLimit(.minutes(10)))
        func demo() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("H")
                try await window.wait(for: "This journal is not kept")
                try await window.wait(for: "logIn")
                try await window.press("Escape")
                try await window.wait(forEndOf: "This journal is not kept")
                try await window.press("q")
                #expect(try await window.exitStatus() == 0)
                #expect(!window.home.files.contains { $0.contains("journal") })
            }
        }
    }
}
