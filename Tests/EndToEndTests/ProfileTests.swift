import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Profiles")
    struct ProfileTests {
        /// Two profiles, each with a service of its own, the first with one more conference.
        private func withTwo(
            _ body: (TerminalWindow, _ first: SandboxProcess, _ second: SandboxProcess) async throws -> Void
        ) async throws {
            try await TerminalWindow.with { window in
                try await SandboxProcess.with(conferences: 4, in: window.home) { first in
                    try await SandboxProcess.with(conferences: 3, in: window.home) { second in
                        let profiles = try [("ward", first), ("clinic", second)].map { name, sandbox in
                            let secret = try window.home.write(
                                sandbox.announcement.password + "\n", to: "secret-\(name)")
                            return sandbox.profile(name, passwordCommand: "[cat, \(secret)]")
                                .replacing("profiles:\n", with: "")
                        }
                        try window.home.configure("profile: ward\nprofiles:\n" + profiles.joined())
                        try await window.startGavel("console")
                        try await window.wait(for: "1 of 4")
                        try await body(window, first, second)
                    }
                }
            }
        }

        @Test(
            "are changed while the console runs, also while a service is away, and each stands as it stood",
            .timeLimit(.minutes(10)))
        func changed() async throws {
            try await withTwo { window, first, _ in
                try await window.press("Down", "Down")
                try await window.wait(for: "3 of 4")
                try await first.beginOutage()
                try await window.press("r")
                try await window.wait(for: "! V4H does not answer since")
                try await window.press(":")
                try await window.type("profile cl")
                try await window.press("Tab", "Enter")
                let clinic = try await window.wait(until: "the other profile is shown") {
                    $0.contains("1 of 3") && $0.contains("Session · clinic")
                }
                #expect(!clinic.contains("does not answer"), "the outage is the other profile's:\n\(clinic)")

                try await window.press("P")
                try await window.wait(for: ": profile")
                try await window.press("Enter")
                let ward = try await window.wait(until: "the first profile is back") {
                    $0.contains("3 of 4") && $0.contains("Session · ward") && $0.contains("does not answer")
                }
                #expect(ward.contains("● operator"), "the login is gone:\n\(ward)")
                try await first.endOutage()
                try await window.wait(forEndOf: "does not answer")
            }
        }

        @Test("get no late answer of another, and are told what came of an order there", .timeLimit(.minutes(10)))
        func late() async throws {
            try await withTwo { window, first, _ in
                try await first.addFault("close=slow:12*1")
                try await first.addFault("list=slow:2")
                try await window.press("c")
                try await window.wait(for: "Close this conference?")
                try await window.press("Right", "Enter")
                try await window.wait(for: "… Closing ")
                try await window.press("r")
                try await window.press(":")
                try await window.type("profile clinic")
                try await window.press("Enter")
                try await window.wait(until: "the other profile is shown") {
                    $0.contains("1 of 3") && $0.contains("Session · clinic")
                }
                let told = try await window.wait(for: "ward: Closed ")
                #expect(told.contains("1 of 3") && told.contains("Session · clinic"), "\(told)")
                try await window.press(":")
                try await window.type("profile ward")
                try await window.press("Enter")
                try await window.wait(until: "the list is read again") {
                    $0.contains("Session · ward") && $0.selectedRow?.contains("■") == true
                }
            }
        }
    }
}
