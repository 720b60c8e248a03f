import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// Runs the commands of README.md as they stand there.
    @Suite("The commands of README.md")
    struct ReadmeCommandTests {
        @Test("a newcomer's profile is added, checked and listed")
        func profile() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Program.bash(script("profile commands"), in: home)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains("is right; profiles: clinic-a") && outcome.output.contains("maria"))
        }

        @Test("a newcomer's walk from the login to the logout works word for word")
        func walk() async throws {
            try await CommandProfile.with(conferences: 40) { ward in
                let outcome = try await Program.bash(script("walk"), in: ward.home)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(outcome.output.contains("Late shift\tended\t2"), "\(outcome.output)")
                let list = try JSONSerialization.jsonObject(with: Data(ward.home.read("conferences.json").utf8))
                #expect((list as? [Any])?.count == 41)
            }
        }

        @Test("a walk through the gateway works word for word")
        func gateway() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            // What was started ends with the script, however that ends.
            let script = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n" + (try script("gateway walk"))
            let outcome = try await Program.bash(script, in: home)
            #expect(outcome.status == 0, "\(outcome)")
            for words in [
                #"{"data":"eyJ"#, #""recording_status":"#, "has been going on for", "Summary of", #""features":"#,
                #""unique_id":"#, #""message":"Not found""#, #""message":"Unauthorized""#, #""status":"ready""#,
            ] {
                #expect(outcome.output.contains(words), "no \(words): \(outcome.output)")
            }
            #expect(outcome.output.ranges(of: #""message":"Unauthorized""#).count == 2)
            #expect(!outcome.output.contains(#""message":"Internal"#) && !outcome.output.contains("Invalid body"))
            #expect(try home.read("renewed.json").contains("accessToken"))
            let metrics = try home.read("metrics.txt")
            #expect(metrics.contains(#"gavel_gateway_requests_total{route="/proconfToken",status="200"} 1"#))
            #expect(metrics.contains(#"gavel_gateway_sign_ins_refused_total{reason="credentials"} 1"#))
            // The announcement, and a line for each call.
            #expect(try home.read("gateway.jsonl").split(separator: "\n").count == 16)
        }

        @Test("a script for plain mode makes its link")
        func plainScript() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Program.bash(script("plain script"), in: home)
            #expect(outcome.status == 0 && outcome.complaint.isEmpty, "\(outcome)")
            #expect(outcome.output.contains("3 with “state:live”") && outcome.output.contains("?jwt=eyJ"))
            #expect(outcome.output.hasSuffix("Read-only: whatever would change something is refused.\n"))
        }

        @Test("completions and manual pages are installed, and name what there is")
        func installation() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Program.bash(script("install commands"), in: home)
            #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.complaint.isEmpty, "\(outcome)")
            for file in [
                "bash-completion/completions/gavel", "zsh/site-functions/_gavel",
                "fish/vendor_completions.d/gavel.fish",
                "man/man1/gavel.1",
            ] {
                let text = try home.read("data/" + file)
                #expect(text.contains("conference") && text.contains("watch"), "\(file)")
            }
            #expect(try home.read("data/man/man5/gavel-config.5").contains("refresh\\-interval"))
            #expect(try home.read("data/man/man5/gavel-gateway.5").contains("trusted\\-proxies"))
            let check = "bash -n data/bash-completion/completions/gavel"
            #expect(try await Program.bash(check, in: home).status == 0)
        }

        @Test("the names of profiles are completed")
        func completion() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            _ = try await Program.bash(script("profile commands"), in: home)
            // What the scripts of all three shells call when the value of --profile is to be completed.
            let outcome = try await Program.run(
                ["---completion", "whoami", "--", "--profile", "3", "0", "gavel", "whoami", "--profile", ""], in: home)
            #expect(outcome.output.contains("clinic-a"), "\(outcome)")
        }

        /// The script that follows a marker comment.
        private func script(_ marker: String) throws -> String {
            "set -e -o pipefail\n" + (try Readme.block(after: marker, in: "sh"))
        }
    }
}
