import Foundation
import FoundationNetworking
import TestSupport
import Testing

extension EndToEnd {
    /// What scripts rely on: exit statuses, and what is on which output.
    @Suite("Commands")
    struct ServiceCommandTests {
        @Test("a conference is requested, shown, changed, started, joined, left, closed and deleted")
        func life() async throws {
            try await CommandProfile.with { ward in
                let id = try await ward.request()
                let shown = try #require(try await ward.document("conference", "show", id) as? [String: Any])
                #expect(shown["id"] as? String == id && shown["state"] as? String == "ready")
                #expect(shown["name"] as? String == "Night shift" && shown["ended"] is NSNull)

                let changed = try await ward.gavel("conference", "update", id, "--name", "Late shift", "--quiet")
                #expect(changed.status == 0 && changed.output.isEmpty && changed.complaint.isEmpty, "\(changed)")
                let name = try await ward.gavel("conference", "show", id, "--format", "name,state")
                #expect(name.output == "Late shift\tready\n")

                let way = try await ward.document("conference", "start", id, "--name", "Dr. Maria") as? [String: Any]
                let participation = way?["participation"] as? String ?? ""
                #expect((way?["url"] as? String)?.hasPrefix("http://127.0.0.1:9/") == true)
                let joined = try await ward.gavel("conference", "join", id, "--name", "Ana", "--url-only")
                #expect(joined.status == 0 && joined.output.contains("?jwt=") && joined.output.hasSuffix("\n"))
                let left = try await ward.gavel("conference", "leave", id, "--participation", participation)
                #expect(left.status == 0 && left.output.isEmpty && left.complaint == "gavel: \(id): left.\n")

                let refusal = try await ward.gavel("conference", "close", id)
                #expect(refusal.status == 64 && refusal.output.isEmpty && refusal.complaint.contains("add --yes"))
                #expect(try await ward.gavel("conference", "close", id, "--yes").status == 0)
                let watched = try await ward.gavel("conference", "watch", id, "--format", "state")
                #expect(watched.status == 0 && watched.output == "ended\n" && watched.complaint.isEmpty)
                let late = try await ward.gavel("conference", "start", id, "--name", "Dr. Maria")
                #expect(late.status == 65 && late.output.isEmpty, "\(late)")

                let receipt = try await ward.document("conference", "delete", id, "--yes") as? [String: String]
                #expect(receipt == ["id": id, "done": "deleted"])
                let gone = try await ward.gavel("conference", "show", id)
                #expect(gone.status == 66 && gone.output.isEmpty && gone.complaint.contains("no such thing"))

                let done = try await ward.gavel("journal", "--json").output.split(separator: "\n")
                let actions = done.compactMap { line in
                    (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["action"] as? String
                }
                #expect(
                    actions.filter { $0 != "logIn" } == [
                        "requestConference", "updateConference", "startConference", "joinConference",
                        "leaveConference", "closeConference", "watchConference", "startConference",
                        "deleteConference",
                    ])
            }
        }

        @Test("a list is one document, lines of fields, or a table that is not cut in a file")
        func forms() async throws {
            try await CommandProfile.with { ward in
                let list = try #require(try await ward.document("conference", "list") as? [[String: Any]])
                #expect(list.count == 12 && Set(list.map { $0.count }) == [20])
                let lines = try await ward.gavel("conference", "list", "--format", "id,created")
                    .output.split(separator: "\n")
                #expect(lines.map { String($0.prefix { $0 != "\t" }) } == list.compactMap { $0["id"] as? String })
                #expect(lines.allSatisfy { $0.hasSuffix("Z") })
                let table = try await ward.gavel("conference", "list").output.split(separator: "\n")
                #expect(table.count == 13 && table[0].hasPrefix("STATE") && !table.contains { $0.contains("…") })
                let wrong = try await ward.gavel("conference", "list", "--format", "id,nam")
                #expect(wrong.status == 64 && wrong.output.isEmpty && wrong.complaint.contains("Write name."))
            }
        }

        @Test("a list is filtered and sorted as in the console, and a wrong filter is refused before anything is asked")
        func filter() async throws {
            try await CommandProfile.with { ward in
                let wrong = try await ward.gavel("conference", "list", "--filter", "ward sate:live")
                #expect(wrong.status == 64 && wrong.output.isEmpty, "\(wrong)")
                #expect(wrong.complaint.contains("at character 6: No column “sate”; write state:"), "\(wrong)")
                #expect(wrong.complaint.contains("\n  ward sate:live\n       ^^^^\n"), "\(wrong)")
                let column = try await ward.gavel("conference", "list", "--sort", "ownr")
                #expect(column.status == 64 && column.complaint.contains("Write owner."), "\(column)")
                #expect(try await ward.sandbox.report().calls.isEmpty, "nothing was asked")

                let all = try #require(try await ward.document("conference", "list") as? [[String: Any]])
                let live = try #require(
                    try await ward.document("conference", "list", "--filter", "state:live") as? [[String: Any]])
                #expect(!live.isEmpty && live.count < all.count && Set(live.map { $0.count }) == [20])
                #expect(live.allSatisfy { $0["state"] as? String == "live" })
                let sorted = try await ward.gavel("conference", "list", "--sort", "id", "--format", "id").output
                let turned = try await ward.gavel(
                    "conference", "list", "--sort", "id", "--reverse", "--format", "id")
                #expect(sorted.split(separator: "\n").count == all.count)
                #expect(turned.output.split(separator: "\n") == sorted.split(separator: "\n").reversed())
                let none = try await ward.gavel("conference", "list", "--filter", "no-such-word")
                #expect(none.status == 0 && none.output.isEmpty && none.complaint.contains("None of the 12"))
            }
        }

        @Test("a reader that goes away early ends a list quietly")
        func closedPipe() async throws {
            try await CommandProfile.with(conferences: 3000) { ward in
                let script = "\(Program.path) conference list | head -1; echo ${PIPESTATUS[0]}"
                let outcome = try await ward.bash(script)
                #expect(outcome.output.split(separator: "\n").last == "0", "\(outcome)")
                #expect(outcome.complaint.isEmpty, "\(outcome.complaint)")
            }
        }

        @Test("a guest link is a record, an address alone, or refused")
        func guestLink() async throws {
            try await CommandProfile.with { ward in
                let id = try await ward.request()
                let made = try await ward.document("guest-link", id, "--name", "Guest") as? [String: Any]
                #expect(made?["id"] as? String == id && made?["name"] as? String == "Guest")
                let url = try await ward.gavel("guest-link", id, "--name", "Guest", "--url-only")
                #expect(url.status == 0 && url.output.hasPrefix("http") && url.complaint.isEmpty)
                let copy = try await ward.gavel("guest-link", id, "--name", "Guest", "--copy", "--url-only")
                #expect(copy.status == 64)
                let nameless = try await ward.gavel("guest-link", id)
                #expect(nameless.status == 64 && nameless.complaint.contains("--name"))
                let picture = try await ward.gavel("guest-link", id, "--name", "Guest", "--avatar-url", "ftp://x")
                #expect(picture.status == 64 && picture.complaint.contains("avatar URL"), "\(picture)")
            }
        }

        @Test("ProCONF's token, features, rooms and meetings are told")
        func proconf() async throws {
            try await CommandProfile.with { ward in
                let meetings = try #require(try await ward.document("proconf", "meetings") as? [[String: Any]])
                #expect(meetings.allSatisfy { $0["ended"] is String })
                #expect(try await ward.gavel("proconf", "features", "--format", "feature").output.contains("\n"))
                let token =
                    try await ward.document(
                        "proconf", "token", "round", "--role", "owner", "--name", "Dr. Maria") as? [String: Any]
                #expect(token?["room"] as? String == "round" && token?["role"] != nil)
                for command in ["status", "catchup", "summary"] {
                    let outcome = try await ward.gavel("proconf", command, "round")
                    #expect(outcome.status == 0 && outcome.complaint.isEmpty, "\(command): \(outcome)")
                }
                let nowhere = try await ward.gavel("proconf", "status", "no-such-room")
                #expect(nowhere.status == 66 && nowhere.output.isEmpty, "\(nowhere)")
                let wrong = try await ward.gavel("proconf", "token", "round", "--role", "king", "--name", "Dr. Maria")
                #expect(wrong.status == 64 && wrong.complaint.contains("owner, member"))
            }
        }

        @Test(
            "what a service says no to has its own exit status",
            arguments: [
                ("close=403", Int32(77), "a policy of the service forbids it"), ("close=404", 66, "no such thing"),
                ("close=409", 65, "it is closed"), ("close=429:5", 69, "Wait 5 s"),
                ("close=unanswered", 76, "it may have been closed"), ("close=500", 76, "it may have been closed"),
                ("login=401", 77, "did not accept the login"), ("login=refuse:600", 69, "gavel:"),
            ])
        func refusals(fault: String, status: Int32, words: String) async throws {
            try await CommandProfile.with { ward in
                let id = try await ward.request()
                try await ward.sandbox.addFault(fault)
                let outcome = try await ward.gavel("conference", "close", id, "--yes")
                #expect(outcome.status == status && outcome.output.isEmpty, "\(outcome)")
                #expect(outcome.complaint.contains(words), "\(outcome.complaint)")
                #expect(outcome.complaint.split(separator: "\n").count == 1)
                // What changes something is sent once, whatever comes of it.
                let calls = try await ward.sandbox.report().calls["close"] ?? 0
                #expect(calls == (fault.hasPrefix("close") ? 1 : 0))
            }
        }

        @Test("a downloaded recording is told from a file that is none")
        func verify() async throws {
            try await CommandProfile.with(conferences: 40) { ward in
                let list = try #require(try await ward.document("conference", "list") as? [[String: Any]])
                let recorded = try #require(list.first { $0["hash"] is String })
                let id = try #require(recorded["id"] as? String)
                let address = try #require((recorded["recording"] as? String).flatMap { URL(string: $0) })
                let (bytes, _) = try await URLSession.shared.data(from: address)
                let file = try ward.home.write(String(decoding: bytes, as: UTF8.self), to: "recording.mp4")
                let good = try await ward.gavel("verify", file, id)
                #expect(good.status == 0 && good.complaint.isEmpty, "\(good)")
                #expect(good.output.hasPrefix("match: SHA-256 ") && good.output.hasSuffix("  \(file)\n"))

                try ward.home.write("something else", to: "recording.mp4")
                let bad = try await ward.gavel("verify", file, id, "--format", "match,hashType")
                #expect(bad.status == 1 && bad.output == "false\tSHA-256\n", "\(bad)")
                #expect(bad.complaint.contains("is not the recording of \(id)"))
                #expect(try await ward.gavel("verify", "no-such-file", id).status == 66)
                let fresh = try await ward.request()
                let early = try await ward.gavel("verify", file, fresh)
                #expect(early.status == 65 && early.complaint.contains("holds no hash"), "\(early)")
            }
        }

        @Test("read-only, by the profile and for once, refuses what changes something and nothing else")
        func readOnly() async throws {
            try await CommandProfile.with(more: ["read-only: true"]) { ward in
                let id = try #require(
                    (try await ward.document("conference", "list") as? [[String: Any]])?.first?["id"] as? String)
                for words in [["request"], ["close", id, "--yes"], ["update", id, "--name", "x"]] {
                    let outcome = try await Program.run(["conference"] + words, in: ward.home)
                    #expect(outcome.status == 77 && outcome.complaint.contains("read-only"), "\(outcome)")
                }
                try ward.configure()
                let once = try await ward.gavel("guest-link", id, "--name", "Guest", "--read-only")
                #expect(once.status == 77 && once.output.isEmpty)
                let calls = try await ward.sandbox.report().calls
                #expect(calls["request"] == nil && calls["close"] == nil && calls["guest"] == nil)
            }
        }

        @Test("without a profile it says what to do")
        func withoutProfile() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Program.run(["conference", "list"], in: home)
            #expect(outcome.status == 78 && outcome.output.isEmpty)
            #expect(outcome.complaint.contains("gavel profile add"))
        }
    }
}
