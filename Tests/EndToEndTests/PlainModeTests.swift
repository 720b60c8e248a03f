import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Plain mode", .timeLimit(.minutes(10)))
    struct PlainModeTests {
        @Test(
            "is taken by itself where the terminal has no screen, and by --plain on any other",
            arguments: ["dumb", "xterm"])
        func terminal(type: String) async throws {
            try await Plain.with(type == "dumb" ? [] : ["--plain"], type: type) { plain in
                try await plain.wait(for: "gavel demo (operator)> ")
                try await plain.say("list", "40 conferences on V4H", "1. live; ", "20 more: list 21")
                try await plain.say("2", "State: live", "Id: 410037")
                try await plain.say("open 410039", "State: ready", "Id: 410039")
                try await plain.say("list 40", "40. unknown; ")
                try await plain.say("down", "5. ended; ", "; selected")
                try await plain.say("filter state:live", "3 with “state:live”", "3. live; ")
                try await plain.say("sort id", "by id, rising")
                try await plain.say("filter", "Show only rows with these words [state:live; - for none]: ")
                try await plain.say("-", "40 conferences on V4H; by id, rising")
                try await plain.say("help", "close [id]: Close the conference", "Only on a screen: ")
                try await plain.say("help leave", "Not now: ")
                try await plain.say("help theme", "Not now: Themes are for the screen")
                try await plain.say("help look", "look-up [id]: ")
                try await plain.say("clsoe", "Did you mean close?")
                try await plain.say("sort ?", "sort owner")
                try await plain.say("left", "plain mode has none")
                try await plain.say("raw", "\"sessionId\" : ")
                try await plain.say("service", " meetings on ProCONF", "gavel demo ProCONF (operator)> ")
                try await plain.say("1", "Summary: ")
                try await plain.say("messages", "Logged in to V4H as operator.")
                plain.program.terminal.type("quit\n")
                try await plain.expectLeft(.exit(0))
            }
        }

        @Test("asks before what cannot be undone, and does nothing without a yes")
        func questions() async throws {
            try await Plain.with { plain in
                try await plain.wait(for: "(operator)> ")
                try await plain.say("open 410037", "State: live")
                for answer in ["no\n", "\u{3}"] {
                    try await plain.say("close", "410037 · live", "Close this conference? yes/no: ")
                    try await plain.press(answer, "Nothing was done.", "(operator)> ")
                }
                try await plain.say("close", "Close this conference? yes/no: ")
                try await plain.say("maybe", "Answer yes or no.", "yes/no: ")
                try await plain.say("yes", "Closed ")
                try await plain.say("close 410039", "410039 · ready", "yes/no: ")
                try await plain.say("y", "Closed ")
                try await plain.say("readonly on", "Read-only", "(operator, read-only)> ")
                try await plain.say("request", "refused, this console is read-only")
                try await plain.press("\u{4}", "\n")
                try await plain.expectLeft(.exit(0))
            }
        }

        @Test("asks for the lines of a form one after the other, with what stands there in brackets")
        func forms() async throws {
            try await Plain.with { plain in
                try await plain.wait(for: "(operator)> ")
                try await plain.say("request", "Request a conference.", "Name (optional): ")
                try await plain.say(
                    "Night shift", "May join (default, PUBLIC, ORG, ORGUNIT, RESTRICT, SESSIONPWD) [default]: ")
                try await plain.say("SESIONPWD", "Did you mean SESSIONPWD?", "[default]: ")
                try await plain.say("sess", "Password (for SESSIONPWD): ")
                try await plain.type(unseen: "sesame-4711", "Listed for")
                try await plain.say("", "Requested conference ", "(operator)> ")
                try await plain.say("guest-link", "Name [Guest]: ")
                try await plain.say("Anna", "Avatar (https://… (optional)): ")
                try await plain.say("no address", "avatar", "Avatar [no address]: ")
                try await plain.say("-", "Link for Night shift:", "Good for ")
                let link = try #require(plain.text.split(separator: "\n").last { $0.hasPrefix("http") })
                #expect(link.contains("?jwt=eyJ") && link.count > 200, "\(link)")
                try await plain.say("copy", String(link))
                try await plain.say("reveal", "\"name\" : \"Anna\"")
                try await plain.say("start", "Start ", "Name [operator]: ")
                try await plain.press("\u{3}", "The form was left; nothing was sent.", "(operator)> ")
                try await plain.say("start", "Name [operator]: ")
                try await plain.say("", "Avatar")
                try await plain.say("", "Open (stage, link) [stage]: ")
                try await plain.say("stage", "Your stage, as moderator", "http://127.0.0.1:", "ssh -N -L ")
                try await plain.say("stage", "its page is not open yet")
                try await plain.say("mute Ana", "page is not open yet")
                try await plain.say("new-address", "Your stage, as moderator", "http://127.0.0.1:")
                try await plain.say("join", "Name [operator]: ")
                try await plain.say("", "Avatar")
                try await plain.say("", "Your way in, as participant", "?jwt=eyJ")
                plain.program.terminal.type("quit\n")
                try await plain.expectLeft(.exit(0))
            }
        }

        @Test("asks for a password unseen, says why it was refused, and logs in")
        func login() async throws {
            try await CommandProfile.with(knowsPassword: false) { ward in
                let password = ward.sandbox.announcement.password
                try await Plain.with(["console", "--plain"], home: ward.home) { plain in
                    try await plain.wait(for: "Log in to V4H", "User [\(ward.sandbox.announcement.user)]: ")
                    try await plain.say("", "Password: ")
                    try await plain.type(unseen: "mistyped-4711", "Remember")
                    try await plain.say(
                        "", "did not accept the login", "Try again, with what was typed? yes/no [yes]: ")
                    try await plain.press("\u{3}", "The form was left", "gavel ward (not logged in)> ")
                    try await plain.say("list", "Log in first: type login.")
                    try await plain.say("request", "Log in first: type login.")
                    try await plain.say("login", "User [")
                    try await plain.say("", "Password: ")
                    try await plain.type(unseen: password, "Remember (no, yes) [no]: ")
                    try await plain.say("", "Logged in to V4H", "12 conferences on V4H", "gavel ward (operator)> ")
                    plain.program.terminal.type("quit\n")
                    try await plain.expectLeft(.exit(0))
                    #expect(!plain.text.contains(password))
                }
            }
        }

        @Test("tells what comes by itself on lines of its own, and shows the prompt anew")
        func news() async throws {
            try await CommandProfile.with { ward in
                let id = try await ward.request("Ward round")
                try await Plain.with(["console", "--plain"], home: ward.home) { plain in
                    try await plain.wait(for: "gavel ward (operator)> ")
                    try await plain.say("watch \(id)", "Watching ", "> ")
                    let seen = plain.text.count
                    #expect(try await ward.gavel("conference", "close", id, "--yes").status == 0)
                    try await plain.wait(for: "\nEnded: ", "gavel ward (operator)> ", after: seen)
                    try await ward.sandbox.addFault("list=503:1*1")
                    try await plain.say("refresh", "Warning: V4H fails (status 503). It is asked again by itself.")
                    plain.program.terminal.type("quit\n")
                    try await plain.expectLeft(.exit(0))
                }
            }
        }

        @Test("Ctrl-C ends a wait, and clears a line")
        func interruption() async throws {
            try await CommandProfile.with(faults: ["request=slow:60"]) { ward in
                try await Plain.with(["console", "--plain"], home: ward.home) { plain in
                    try await plain.wait(for: "(operator)> ")
                    plain.program.terminal.type("quit")
                    try await plain.press("\u{3}", "(operator)> ")
                    try await plain.say("request", "Name (optional): ")
                    try await plain.say("", "May join")
                    try await plain.say("", "Listed for")
                    plain.program.terminal.type("\n")
                    try await ward.sandbox.waitForCall("request")
                    try await plain.press("\u{3}", "No longer waited for", "(operator)> ")
                    try await plain.say("list", "12 conferences")
                    plain.program.terminal.type("quit\n")
                    try await plain.expectLeft(.exit(0))
                }
            }
        }

        @Test(
            "every signal that ends it gives the terminal back, also while a password is typed",
            arguments: [SIGTERM, SIGHUP, SIGINT])
        func signals(signal: Int32) async throws {
            try await CommandProfile.with(knowsPassword: false) { ward in
                try await Plain.with(["console", "--plain"], home: ward.home) { plain in
                    try await plain.wait(for: "User [")
                    try await plain.say("", "Password: ")
                    try await plain.program.waitForEcho(isOn: false)
                    plain.program.process.send(signal)
                    try await plain.expectLeft(.signal(signal))
                }
                guard signal != SIGINT else { return }
                try await Plain.with(["console", "--plain"], home: ward.home) { plain in
                    try await plain.wait(for: "User [")
                    plain.program.process.send(signal)
                    try await plain.expectLeft(.signal(signal))
                }
            }
        }

        @Test("changes the profile, and numbers rows of the list that is shown")
        func profiles() async throws {
            try await CommandProfile.with { ward in
                let first = try ward.home.read("config/gavel/config.yaml")
                let rest = first.split(separator: "\n").dropFirst().joined(separator: "\n")
                try ward.home.configure(
                    "profile: ward\n" + first + rest.replacing("  ward:", with: "  other:") + "\n")
                try await Plain.with(["console", "--plain"], home: ward.home) { plain in
                    try await plain.wait(for: "gavel ward (operator)> ")
                    try await plain.say("profile", "Say one of:", "profile other")
                    try await plain.say("profile other", "12 conferences on V4H", "gavel other (operator)> ")
                    try await plain.say("profile ward", "gavel ward (operator)> ")
                    plain.program.terminal.type("quit\n")
                    try await plain.expectLeft(.exit(0))
                }
            }
        }

        @Test("a script is carried out line by line, without prompts, to its end")
        func script() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Plain.script(
                ["open 410037", "guest-link Anna", "close", "yes", "request", "Night shift", "", ""], in: home)
            #expect(outcome.status == 0, "\(outcome)")
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.contains("State: live") && lines.contains("Id: 410037"), "\(outcome.output)")
            #expect(lines.contains { $0.hasPrefix("http") && $0.contains("?jwt=eyJ") })
            #expect(outcome.output.contains("Closed ") && outcome.output.contains("Requested conference "))
            #expect(!outcome.output.contains("> ") && !outcome.output.contains("yes/no") && outcome.complaint.isEmpty)
            #expect(!outcome.output.utf8.contains(0x1B))
            // What is asked and not answered is not done.
            let unanswered = try await Plain.script(["close 410037"], in: home)
            #expect(unanswered.status == 1 && unanswered.output.contains("Nothing was done."), "\(unanswered)")
        }

        @Test(
            "a script's exit status tells whether a line of it has failed",
            arguments: ["frobnicate", "close 410001", "list 99", "open 99"])
        func failingScript(line: String) async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Plain.script([line, "list"], in: home)
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.output.contains("1. live; "), "the lines behind it are carried out: \(outcome.output)")
            #expect(home.files.allSatisfy { !$0.hasSuffix("config.yaml") })
        }

        @Test(
            "nothing that a service says steers the terminal, reorders a line or hides",
            arguments: ["hostile", "invalid-utf8"])
        func hostile(fault: String) async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Plain.script(
                ["list all", "1", "raw", "guest-link", "", "", "service", "list all", "1"],
                ["demo", "--plain", "--fault", "all=\(fault)"], in: home)
            #expect(outcome.output.contains("40. "), "\(outcome)")
            for line in outcome.output.split(separator: "\n") { #expect(String(line).harm() == nil, "\(line)") }
            #expect(outcome.complaint.isEmpty)
        }

        @Test("a script logs in by the lines that it has, and without a configuration it is said what to do")
        func scriptedLogin() async throws {
            try await CommandProfile.with(knowsPassword: false) { ward in
                let answers = ["login", "", ward.sandbox.announcement.password, "", "list"]
                let outcome = try await Plain.script(answers, ["console", "--plain"], in: ward.home)
                #expect(outcome.status == 0 && outcome.output.contains("12 conferences on V4H"), "\(outcome)")
                #expect(!outcome.output.contains(ward.sandbox.announcement.password))
                let stranger = try await Plain.script(["list"], ["console", "--plain"], in: ward.home)
                #expect(stranger.status == 1 && stranger.output.contains("type login"), "\(stranger)")
            }
            let home = try TemporaryHome()
            defer { home.remove() }
            let outcome = try await Plain.script(["list"], ["--plain"], in: home)
            #expect(outcome.status == 78 && outcome.complaint.contains("gavel setup"), "\(outcome)")
        }
    }
}
