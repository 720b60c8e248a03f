import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Commands by name")
    struct CommandTests {
        @Test(
            "the palette completes, asks before it closes, and recalls what was said", .timeLimit(.minutes(10)),
            arguments: [(120, 40), (80, 24)])
        func palette(columns: Int, rows: Int) async throws {
            try await TerminalWindow.with(columns: columns, rows: rows) { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press(":")
                try await window.wait(for: "a command, such as")
                try await window.type("sort ow")
                try await window.press("Tab", "Enter")
                try await window.wait(for: "Owner▲")

                try await window.press(":")
                try await window.type("clsoe")
                try await window.press("Enter")
                try await window.wait(for: "Did you mean close?")
                try await window.press("C-u")
                try await window.type("close 410037")
                try await window.press("Enter")
                let question = try await window.wait(for: "Close this conference?")
                #expect(question.contains("410037"), "\(question)")
                try await window.press("Right", "Enter")
                try await window.wait(for: "Closed ")

                try await window.press(":", "Up", "Up")
                try await window.wait(for: ": sort owner")
                try await window.press("Enter")
                try await window.wait(for: "Owner▼")
            }
        }

        @Test("the help finds a command and does it", .timeLimit(.minutes(10)))
        func help() async throws {
            try await TerminalWindow.with(columns: 80, rows: 24) { window in
                try await window.startGavel("demo", "--read-only")
                try await window.wait(for: "1 of 40")
                try await window.press("?")
                try await window.wait(for: "type to search")
                try await window.type("delete")
                try await window.wait(for: "not now: This console is read-only.")
                try await window.press("Enter")
                try await window.wait(for: "✗ This console is read-only.")
                try await window.press("C-u")
                try await window.type("was done")
                try await window.press("Enter")
                try await window.wait(for: "This journal is not kept")
            }
        }

        @Test("keys that the configuration sets are shown and obeyed, and no others", .timeLimit(.minutes(10)))
        func keys() async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(conferences: 3, in: window.home) { sandbox in
                    let secret = try window.home.write(sandbox.announcement.password + "\n", to: "secret")
                    let keys = "keys:\n  close: F9\n  palette: [M-p]\n  request: disabled\n"
                    try window.home.configure(keys + sandbox.profile("ward", passwordCommand: "[cat, \(secret)]"))
                    try await window.startGavel("console")
                    let list = try await window.wait(until: "the list is there") {
                        $0.contains("1 of 3") && $0.isListReady
                    }
                    #expect(
                        list.lines.last?.contains("F9 Close") == true && list.lines.last?.contains("n New") == false)
                    // Keys that say nothing any more do nothing: what they would have opened would be in the way of F9.
                    try await window.press("n", "c", ":", "F9")
                    try await window.wait(for: "Close this conference?")
                    try await window.press("Escape")
                    try await window.wait(forEndOf: "Close this conference?")
                    try await window.press("M-p")
                    try await window.type("request")
                    try await window.press("Enter")
                    try await window.wait(for: "Request a conference")
                }
            }
        }

        @Test("keys that mean two things are refused at the start, with line and both names", .timeLimit(.minutes(10)))
        func conflict() async throws {
            try await TerminalWindow.with { window in
                let service = "v4h: {url: https://a.example, domain: a.example}"
                try window.home.configure("keys:\n  close: x\nprofiles:\n  a: {\(service)}\n")
                try await window.startGavel("console")
                // The file's name may be so long that the line is broken anywhere.
                #expect(try await window.exitStatus() == 78)
                let said = try await window.screen().lines.joined()
                #expect(said.contains("yaml:2: keys.close: “x” asks for close and for raw;"), "\(said)")
            }
        }
    }
}
