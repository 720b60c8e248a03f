import Testing

extension EndToEnd {
    @Suite("The screen")
    struct ScreenTests {
        @Test(
            "a screen that is made smaller, too small and large again is the same as before", .timeLimit(.minutes(10)))
        func resizing() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo", "--token-lifetime", "3600")
                let start = try await window.wait(until: "the list is ready") { $0.isListReady }
                let first = try #require(start.lines.firstIndex { $0.contains("│▸") })
                try await window.press("Down", "Down")
                let before = try await window.wait(until: "the third one is selected") {
                    guard $0.contains("3 of 40"), let row = $0.selectedRow else { return false }
                    return start.lines[first + 2].contains(row)
                }

                try await window.resize(columns: 80, rows: 24)
                try await window.wait(until: "only the list is seen") {
                    $0.contains("[2 Conferences]") && $0.contains("3 of 40") && !$0.contains("Session ·")
                }
                try await window.resize(columns: 40, rows: 10)
                try await window.wait(until: "the list is seen on the smallest screen") {
                    $0.lines.count == 10 && $0.contains("3 of 40") && $0.selectedRow != nil
                }
                try await window.resize(columns: 30, rows: 5)
                try await window.wait(until: "it says what size it needs") {
                    $0.contains("gavel needs 40×10.") && $0.contains("This is 30×5.")
                }
                try await window.resize(columns: 120, rows: 40)
                try await window.wait(until: "it is as before:\n\(before)") {
                    $0.outline == before.outline
                }
            }
        }

        @Test(
            "every kind of terminal shows the list", .timeLimit(.minutes(10)), arguments: ["vt220", "rxvt"])
        func types(type: String) async throws {
            try await TerminalWindow.with(columns: 80, rows: 24, type: type) { window in
                try await window.startGavel("demo")
                try await window.wait(until: "the list is seen") { $0.contains("1 of 40") && $0.selectedRow != nil }
            }
        }

        @Test(
            "an operator filters, opens, sorts by name and asks for help at every size, on every usual kind of terminal",
            .timeLimit(.minutes(10)), arguments: [[40, 12], [80, 24], [120, 40], [200, 50]],
            ["xterm-256color", "screen-256color", "tmux-256color", "linux"])
        func walk(size: [Int], type: String) async throws {
            try await TerminalWindow.with(columns: size[0], rows: size[1], type: type) { window in
                try await window.startGavel("demo")
                try await window.wait(until: "the list is seen") { $0.contains("1 of 40") && $0.selectedRow != nil }
                try await window.press("/")
                try await window.type("state:live")
                try await window.wait(for: "1 of 3 found")
                try await window.press("Enter", "Enter")
                try await window.wait(until: "the details have the keys") {
                    $0.contains("z Fold") && $0.contains("│ Identifier") && $0.contains("● live")
                }
                try await window.press("Escape", "Escape")
                try await window.wait(until: "all are there again") { $0.contains("of 40") && !$0.contains("found") }
                try await window.press(":")
                try await window.wait(for: "┌ Command ─")
                try await window.type("sort owner")
                try await window.press("Enter")
                try await window.wait(until: "the owners come in turn") {
                    ($0.contains("by owner▲") || $0.contains("Owner▲")) && !$0.contains("┌ Command ─")
                }
                try await window.press("?")
                try await window.wait(for: "type to search")
                try await window.press("Escape")
                try await window.wait(until: "the list is as it was") {
                    ($0.contains("by owner▲") || $0.contains("Owner▲")) && $0.contains("q Quit")
                }
                try await window.press("q")
                #expect(try await window.exitStatus() == 0)
            }
        }

        @Test("NO_COLOR keeps all colours off, and what is selected still stands out", .timeLimit(.minutes(10)))
        func withoutColors() async throws {
            try await TerminalWindow.with(type: "xterm-256color") { window in
                try await window.startGavel("demo", environment: ["NO_COLOR": "1"])
                try await window.wait(until: "the list is seen") { $0.contains("1 of 40") && $0.selectedRow != nil }
                #expect(Self.colors(in: window.written).isEmpty)

                window.forgetWritten()
                try await window.startGavel("demo")
                try await window.wait(until: "it is shown anew") { _ in !Self.colors(in: window.written).isEmpty }
            }
        }

        @Test("without a locale the screen is still whole", .timeLimit(.minutes(10)))
        func withoutLocale() async throws {
            try await TerminalWindow.with { window in
                try await window.start("env", ["-u", "LC_ALL", Program.path, "demo"])
                let screen = try await window.wait(for: "1 of 40")
                #expect(screen.contains("╭") || screen.contains("┌"), "\(screen)")
            }
        }

        /// The parameters of SGR sequences that set a colour (ECMA-48, 8.3.117; 39 and 49 set it back).
        private static func colors(in bytes: [UInt8]) -> [String] {
            let text = String(decoding: bytes, as: UTF8.self)
            return text.matches(of: /\u{1B}\[([0-9;:]*)m/).map { String($0.1) }.filter { parameters in
                parameters.split(whereSeparator: { ";:".contains($0) }).compactMap { Int($0) }
                    .contains { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) }
            }
        }
    }
}
