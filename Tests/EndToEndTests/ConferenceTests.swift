import Testing

extension EndToEnd {
    @Suite("Conferences")
    struct ConferenceTests {
        @Test(
            "a conference is requested, started, closed and deleted, and what destroys it asks first",
            .timeLimit(.minutes(10)))
        func lifeOfConference() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("n")
                try await window.wait(for: "Request a conference")
                try await window.type("Night shift")
                try await window.press("Enter")
                try await window.wait(for: "Requested conference")
                try await window.wait(until: "the new one is selected") {
                    $0.selectedRow?.contains("Night shift") == true && $0.contains("of 41")
                }

                try await window.press("s")
                try await window.wait(for: "You will be its moderator.")
                try await window.press("Enter")
                let sheet = try await window.wait(for: "Your stage, as moderator")
                #expect(sheet.contains("http://127.0.0.1:"), "\(sheet)")
                try await window.press("Escape")
                try await window.wait(until: "it has started") { $0.selectedRow?.contains("● live") == true }

                try await window.press("c")
                try await window.wait(for: "Close this conference?")
                try await window.press("Enter")
                let kept = try await window.wait(forEndOf: "Close this conference?")
                #expect(kept.selectedRow?.contains("● live") == true, "Enter alone has closed it:\n\(kept)")

                try await window.press("c")
                try await window.wait(for: "Close this conference?")
                try await window.press("Right", "Enter")
                try await window.wait(until: "it is closed") {
                    $0.contains("Closed ") && $0.selectedRow?.contains("■") == true
                        && $0.selectedRow?.contains("Night shift") == true
                }

                try await window.press("D")
                try await window.wait(for: "Delete this conference?")
                try await window.press("Right", "Enter")
                try await window.wait(until: "it is gone") {
                    $0.contains("Deleted ") && $0.contains("of 40") && $0.selectedRow?.contains("Night shift") == false
                }
            }
        }

        @Test("the list is filtered and sorted, and the selection outlives a refresh", .timeLimit(.minutes(10)))
        func filterAndSort() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("/")
                try await window.type("no such words")
                try await window.wait(for: "Nothing matches “no such words”")
                try await window.press("Escape")
                try await window.wait(for: "1 of 40")

                try await window.press("/")
                try await window.type("tumour")
                let filtered = try await window.wait(until: "the first of those that match is selected") {
                    $0.contains(" 1 of ") && $0.contains(" found ─") && $0.contains(" of 40")
                        && $0.selectedRow?.contains("Tumour board") == true
                }
                try await window.press("Enter", "Down")
                let second = try await window.wait(until: "the second one is selected") {
                    $0.contains(" 2 of ") && $0.selectedRow?.contains("Tumour board") == true
                        && $0.selectedRow != filtered.selectedRow
                }
                let selected = try #require(second.selectedRow)

                try await window.press("r")
                try await window.press("Escape")
                let refreshed = try await window.wait(until: "all are there, and \(selected) is still selected") {
                    $0.contains("of 40") && !$0.contains("Refreshing") && !$0.contains(" found ─")
                        && $0.selectedRow == selected
                }

                try await window.press("o", "o", "O")
                try await window.wait(until: "it is sorted otherwise, and the same one selected") {
                    $0.contains("▼") && $0.selectedRow == selected && $0.lines != refreshed.lines
                }
            }
        }

        @Test("all that a filter finds are marked, and closed after one question", .timeLimit(.minutes(10)))
        func marks() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("/")
                try await window.type("state:ready -room:wombat")
                try await window.wait(until: "only those are found") { $0.contains("ready") && $0.contains(" found ─") }
                try await window.press("Enter", "*")
                let marked = try await window.wait(for: " marked ─")
                let title = try #require(marked.lines.first { $0.contains(" marked ─") })
                let count = try #require(title.split(separator: " ").last { Int($0) != nil })
                try await window.press("c")
                try await window.wait(for: "Close \(count) conferences?")
                try await window.press("Right", "Enter")
                try await window.wait(for: "✓ \(count) closed.")
                try await window.press("Escape", "Escape")
                try await window.wait(until: "nothing is ready or marked any more") {
                    $0.contains(" of 40 ─") && !$0.contains("○ ready") && !$0.contains(" marked ─")
                }
            }
        }

        @Test(
            "a read-only console refuses to change anything, and says so", .timeLimit(.minutes(10)),
            arguments: ["n", "s", "D", "g"])
        func readOnly(key: String) async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo", "--read-only")
                let before = try await window.wait(for: "1 of 40")
                #expect(before.lines.first?.contains("read-only") == true, "\(before)")
                try await window.press(key)
                try await window.wait(for: "refused, this console is read-only")
            }
        }

        @Test("what is pasted into a line stays in it, without its control characters", .timeLimit(.minutes(10)))
        func pasting() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("n")
                try await window.wait(for: "Request a conference")
                try await window.paste("Of\nthe\r\nnight\u{1B}[2J\u{9B}31m\u{07}\tq\u{03}\n")
                let screen = try await window.wait(for: "Of the night[2J31m q")
                #expect(screen.contains("Request a conference"), "a pasted line break has sent the form:\n\(screen)")
                try await window.press("Enter")
                try await window.wait(until: "the conference has this name") {
                    $0.contains("of 41") && $0.lines.contains { $0.contains(/Name +Of the night/) }
                }
            }
        }
    }
}
