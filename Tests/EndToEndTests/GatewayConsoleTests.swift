import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The console at a gateway", .timeLimit(.minutes(10)))
    struct GatewayConsoleTests {
        /// Opens the console at a gateway of its own.
        private func open(_ window: TerminalWindow, as user: String, at address: String) async throws {
            let secret = try window.home.write("demonstration\n", to: "secret")
            try window.home.configure(
                """
                profiles:
                  ward:
                    proconf:
                      application-server: \(address)
                      domain: 127.0.0.1:9
                      user: \(user)
                      password-command: [cat, \(secret)]
                """)
            try await window.startGavel("console")
            try await window.wait(until: "the meetings are listed") {
                $0.contains("● \(user)") && $0.selectedRow != nil && $0.contains("1 of 3")
            }
        }

        @Test("it lists ended meetings, starts one with an owner's token, and reads what was said in it")
        func walk() async throws {
            try await TerminalWindow.with { window in
                try await GatewayProcess.with(["--sandbox", "--port", "0"], in: window.home) { gateway in
                    try await open(window, as: "operator", at: try await gateway.address())
                    try await window.press("Enter")
                    try await window.wait(until: "status and summary are there") {
                        $0.contains("No meeting goes on in this room now.") && $0.contains("Summary of")
                    }
                    try await window.press("g")
                    try await window.wait(for: "[ Get token ]")
                    try await window.press("Enter")
                    try await window.wait(for: "Link for owner in ")
                    try await window.press("Escape")
                    try await window.wait(for: "Enter Open")
                    try await window.press("Enter")
                    try await window.wait(until: "the meeting goes on") {
                        $0.contains("Recording     ○ off") && $0.contains("has been going on for 0 min.")
                    }
                }
            }
        }

        @Test("who may not be owner is told so, and gets a member's token")
        func refusal() async throws {
            try await TerminalWindow.with { window in
                try await GatewayProcess.with(["--sandbox", "--port", "0"], in: window.home) { gateway in
                    try await open(window, as: "participant", at: try await gateway.address())
                    try await window.press("g")
                    try await window.wait(for: "[ Get token ]")
                    try await window.press("Enter")
                    try await window.wait(for: "you may not")
                    #expect(gateway.output.value.contains(#""route":"/proconfToken","status":401"#))
                    try await window.press("Right")
                    try await window.wait(for: "member")
                    try await window.press("Enter")
                    try await window.wait(for: "Link for member in ")
                }
            }
        }

        @Test("a gateway that ends is waited for, and found again without a key")
        func outage() async throws {
            try await TerminalWindow.with { window in
                let port = try FreePort.find()
                let arguments = ["--sandbox", "--port", "\(port)"]
                try await GatewayProcess.with(arguments, in: window.home) { gateway in
                    try await open(window, as: "operator", at: try await gateway.address())
                    gateway.send(SIGTERM)
                    #expect(await gateway.end() == .exit(0))
                }
                try await window.press("r")
                try await window.wait(for: "Connection refused")
                try await GatewayProcess.with(arguments, in: window.home) { gateway in
                    _ = try await gateway.address()
                    // Its keys are others: the login is made anew by the profile's command.
                    try await window.wait(for: "The list is up to date again.")
                }
            }
        }
    }
}
