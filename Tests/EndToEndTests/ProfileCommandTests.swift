import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Profiles at the command line")
    struct ProfileCommandTests {
        @Test("a profile is added to no file, to one by hand, and never by half")
        func add() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let first = try await Program.run(
                [
                    "profile", "add", "clinic-a", "v4h.url=https://v4h.example.org/v1", "v4h.domain=meet.example.org",
                    "v4h.user=it's me", "v4h.routes.guest=POST /sessions/{id}/guest", "browser=[firefox, -P]",
                ], in: home)
            #expect(first.status == 0 && first.output.isEmpty, "\(first)")
            let list = try await Program.run(["profile", "list", "--format", "profile,default,user,v4h"], in: home)
            #expect(list.output == "clinic-a\ttrue\tit's me\thttps://v4h.example.org/v1\n")

            try home.configure("# mine\n" + home.read("config/gavel/config.yaml") + "# and this too\n")
            let second = try await Program.run(
                ["profile", "add", "b", "proconf.admin-control=https://b.example/api", "proconf.domain=c.example"],
                in: home)
            #expect(second.status == 0, "\(second)")
            let text = try home.read("config/gavel/config.yaml")
            #expect(text.contains("# mine\n") && text.contains("# and this too\n"))
            let both = try await Program.run(["profile", "list", "--format", "profile,default"], in: home)
            #expect(both.output == "b\tfalse\nclinic-a\ttrue\n", "who was the default stays it")

            for (words, status) in [
                (["b", "v4h.url=https://v.example"], Int32(65)), (["c", "v4h.url=https://v.example"], 78),
                (["c", "v4h.password=x"], 78), (["c", "v4h"], 64), (["../c", "v4h.url=https://v.example"], 78),
            ] {
                let wrong = try await Program.run(["profile", "add"] + words, in: home)
                #expect(wrong.status == status && wrong.output.isEmpty, "\(words): \(wrong)")
                #expect(try home.read("config/gavel/config.yaml") == text, "\(words)")
            }
            #expect(
                home.files.filter { $0.hasPrefix("config") } == ["config", "config/gavel", "config/gavel/config.yaml"])
            let checked = try await Program.run(["config", "check"], in: home)
            #expect(checked.status == 0 && checked.output.hasSuffix("is right; profiles: b, clinic-a\n"))
        }

        @Test("a profile is tried: good, only there, away, or refused")
        func check() async throws {
            try await CommandProfile.with { ward in
                let states = { (outcome: Program.Outcome) in outcome.output.split(separator: "\n").map(String.init) }
                let good = try await ward.gavel("profile", "check", "--format", "state")
                #expect(good.status == 0 && states(good) == ["good", "good"], "\(good)")
                try ward.configure(knowsPassword: false)
                let there = try await ward.gavel("profile", "check", "ward", "--format", "state")
                #expect(there.status == 0 && states(there) == ["answers", "answers"], "\(there)")
                try await ward.sandbox.addFault("check-token=503")
                let failing = try await ward.gavel("profile", "check", "--format", "service,state")
                #expect(failing.status == 69 && states(failing) == ["v4h\tfailed", "proconf\tanswers"], "\(failing)")
                let unknown = try await ward.gavel("profile", "check", "wrad")
                #expect(unknown.status == 78 && unknown.complaint.contains("ward"))
            }
        }

        @Test("the path, the mistakes and the schema of the configuration are told")
        func config() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let path = try await Program.run(["config", "path"], in: home)
            #expect(path.status == 0 && path.output == home.path("config/gavel/config.yaml") + "\n")
            #expect(path.complaint.contains("does not exist yet"))
            #expect(try await Program.run(["config", "check"], in: home).status == 78)
            try home.configure("colour: red\n")
            let wrong = try await Program.run(["config", "check"], in: home)
            #expect(
                wrong.status == 78 && wrong.output.isEmpty && wrong.complaint.contains(":1: colour: is no known key"))
            let schema = try await Program.run(["config", "schema"], in: home)
            #expect(schema.status == 0 && schema.complaint.isEmpty)
            let document = try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any]
            #expect(document?["additionalProperties"] as? Bool == false)
        }
    }
}
