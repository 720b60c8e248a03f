import TestSupport
import Testing

extension EndToEnd {
    /// What becomes of the terminal's settings and modes, whatever ends the program, is for EnduranceTests.
    @Suite("Leaving")
    struct LeavingTests {
        @Test("Ctrl-Z gives the shell back, and fg the screen", .timeLimit(.minutes(10)))
        func suspending() async throws {
            try await TerminalWindow.with { window in
                try await window.start("bash", ["--norc", "--noprofile", "-i"], environment: ["PS1": "ward$ "])
                try await window.wait(for: "ward$")
                try await window.enter("stty -a > before; '\(Program.path)' demo --token-lifetime 3600")
                try await window.wait(for: "1 of 40")
                let before = try await window.wait(until: "the list is ready") { $0.isListReady }
                try await window.press("C-z")
                try await window.wait(for: "Stopped")
                #expect(try await window.value("alternate_on") == "0")
                #expect(try await window.value("cursor_flag") == "1")
                try await window.enter("stty -a > stopped; fg")
                try await window.wait(until: "it is as before:\n\(before)") { $0.outline == before.outline }
                #expect(try window.home.read("stopped") == window.home.read("before"))

                try await window.press("q")
                try await window.wait(forEndOf: "1 of 40")
                try await window.enter("stty -a > after; echo done: $?")
                try await window.wait(for: "done: 0")
                #expect(try window.home.read("after") == window.home.read("before"))
            }
        }
    }
}
