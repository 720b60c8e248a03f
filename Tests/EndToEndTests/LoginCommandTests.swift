import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Logging in at the command line")
    struct LoginCommandTests {
        @Test("a login by a descriptor is remembered, used, renewed, told and forgotten")
        func remembered() async throws {
            try await CommandProfile.with(tokenLifetime: 1, knowsPassword: false) { ward in
                let before = try await ward.gavel("conference", "list")
                #expect(before.status == 67 && before.output.isEmpty)
                #expect(before.complaint.contains("Run gavel login --profile ward"))
                #expect(try await ward.gavel("whoami").status == 67)

                let login = try await ward.bash("gavel login --service v4h --password-fd 3 3< password")
                #expect(login.status == 0 && login.output.isEmpty, "\(login)")
                #expect(login.complaint.hasPrefix("gavel: Logged in to V4H."))
                let files = ward.home.files.filter { $0.hasSuffix("login.ward.v4h.json") }
                #expect(files.count == 1)

                let who = try #require(try await ward.document("whoami") as? [[String: Any]])
                #expect(who.map { $0["service"] as? String } == ["v4h", "proconf"])
                #expect(who.map { $0["state"] as? String } == ["loggedIn", "loggedOut"])
                #expect(who[0]["user"] as? String == ward.sandbox.announcement.user)

                // The access token is good for a second: commands renew it, and keep what they were given.
                for _ in 1...3 { #expect(try await ward.gavel("conference", "list", "--quiet").status == 0) }
                #expect(try await ward.sandbox.report().calls["login"] == 1)

                let logout = try await ward.gavel("logout")
                #expect(logout.status == 0 && logout.output.isEmpty && logout.complaint.contains("Logged out of V4H."))
                #expect(!ward.home.files.contains { $0.hasSuffix("login.ward.v4h.json") })
                #expect(try await ward.gavel("conference", "list").status == 67)
            }
        }

        @Test("a login that the service has ended says so, and how to log in")
        func ended() async throws {
            try await CommandProfile.with(knowsPassword: false) { ward in
                let login = try await ward.bash("gavel login --service v4h --password-fd 3 -q 3< password")
                #expect(login.status == 0 && login.output.isEmpty && login.complaint.isEmpty)
                try await ward.sandbox.restart()
                let list = try await ward.gavel("conference", "list")
                #expect(list.status == 67 && list.complaint.contains("Run gavel login"), "\(list)")
            }
        }

        @Test("a wrong password is refused, and one that is missing is asked for nowhere but at a terminal")
        func wrongPassword() async throws {
            try await CommandProfile.with(knowsPassword: false) { ward in
                let wrong = try await ward.bash("gavel login --service v4h --password-fd 3 3<<< wrong")
                #expect(wrong.status == 77 && wrong.complaint.contains("did not accept the login"), "\(wrong)")
                #expect(!wrong.complaint.contains("wrong"), "the password is not said back: \(wrong.complaint)")
                let none = try await ward.bash("setsid --wait gavel login --service v4h")
                #expect(none.status == 74 && none.complaint.contains("--password-fd"), "\(none)")
                let empty = try await ward.bash("gavel login --service v4h --password-fd 3 3< /dev/null")
                #expect(empty.status == 64)
                let both = try await ward.gavel("login")
                #expect(both.status == 64 && both.complaint.contains("--service"))
            }
        }

        @Test(
            "at a terminal the password is asked for without echo",
            .timeLimit(.minutes(10)))
        func atTerminal() async throws {
            try await CommandProfile.with(knowsPassword: false) { ward in
                try await TerminalWindow.with(columns: 100, rows: 24) { window in
                    try window.home.configure(ward.home.read("config/gavel/config.yaml"))
                    try await window.startGavel("login", "--service", "v4h")
                    try await window.wait(for: "Password of \(ward.sandbox.announcement.user) for V4H:")
                    try await window.type(ward.sandbox.announcement.password)
                    try await window.press("Enter")
                    #expect(try await window.exitStatus() == 0)
                    let screen = try await window.screen()
                    #expect(screen.contains("Logged in to V4H."), "\(screen)")
                    #expect(!screen.contains(ward.sandbox.announcement.password), "\(screen)")
                }
            }
        }

        @Test(
            "at a terminal what cannot be undone is asked about, and not done without a yes", .timeLimit(.minutes(10)))
        func question() async throws {
            try await CommandProfile.with { ward in
                let id = try await ward.request()
                for (answer, status, words) in [("n", 1, "Nothing was done."), ("y", 0, "\(id): closed.")] {
                    try await TerminalWindow.with(columns: 100, rows: 24) { window in
                        try window.home.configure(ward.home.read("config/gavel/config.yaml"))
                        try await window.startGavel("conference", "close", id)
                        try await window.wait(for: "Do it? [y/N]")
                        try await window.type(answer)
                        try await window.press("Enter")
                        #expect(try await window.exitStatus() == status)
                        try await window.wait(for: words)
                    }
                    let state = try await ward.gavel("conference", "show", id, "--format", "state")
                    #expect(state.output == (answer == "y" ? "ended\n" : "ready\n"))
                }
            }
        }

        @Test("at a terminal a link is copied, and shown without its token", .timeLimit(.minutes(10)))
        func copy() async throws {
            try await CommandProfile.with { ward in
                let id = try await ward.request()
                try await TerminalWindow.with(columns: 100, rows: 24) { window in
                    try window.home.configure(ward.home.read("config/gavel/config.yaml"))
                    try await window.startGavel("guest-link", id, "--name", "A guest", "--copy")
                    #expect(try await window.exitStatus() == 0)
                    let screen = try await window.wait(for: "The link was sent to the clipboard.")
                    #expect(screen.contains("jwt=•••") && !screen.contains("eyJ"), "\(screen)")
                }
            }
        }
    }
}
