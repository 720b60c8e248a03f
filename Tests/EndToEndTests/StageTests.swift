import Foundation
import Meetings
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The stage", .enabled(if: Chromium.isInstalled), .timeLimit(.minutes(10)))
    struct StageTests {
        /// A console at a Sandbox of its own, logged in, and a browser.
        private struct Ground {
            let window: TerminalWindow
            let sandbox: SandboxProcess
            let browser: Chromium

            /// Where the command that is run at the end of a meeting writes the conference's id.
            var ended: [String] {
                let text = try? String(contentsOfFile: window.home.path("ended"), encoding: .utf8)
                return (text ?? "").split(separator: "\n").map(String.init)
            }
        }

        private func with(
            user: String? = nil,
            cast: String = "still",
            columns: Int = 120,
            rows: Int = 40,
            _ body: (Ground) async throws -> Void
        ) async throws {
            try await TerminalWindow.with(columns: columns, rows: rows) { window in
                try await SandboxProcess.with(
                    conferences: 12, options: ["--cast", cast], in: window.home
                ) { sandbox in
                    try configure(window, sandbox, user: user ?? sandbox.announcement.user)
                    try await window.startGavel("console")
                    try await window.wait(until: "the list is there") { $0.selectedRow?.contains("● live") == true }
                    let browser = try await Chromium()
                    do {
                        try await body(Ground(window: window, sandbox: sandbox, browser: browser))
                    } catch {
                        await browser.end()
                        throw error
                    }
                    await browser.end()
                }
            }
        }

        private func configure(_ window: TerminalWindow, _ sandbox: SandboxProcess, user: String) throws {
            let there = sandbox.announcement
            let secret = try window.home.write(there.password + "\n", to: "password")
            let hook = try window.home.write("echo \"$1\" >> '\(window.home.path("ended"))'\n", to: "ended.sh")
            try window.home.configure(
                """
                profiles:
                  ward:
                    v4h:
                      url: \(there.v4h)
                      domain: 127.0.0.1:\(try #require(there.port))
                      user: \(user)
                      password-command: [cat, \(secret)]
                    stage:
                      ended-command: [sh, \(hook)]
                """)
        }

        /// Enters the selected conference by a key, and opens its page.
        @discardableResult
        private func enter(_ ground: Ground, by key: String) async throws -> Chromium.Tab {
            try await ground.window.press(key)
            try await ground.window.wait(for: "Open        stage")
            try await ground.window.press("Enter")
            try await ground.window.wait(for: "Your stage, as ")
            try await ground.window.press("v")
            let screen = try await ground.window.wait(until: "the address is shown") { $0.address != nil }
            let tab = try await ground.browser.open(try #require(screen.address))
            try await ground.window.wait(until: "the meeting is on the screen") {
                $0.contains("Live · ") && $0.contains("(you)") && $0.contains("Dra. Ana")
            }
            return tab
        }

        /// Has the conferences' owner start one that everybody may join.
        ///
        /// - Returns: Its identifier.
        private func startForEverybody(_ ground: Ground) async throws -> String {
            let home = try TemporaryHome()
            defer { home.remove() }
            let there = ground.sandbox.announcement
            let secret = try home.write(there.password + "\n", to: "password")
            try home.configure(
                """
                profiles:
                  owner:
                    v4h:
                      url: \(there.v4h)
                      domain: 127.0.0.1:9
                      user: \(there.user)
                      password-command: [cat, \(secret)]
                """)
            let requested = try await Program.run(
                ["conference", "request", "--name", "Open round", "--join-policy", "PUBLIC"], in: home)
            let id = requested.output.trimmingCharacters(in: .newlines)
            let started = try await Program.run(["conference", "start", id, "--name", "Dr. Owner"], in: home)
            try #require(started.status == 0, "\(requested.complaint)\(started.complaint)")
            return id
        }

        @Test(
            "a moderator starts a meeting, mutes, admits, kicks, sets the subject, records, and ends it for all")
        func moderator() async throws {
            try await with(cast: "ward") { ground in
                let window = ground.window
                try await enter(ground, by: "s")
                try await window.wait(for: "Seu Raimundo (paciente)")
                try await window.wait(for: "knocks since")
                try await window.press("a")
                try await window.wait(for: "Admit Seu Raimundo (paciente): done.")
                try await window.enter(":mute Dra. Ana")
                try await window.wait(until: "she is muted") {
                    $0.lines.contains { $0.contains("Dra. Ana") && $0.contains("muted") && !$0.contains("asked") }
                }
                try await window.press("t")
                try await window.wait(for: "The meeting's subject")
                try await window.press("C-u")
                try await window.enter("Ward round")
                try await window.wait(until: "the subject is set") {
                    $0.lines.contains { $0.contains("Live · ") && $0.contains("Ward round") }
                }
                try await window.press("d")
                try await window.wait(for: "Record the meeting")
                try await window.press("Enter")
                try await window.wait(for: "REC file")
                try await window.enter(":kick Enf. Carlos")
                try await window.wait(for: "Kick Enf. Carlos")
                try await window.press("Right", "Enter")
                try await window.wait(for: "Kick Enf. Carlos Henrique Souza: done.")
                try await window.press("X")
                try await window.wait(for: "for all?")
                try await window.press("Enter")
                try await window.wait(for: "nothing was done")
                try await window.enter("end")
                try await window.wait(until: "the record has ended") {
                    $0.selectedRow?.contains("■ ended") == true && !$0.contains("Live · ")
                        && $0.contains("State         ■ ended")
                }
                try await window.wait(until: "the command was run") { _ in !ground.ended.isEmpty }
                let row = try #require(try await window.screen().selectedRow)
                #expect(ground.ended.count == 1 && row.contains(ground.ended[0].prefix(8)), "\(ground.ended) \(row)")
                let journal = try await Program.run(["journal", "--json"], in: window.home)
                for action in ["startConference", "admit", "mute", "subject", "startRecording", "kick", "endForAll"] {
                    #expect(journal.output.contains("\"\(action)\""), "\(action)")
                }
            }
        }

        @Test("an ordinary participant sees the meeting, may raise a hand, and is told why nothing else can be done")
        func participant() async throws {
            try await with(user: "participant") { ground in
                let window = ground.window
                let id = try await startForEverybody(ground)
                try await window.enter(":look-up \(id)")
                try await window.wait(for: "Found ")
                try await enter(ground, by: "J")
                for line in [":mute Dra. Ana", ":kick Dra. Ana", ":subject x", ":end-for-all"] {
                    try await window.enter(line)
                    try await window.wait(for: "You are no moderator in this meeting.")
                    try await window.press("Escape", "Escape")
                    try await window.press("5")
                }
                try await window.press("f")
                try await window.wait(for: "hand: done.")
                try await window.press("e")
                try await window.wait(until: "the list is back") { !$0.contains("Live · ") }
                let row = try await window.screen().selectedRow
                #expect(row?.contains("● live") == true, "the meeting goes on without them")
            }
        }

        @Test("a script follows the events of a console's stage, and steers it past the same gate")
        func scripts() async throws {
            try await with { ground in
                let home = ground.window.home
                try await enter(ground, by: "s")
                let shown = try await Program.run(["stage", "show", "--json"], in: home)
                #expect(shown.status == 0 && shown.output.contains("Dra. Ana"), "\(shown.complaint)")
                let events = Process()
                events.executableURL = URL(fileURLWithPath: Program.path)
                events.arguments = ["stage", "events", "--json"]
                events.environment = home.environment
                events.standardInput = FileHandle.nullDevice
                events.standardOutput = FileHandle(forWritingAtPath: try home.write("", to: "events"))
                events.standardError = FileHandle.nullDevice
                try events.start()
                defer { events.terminate() }
                let written = { (try? home.read("events")) ?? "" }
                var number = 0
                try await ground.window.wait(until: "the script hears of a subject") { _ in
                    number += 1
                    let run = try await Program.run(["stage", "run", "subject", "Round \(number)"], in: home)
                    #expect(run.status == 0 && run.output.contains("confirmed"), "\(run.output)\(run.complaint)")
                    return written().contains("subjectChange")
                }
                let refused = try await Program.run(["stage", "run", "endConference"], in: home)
                #expect(refused.status != 0 && refused.complaint.contains("--yes"), "\(refused.complaint)")
                let unknown = try await Program.run(["stage", "run", "noSuchCommand"], in: home)
                #expect(unknown.status != 0 && unknown.complaint.contains("noSuchCommand"))
                let ended = try await Program.run(["stage", "run", "endConference", "--yes"], in: home)
                #expect(ended.status == 0, "\(ended.complaint)")
                try await ground.window.wait(until: "the stage is over") { !$0.contains("Live · ") }
                try await ground.window.wait(until: "the follower has ended") { _ in !events.isRunning }
                let gone = try await Program.run(["stage", "show"], in: home)
                #expect(gone.status != 0)
            }
        }

        @Test("a closed tab ends the stage, once, while the meeting goes on")
        func closedTab() async throws {
            try await with { ground in
                let tab = try await enter(ground, by: "s")
                try await tab.close()
                try await ground.window.wait(until: "the stage is over") {
                    !$0.contains("Live · ") && $0.selectedRow?.contains("● live") == true
                }
                try await ground.window.wait(until: "the command was run") { _ in !ground.ended.isEmpty }
                try await ground.window.press("m")
                try await ground.window.wait(for: "The stage's tab was closed")
                try await ground.window.wait(for: "The service knows that you left")
                #expect(ground.ended.count == 1)
            }
        }

        @Test(
            "the pane is there at every size that gavel has",
            arguments: [(80, 24), (200, 50), (100, 20), (40, 12)])
        func sizes(columns: Int, rows: Int) async throws {
            try await with(columns: 120, rows: 40) { ground in
                try await enter(ground, by: "s")
                try await ground.window.resize(columns: columns, rows: rows)
                let screen = try await ground.window.wait(until: "it fits") {
                    $0.contains("Live") && $0.contains("(you)") && $0.contains("Dra. Ana")
                        && $0.lines.allSatisfy { $0.count <= columns }
                }
                #expect(screen.lines.count == rows)
                try await ground.window.press("q")
                let question = try await ground.window.wait(for: "Quit while the stage is open?")
                #expect(question.lines.allSatisfy { $0.count <= columns })
                try await ground.window.press("Right", "Enter")
                #expect(try await ground.window.exitStatus() == 0)
            }
        }

        @Test("the secret of a stage is used up by its browser, and it and the token are in no file")
        func secrets() async throws {
            try await with { ground in
                try await ground.window.press("s")
                try await ground.window.wait(for: "Open        stage")
                try await ground.window.press("Enter")
                let masked = try await ground.window.wait(for: "Your stage, as ")
                #expect(masked.contains("/•••") && masked.contains("ssh -N -L"))
                try await ground.window.press("v")
                let screen = try await ground.window.wait(until: "the address is shown") { $0.address != nil }
                let address = try #require(screen.address)
                let secret = try #require(address.split(separator: "/").last)
                let tab = try await ground.browser.open(address)
                try await ground.window.wait(for: "(you)")
                // The secret is used up, and gone from where the browser would keep it.
                #expect(try await tab.evaluate("location.href").text?.contains(secret) == false)
                for file in ground.window.home.files where !file.hasPrefix("tmux") && file != "password" {
                    let text = String(
                        decoding: FileManager.default.contents(atPath: ground.window.home.path(file)) ?? Data(),
                        as: UTF8.self)
                    #expect(!text.contains(secret) && !text.contains("eyJhbGci"), "\(file)")
                }
            }
        }
    }
}

extension Screen {
    /// The whole address of a stage's page, where it is shown.
    fileprivate var address: String? {
        lines.lazy.compactMap { $0.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\/[\w\-]{16,}\/[\w\-]{32,}/) }
            .first.map { String($0.output) }
    }
}
