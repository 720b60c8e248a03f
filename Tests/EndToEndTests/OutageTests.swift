import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Outages")
    struct OutageTests {
        @Test("the list outlives its service, and the console goes on when that is back", .timeLimit(.minutes(10)))
        func serviceIsGone() async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(conferences: 12, in: window.home) { sandbox in
                    try window.home.configure(sandbox.profile("ward"))
                    try await window.startGavel("console")
                    try await window.wait(for: "Log in to V4H")
                    try await window.type("operator")
                    try await window.press("Tab")
                    try await window.type(sandbox.announcement.password)
                    try await window.press("Enter")
                    try await window.wait(for: "1 of 12")
                    await sandbox.end(by: SIGKILL)

                    try await window.press("r")
                    let alone = try await window.wait(for: "! V4H does not answer since")
                    #expect(alone.contains("1 of 12") && alone.selectedRow != nil, "the list is gone:\n\(alone)")

                    let port = try #require(sandbox.announcement.port)
                    try await SandboxProcess.with(port: port, conferences: 12, in: window.home) { sandbox in
                        // The service that is back knows nothing of the old tokens.
                        try await window.press("r")
                        let ended = try await window.wait(for: "[ Log in ]")
                        #expect(ended.contains("1 of 12"), "the list is gone:\n\(ended)")
                        try await window.type(sandbox.announcement.password)
                        try await window.press("Enter")
                        try await window.wait(until: "the list is fresh") {
                            $0.contains("1 of 12") && $0.contains("as of ") && !$0.contains("does not answer")
                                && !$0.contains("[ Log in ]")
                        }
                    }
                }
            }
        }
    }
}
