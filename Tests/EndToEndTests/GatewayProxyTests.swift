import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Two gateways behind nginx", .timeLimit(.minutes(10)))
    struct GatewayProxyTests {
        @Test(
            "README's example lets two gateways stand for one another, and one of them end",
            .enabled(if: Nginx.isInstalled && OpenSSL.isInstalled, "nginx or openssl is not installed"))
        func example() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            try await SandboxProcess.with(in: home) { sandbox in
                try home.write("hunter2\n", to: "password")
                for name in ["one", "two"] {
                    try home.write(
                        """
                        admin-control: \(sandbox.announcement.adminControl)
                        listen: 127.0.0.1:0
                        trusted-proxies: [127.0.0.1]
                        access-log: \(name).jsonl
                        """, to: "\(name).yaml")
                }
                let added = try await Program.bash(
                    "gavel gateway user add maria --role owner --config one.yaml --password-fd 3 3< password", in: home)
                try #require(added.status == 0, "\(added)")
                try await GatewayProcess.with(["--config", home.path("one.yaml")], in: home) { one in
                    try await GatewayProcess.with(["--config", home.path("two.yaml")], in: home) { two in
                        let places = [try await one.address(), try await two.address()]
                        let nginx = try Nginx(try configuration(for: places))
                        // It ends when nobody has it any more.
                        defer { withExtendedLifetime(nginx) {} }
                        let door = "curl -sS --cacert '\(nginx.certificateFile)' https://127.0.0.1:\(nginx.port)"
                        try await check(door, one, in: home)
                        for name in ["one", "two"] {
                            let log = try home.read("\(name).jsonl")
                            #expect(log.contains(#""route":"/callConfig","status":200"#), "\(name): \(log)")
                            #expect(!log.contains("192.0.2.7") && log.contains(#""client":"127.0.0.1","user":"maria""#))
                        }
                    }
                }
            }
        }

        /// The example of README.md, with addresses and files that are there.
        private func configuration(for places: [String]) throws -> String {
            let hosts = places.map { $0.replacing("http://", with: "") }
            return try Readme.block(after: "gateway proxy", in: "nginx")
                .replacing("10.0.0.11:8787", with: hosts[0]).replacing("10.0.0.12:8787", with: hosts[1])
                .replacing("listen 443 ssl", with: "listen 127.0.0.1:{port} ssl")
                .replacing("/etc/ssl/app.example.org.pem", with: "{certificate}")
                .replacing("/etc/ssl/private/app.example.org.key", with: "{key}")
        }

        private func check(_ door: String, _ one: GatewayProcess, in home: TemporaryHome) async throws {
            let body = #"{"username":"maria","password":"hunter2"}"#
            let login = try await Program.bash("\(door)/auth/login --json '\(body)'", in: home)
            let match = try #require(login.output.firstMatch(of: /"accessToken":"([^"]+)"/), "\(login)")
            let bearer = "-H 'Authorization: Bearer \(match.output.1)' -H 'X-Forwarded-For: 192.0.2.7'"
            let call = "\(door)/callConfig \(bearer) -o answer -w '%{http_code} '"
            let calls = { (times: Int) in "for call in $(seq \(times)); do \(call); done" }
            let both = try await Program.bash(calls(8), in: home)
            #expect(both.output == String(repeating: "200 ", count: 8), "\(both)")
            #expect(try await Program.bash("\(door)/metrics", in: home).output.contains("404 Not Found"))
            one.send(SIGTERM)
            #expect(await one.end() == .exit(0))
            let rest = try await Program.bash(calls(8), in: home)
            #expect(rest.output == String(repeating: "200 ", count: 8), "\(rest)")
        }
    }
}
