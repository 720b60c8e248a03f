import Foundation
import FoundationNetworking
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The command line")
    struct CommandLineTests {
        @Test("without a terminal it says so, writes nothing else, and touches nothing", .timeLimit(.minutes(10)))
        func withoutTerminal() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            for arguments in [["demo"], ["console"], []] {
                let outcome = try await Program.run(arguments, in: home)
                #expect(outcome.status == 74)
                #expect(outcome.output.isEmpty)
                #expect(outcome.complaint.hasPrefix("gavel: standard input is not a terminal"))
                #expect(outcome.complaint.split(separator: "\n").count == 1)
            }
            #expect(home.files.isEmpty)
        }

        @Test("a wrong configuration is refused with every line, key and remedy", .timeLimit(.minutes(10)))
        func wrongConfiguration() async throws {
            try await TerminalWindow.with(columns: 200, rows: 24) { window in
                let file = try window.home.configure(
                    """
                    profiles:
                      ward:
                        v4h:
                          ur: https://v4h.example.org
                          domain: meet.example.org
                          password: not here
                        refresh-interval: soon
                    """)
                try await window.startGavel("console")
                #expect(try await window.exitStatus() == 78)
                let screen = try await window.screen()
                for beginning in ["\(file):4: ", "\(file):6: ", "\(file):7: "] {
                    #expect(screen.contains(beginning), "no \(beginning) in\n\(screen)")
                }
                #expect(screen.line(with: ":4: ")?.contains("write url") == true, "\(screen)")
                #expect(!screen.contains("not here"), "\(screen)")
            }
        }

        @Test("a profile that is misspelt is told the nearest one", .timeLimit(.minutes(10)))
        func misspeltProfile() async throws {
            try await TerminalWindow.with(columns: 200, rows: 24) { window in
                try window.home.configure(
                    """
                    profiles:
                      clinic-a: { v4h: { url: "https://a.example.org", domain: meet.example.org } }
                      ward-b: { v4h: { url: "https://b.example.org", domain: meet.example.org } }
                    """)
                try await window.startGavel("--profile", "clinc-a")
                #expect(try await window.exitStatus() == 78)
                try await window.wait(for: "use --profile clinic-a")
            }
        }

        @Test("a fault that there is none of is refused with those that there are", .timeLimit(.minutes(10)))
        func unknownFault() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Program.run(["sandbox", "--fault", "list=flood"], in: home)
            #expect(outcome.status == 64)
            #expect(outcome.complaint.contains("“flood” is no fault; there are refuse:SECONDS, cut"))
        }

        @Test("the sandbox takes faults at its start and orders while it runs", .timeLimit(.minutes(10)))
        func faults() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            try await SandboxProcess.with(faults: ["login=410*1"], in: home) { sandbox in
                let login = try #require(URL(string: "\(sandbox.announcement.v4h)/auth"))
                #expect(try await sandbox.status(of: "POST", login) == 410)
                #expect(try await sandbox.status(of: "POST", login) == 400)
                try await sandbox.addFault("login=409")
                #expect(try await sandbox.status(of: "POST", login) == 409)
                let report = try await sandbox.report()
                #expect(report.calls == ["login": 3])
                #expect(report.faults.map(\.rule) == ["login=410*1", "login=409"])
                #expect(report.faults.map(\.fired) == [1, 1])
            }
        }

        @Test(
            "the sandbox says where it is in one line of JSON, serves, and ends when asked to", .timeLimit(.minutes(10))
        )
        func sandbox() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            try await SandboxProcess.with(conferences: 5, tokenLifetime: 60, in: home) { sandbox in
                #expect(sandbox.line.split(separator: "\n").count == 1)
                let keys = try #require(
                    try JSONSerialization.jsonObject(with: Data(sandbox.line.utf8)) as? [String: Any]
                ).keys
                #expect(keys.sorted() == ["adminControl", "control", "password", "proconf", "user", "v4h"])

                let base = sandbox.announcement.v4h
                var login = URLRequest(url: try #require(URL(string: base + "/auth")))
                login.httpMethod = "POST"
                login.setValue("application/json", forHTTPHeaderField: "Content-Type")
                login.httpBody = try JSONEncoder()
                    .encode(["login": sandbox.announcement.user, "password": sandbox.announcement.password])
                let tokens = try #require(try await Self.answer(to: login) as? [String: Any])

                var list = URLRequest(url: try #require(URL(string: base + "/sessions")))
                let token = try #require(tokens["accessToken"] as? String)
                list.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
                #expect(try #require(try await Self.answer(to: list) as? [Any]).count == 5)

                #expect(await sandbox.end(by: SIGTERM) == .exit(0))
            }
        }

        @Test(
            "a wrong command line is refused", .timeLimit(.minutes(10)),
            arguments: [["demo", "--conferences", "-1"], ["sandbx"]])
        func wrongCommandLine(arguments: [String]) async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Program.run(arguments, in: home)
            #expect(outcome.status == 64, "\(outcome.complaint)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.complaint.contains("Error: "))
        }

        private static func answer(to request: URLRequest) async throws -> Any {
            let (data, answer) = try await URLSession.shared.data(for: request)
            #expect((answer as? HTTPURLResponse)?.statusCode == 200)
            return try JSONSerialization.jsonObject(with: data)
        }
    }
}
