import Testing

extension EndToEnd {
    @Suite("ProCONF")
    struct ProConfTests {
        @Test("a meeting is looked at, and a token for its room becomes a link", .timeLimit(.minutes(10)))
        func meetings() async throws {
            try await TerminalWindow.with { window in
                try await window.startGavel("demo")
                try await window.wait(for: "1 of 40")
                try await window.press("p")
                try await window.wait(for: "Features of this deployment")
                try await window.wait(until: "the meetings are listed") {
                    $0.selectedRow != nil && $0.contains("1 of ")
                }
                try await window.press("Enter")
                try await window.wait(until: "status and summary are there") {
                    $0.contains("No meeting goes on in this room now.") && $0.contains("Summary of")
                }
                try await window.press("g")
                try await window.wait(for: "[ Get token ]")
                try await window.press("Enter")
                try await window.wait(for: "Link for owner in ")
                try await window.press("y")
                try await window.wait(for: "The link was sent to the clipboard.")
                #expect(try await window.clipboard()?.contains("?jwt=") == true)
            }
        }
    }
}
