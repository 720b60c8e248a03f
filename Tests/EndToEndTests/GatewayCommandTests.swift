import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The gateway's commands", .timeLimit(.minutes(10)))
    struct GatewayCommandTests {
        private let home: TemporaryHome

        init() throws {
            home = try TemporaryHome()
            try home.write("hunter2\n", to: "first")
            try home.write("hunter3\n", to: "second")
        }

        private func configure(_ lines: String = "") throws {
            // Nothing answers there, which nobody asks about.
            try home.write(
                "admin-control: http://127.0.0.1:9\nlisten: 127.0.0.1:0\n\(lines)", to: "config/gavel/gateway.yaml")
        }

        /// What comes of a login, as the status.
        private func signIn(_ user: String, _ password: String, at address: String) async throws -> String {
            let body = #"{"username":"\#(user)","password":"\#(password)"}"#
            return try await Program.bash(
                "curl -sS -o answer -w '%{http_code}' --json '\(body)' \(address)/auth/login", in: home
            ).output
        }

        @Test("a user is added, listed, given another password, and removed")
        func users() async throws {
            defer { home.remove() }
            try configure()
            let none = try await Program.run(["gateway", "user", "list"], in: home)
            #expect(none.status == 0 && none.output.isEmpty && none.complaint.contains("gavel gateway user add"))
            let add = "gavel gateway user add maria --role owner --role member --room 'ward-*' --room tumour-board"
            let added = try await Program.bash("\(add) --password-fd 3 3< first", in: home)
            #expect(
                added.status == 0 && added.output.isEmpty && added.complaint.contains("maria may sign in"), "\(added)")
            let again = try await Program.bash("\(add) --password-fd 3 3< first", in: home)
            #expect(again.status == 65 && again.complaint.contains("maria already"), "\(again)")
            _ = try await Program.bash("gavel gateway user add anna --password-fd 3 3< first", in: home)
            let list = try await Program.run(["gateway", "user", "list", "--format", "name,roles,rooms"], in: home)
            #expect(list.output == "anna\tmember\t*\nmaria\towner,member\tward-*,tumour-board\n")

            let before = try home.read("state/gavel/gateway/users.json")
            #expect(before.contains("$scrypt$") && !before.contains("hunter2"))
            let changed = try await Program.bash("gavel gateway user passwd maria --password-fd 3 3< second", in: home)
            #expect(changed.status == 0 && changed.complaint.contains("another password"), "\(changed)")
            #expect(try home.read("state/gavel/gateway/users.json") != before)

            let unasked = try await Program.run(["gateway", "user", "remove", "maria"], in: home)
            #expect(unasked.status == 64 && unasked.complaint.contains("--yes"), "\(unasked)")
            let removed = try await Program.run(["gateway", "user", "remove", "maria", "--yes"], in: home)
            #expect(removed.status == 0, "\(removed)")
            let rest = try await Program.run(["gateway", "user", "list", "--json"], in: home)
            #expect(!rest.output.contains("maria") && rest.output.contains(#""name" : "anna""#), "\(rest)")
            for words in [["passwd", "maria", "--password-fd", "0"], ["remove", "maria", "--yes"]] {
                #expect(try await Program.run(["gateway", "user"] + words, in: home).status == 66, "\(words)")
            }
        }

        @Test("a user that cannot be one is refused before a password is asked for")
        func wrongUsers() async throws {
            defer { home.remove() }
            try configure()
            for (words, said) in [
                (["maria", "--role", "ownr"], "Write owner."), (["", "--role", "owner"], "is empty"),
                (["maria", "--room", ""], "The pattern for rooms"), (["maria"], "--password-fd"),
            ] {
                // Without a terminal to ask on.
                let arguments = words.map { "'\($0)'" }.joined(separator: " ")
                let outcome = try await Program.bash("setsid --wait gavel gateway user add \(arguments)", in: home)
                #expect([64, 74].contains(outcome.status) && outcome.complaint.contains(said), "\(words): \(outcome)")
            }
            #expect(!home.files.contains { $0.hasSuffix("users.json") })
        }

        @Test("at a terminal a new password is asked for twice, without echo")
        func terminal() async throws {
            defer { home.remove() }
            try await TerminalWindow.with(columns: 100, rows: 24) { window in
                try window.home.write("admin-control: http://127.0.0.1:9\n", to: "config/gavel/gateway.yaml")
                try await window.startGavel("gateway", "user", "add", "maria")
                try await window.wait(for: "New password of maria:")
                try await window.type("hunter2")
                try await window.press("Enter")
                try await window.wait(for: "Once more:")
                try await window.type("hunter2")
                try await window.press("Enter")
                #expect(try await window.exitStatus() == 0)
                let screen = try await window.screen()
                #expect(screen.contains("maria may sign in") && !screen.contains("hunter2"), "\(screen)")
            }
        }

        @Test("a key is rotated when no login lasts that it has signed, and its secret is told nowhere")
        func keys() async throws {
            defer { home.remove() }
            try configure()
            let none = try await Program.run(["gateway", "key", "list"], in: home)
            #expect(none.status == 0 && none.output.isEmpty && none.complaint.contains("makes one"), "\(none)")
            for (arguments, status) in [([], Int32(0)), (["--after", "5"], 0), ([], 65), (["--force"], 0)] {
                let outcome = try await Program.run(["gateway", "key", "rotate"] + arguments, in: home)
                #expect(outcome.status == status && outcome.output.isEmpty, "\(arguments): \(outcome)")
            }
            let list = try await Program.run(["gateway", "key", "list", "--json"], in: home)
            let keys = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]]
            #expect(keys?.count == 2 && keys?.allSatisfy { Set($0.keys) == ["id", "begins", "signs"] } == true)
            let file = try home.read("state/gavel/gateway/keys.json")
            for secret in file.matches(of: /"secret" : "([^"]+)"/) { #expect(!list.output.contains(secret.output.1)) }
        }

        @Test("everything that is wrong is named with its line, and what is right is said to be so")
        func check() async throws {
            defer { home.remove() }
            let missing = try await Program.run(["gateway", "check"], in: home)
            #expect(missing.status == 78 && missing.complaint.contains("gateway.yaml: is not there"), "\(missing)")
            try configure("acess-log: none\nlog-level: loud\n")
            for command in [["check"], [], ["run"], ["user", "list"], ["key", "list"]] {
                let outcome = try await Program.run(["gateway"] + command, in: home)
                #expect(outcome.status == 78 && outcome.output.isEmpty, "\(command): \(outcome)")
                #expect(outcome.complaint.contains(":3: acess-log: is no known key; write access-log"), "\(outcome)")
                #expect(outcome.complaint.contains(":4: log-level: “loud” is not known here"), "\(outcome)")
            }
            try configure()
            _ = try await Program.bash("gavel gateway user add maria --role owner --password-fd 3 3< first", in: home)
            let right = try await Program.run(["gateway", "check"], in: home)
            #expect(right.status == 0 && right.output.hasSuffix("is right; 1 user, no key yet\n"), "\(right)")
            #expect(!home.files.contains { $0.hasSuffix("keys.json") }, "nothing is written")
            try configure("roles: [guest, member]\n")
            let role = try await Program.run(["gateway", "check"], in: home)
            #expect(role.status == 78 && role.complaint.contains("maria has the role owner"), "\(role)")
            try home.write("{", to: "state/gavel/gateway/users.json")
            #expect(try await Program.run(["gateway", "check"], in: home).status == 78)
            #expect(try await Program.run(["gateway"], in: home).status == 78, "it does not begin without its users")
            chmod(home.path("state/gavel/gateway/users.json"), 0o644)
            let open = try await Program.run(["gateway", "check"], in: home)
            #expect(open.status != 0 && open.complaint.contains("chmod 600"), "\(open)")
        }

        @Test("SIGHUP takes a new user and opens the access log anew, and SIGTERM ends with status 0")
        func signals() async throws {
            defer { home.remove() }
            try configure("access-log: access.jsonl\n")
            try await GatewayProcess.with([], in: home) { gateway in
                let address = try await gateway.address()
                try await gateway.wait(forLog: "nobody can sign in: gavel gateway user add NAME")
                #expect(try await signIn("maria", "hunter2", at: address) == "401")
                _ = try await Program.bash("gavel gateway user add maria --password-fd 3 3< first", in: home)
                try FileManager.default.moveItem(
                    atPath: home.path("config/gavel/access.jsonl"), toPath: home.path("old.jsonl"))
                gateway.send(SIGHUP)
                try await gateway.wait(forLog: "users and keys read again")
                #expect(try await signIn("maria", "hunter2", at: address) == "200")

                // A file that is broken takes nobody's login away.
                try home.write("{", to: "state/gavel/gateway/users.json")
                gateway.send(SIGHUP)
                try await gateway.wait(forLog: "could not be read again; the old ones stay")
                #expect(try await signIn("maria", "hunter2", at: address) == "200")

                gateway.send(SIGTERM)
                #expect(await gateway.end() == .exit(0))
                #expect(gateway.output.value.isEmpty && gateway.log.value.contains("gateway: ended"))
                #expect(try home.read("old.jsonl").split(separator: "\n").count == 1)
                let lines = try home.read("config/gavel/access.jsonl").split(separator: "\n")
                #expect(lines.count == 2 && lines.allSatisfy { $0.contains(#""user":"maria""#) }, "\(lines)")
                #expect(!gateway.log.value.contains("hunter2") && !lines.joined().contains("hunter2"))
            }
        }

        @Test(
            "a Sandbox's gateway says where it is and who can sign in, and answers them", arguments: [SIGTERM, SIGINT])
        func sandbox(signal: Int32) async throws {
            defer { home.remove() }
            try await GatewayProcess.with(["--sandbox", "--port", "0"], in: home) { gateway in
                let address = try await gateway.address()
                let line = await gateway.output.wait(seconds: 60) { $0.split(separator: "\n").first.map(String.init) }
                let announcement = try JSONDecoder().decode(
                    GatewayProcess.Announcement.self, from: Data(try #require(line).utf8))
                #expect(announcement.gateway == address && announcement.users.count == 2)
                for user in announcement.users {
                    #expect(try await signIn(user.name, user.password, at: address) == "200")
                    #expect(try await signIn(user.name, "wrong", at: address) == "401")
                }
                gateway.send(signal)
                #expect(await gateway.end() == .exit(0))
                #expect(home.files == ["answer", "first", "second"], "nothing is kept: \(home.files)")
            }
        }

        @Test(
            "what is under way is answered before the end, unless the gateway is asked twice",
            arguments: [(signals: 1, seconds: 2, status: Int32(0)), (2, 60, 1)])
        func draining(signals: Int, seconds: Int, status: Int32) async throws {
            defer { home.remove() }
            // A status of 0 and an answer, or a status of 1 and none.
            let script = """
                trap 'kill $(jobs -p) 2> /dev/null || true' EXIT
                gavel gateway --sandbox --port 0 --control-port 0 --fault proconf-features=slow:\(seconds) > out 2> log &
                server=$!
                until [ -s out ]; do sleep 0.1; done
                gateway=$(sed -n 's/.*"gateway":"\\([^"]*\\)".*/\\1/p' out)
                control=$(sed -n 's/.*"control":"\\([^"]*\\)".*/\\1/p' out)
                token=$(curl -sS --json '{"username":"operator","password":"demonstration"}' "$gateway/auth/login" |
                    sed -n 's/.*"accessToken":"\\([^"]*\\)".*/\\1/p')
                curl -sS -H "Authorization: Bearer $token" "$gateway/callConfig" > answer &
                until curl -sS "$control" | grep -q '"proconf-features":'; do sleep 0.1; done
                kill $server
                until grep -q ending log; do sleep 0.1; done
                [ \(signals) = 1 ] || kill $server
                wait $server
                """
            let outcome = try await Program.bash(script, in: home)
            let log = try home.read("log")
            #expect(outcome.status == status, "\(outcome) \(log)")
            #expect(try home.read("answer").contains(#""features":"#) == (status == 0))
            #expect(log.contains("asked twice to end") == (status == 1))
        }

        @Test("a port that is taken is told, and what to do about it")
        func takenPort() async throws {
            defer { home.remove() }
            try configure()
            try await GatewayProcess.with([], in: home) { gateway in
                let port = try #require(URLComponents(string: try await gateway.address())?.port)
                let second = try await Program.run(["gateway", "--port", "\(port)"], in: home)
                #expect(
                    second.status == 69 && second.complaint.contains("cannot listen at 127.0.0.1:\(port)"), "\(second)")
            }
        }

        @Test("the schema and the OpenAPI description are documents")
        func documents() async throws {
            defer { home.remove() }
            for command in ["schema", "openapi"] {
                let outcome = try await Program.run(["gateway", command], in: home)
                let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
                #expect(outcome.status == 0 && document?.isEmpty == false, "\(outcome)")
            }
        }
    }
}
