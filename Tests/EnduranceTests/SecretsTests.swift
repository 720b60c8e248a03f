import Foundation
import Sandbox
import Synchronization
import TestSupport
import Testing

@Suite("Passwords and tokens", .serialized, .timeLimit(.minutes(10)))
struct SecretsTests {
    /// A service that says back whatever it is told, once it is asked for a guest link.
    private static let chatterbox: SandboxMiddleware = { request, next in
        guard request.path.last == "guest", request.headers["authorization"] != nil else { return await next(request) }
        let words = "Nobody may have \(request.headers["authorization"] ?? "") here."
        return SandboxAnswer(403, headers: ["Content-Type": "text/plain"], body: Data(words.utf8))
    }

    @Test("are left nowhere by logins, links, a browser, calls that fail and a logout")
    func leftNowhere() async throws {
        let isTalkative = Mutex(false)
        let middleware: SandboxMiddleware = { request, next in
            isTalkative.withLock(\.self) ? await SecretsTests.chatterbox(request, next) : await next(request)
        }
        try await SecretWard.open(middleware: middleware) { ward in
            try ward.configure()
            try await ward.console { program in
                let terminal = program.terminal
                try await ward.logIn(on: program, password: SecretWard.wrongPassword)
                try await program.see("Check user name and password")
                try await ward.expectNoTraces(of: program)
                terminal.type(ward.password)
                try await program.see("•••••")
                try await ward.expectNoTraces(of: program)
                terminal.type("\r")
                try await program.see("1 of 40")

                isTalkative.withLock { $0 = true }
                terminal.type("g\r")
                try await program.see("a policy of the service forbids it")
                terminal.type("\u{1B}[B\u{1B}[Bm")
                try await program.see("Nobody may have")
                terminal.type("\r")
                isTalkative.withLock { $0 = false }
                try ward.server.faults.add("refresh=500*1")
                try ward.server.faults.add("list=401*1")
                terminal.type("\u{1B}[15~\r")
                try await program.see("Guest link ready.")
                terminal.type("y")
                try await program.see("The link was sent to the clipboard.")
                terminal.type("b")
                #expect(await ward.browserRuns.wait(seconds: 60) { $0 >= 1 ? true : nil } == true)
                try await ward.expectNoTraces(of: program)

                // The meeting's address is the browser's one argument, and its token is part of it by nature.
                let arguments = try ward.home.read(SecretWard.browserArguments).split(separator: "\n")
                #expect(arguments.count == 4 && arguments[2] == "--new")
                #expect(ward.secrets.traces(in: String(arguments.last ?? "")).isEmpty == false)
                #expect(ward.secrets.traces(in: arguments.dropLast().joined(separator: "\n")).isEmpty)

                // What is looked for would be found: the operator asks to see it.
                let seen = terminal.bytes.count
                terminal.type("v")
                try await program.see("\"room\"")
                let shown = TerminalOutput(terminal.bytes.dropFirst(seen)).text
                #expect(!ward.secrets.traces(in: shown).isEmpty, "the search finds nothing")
                terminal.type("v")
                try await program.see("v shows the")
                terminal.type("\rL")
                try await program.see("Logged out of V4H.")
                terminal.type("\u{3}")
                #expect(try await program.process.end().cause == .exit(0))
                try await ward.expectNoTraces(of: program, seen: seen)
            }
            #expect(ward.secrets.count >= 5, "tokens were seen on the wire")
            #expect(!FileManager.default.fileExists(atPath: ward.home.path(SecretWard.rememberedLogin)))
            let log = try ward.home.read("state/gavel/gavel.log")
            #expect(log.contains("/guest") && log.contains("status=403") && log.contains("login begins"), "\(log)")
        }
    }

    @Test("are in one private file where the operator asks for it, until the logout")
    func remembered() async throws {
        try await SecretWard.open { ward in
            try ward.configure()
            let file = ward.home.path(SecretWard.rememberedLogin)
            try await ward.console { program in
                try await program.see("Log in to V4H")
                #expect(!FileManager.default.fileExists(atPath: file))
                program.terminal.type("\(ward.address.user)\t\(ward.password)\t\t\u{1B}[C\r")
                try await program.see("1 of 40")
                program.terminal.type("q")
                #expect(try await program.process.end().cause == .exit(0))
                try await ward.expectNoTraces(of: program, isRemembered: true)
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(!ward.secrets.traces(in: try Data(contentsOf: URL(fileURLWithPath: file))).isEmpty)

            try await ward.console { program in
                try await program.see("as remembered.")
                try await program.see("1 of 40")
                try await ward.expectNoTraces(of: program, isRemembered: true)
                program.terminal.type("L")
                try await program.see("Logged out of V4H.")
                program.terminal.type("\u{3}")
                #expect(try await program.process.end().cause == .exit(0))
                try await ward.expectNoTraces(of: program)
            }
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test("are not in the file of a remembered login that others can read: it is refused, with what to do")
    func looseFile() async throws {
        try await SecretWard.open { ward in
            try ward.configure(rememberingV4H: true)
            let file = ward.home.path(SecretWard.rememberedLogin)
            try await ward.console { program in
                try await ward.logIn(on: program)
                try await program.see("1 of 40")
                program.terminal.type("q")
                #expect(try await program.process.end().cause == .exit(0))
            }
            #expect(chmod(file, 0o644) == 0)
            try await ward.console { program in
                try await ward.logIn(on: program)
                try await program.see("1 of 40")
                program.terminal.type("m")
                try await program.see("chmod 600")
                try await ward.expectNoTraces(of: program, isRemembered: true)
            }
        }
    }

    @Test("are in no help, and in no complaint about a configuration that holds one")
    func complaints() async throws {
        let password = "planted-\(UUID().uuidString)"
        let secrets = PlantedSecrets(passwords: password)
        let home = try TemporaryHome()
        defer { home.remove() }
        try home.configure(
            """
            profiles:
              ward:
                v4h: { url: https://v4h.example.org/v1, domain: meet.example.org, password: \(password) }
                proconf: { application-server: "https://me:\(password)@app.example.org", token: \(password) }
            """)
        let calls: [[String]] = [
            ["console"], [], ["console", "--profile", "none"], ["--help"], ["console", "--help"], ["demo", "--help"],
            ["sandbox", "--help"], ["journal", "--help"], ["help", "console"], ["--version"],
        ]
        for arguments in calls {
            let terminal = try PseudoTerminal()
            try await TerminalProgram.with(
                BuiltProgram.gavel, arguments, environment: home.environment, terminal: terminal
            ) { program in
                let ending = try await program.process.end()
                let isHelp = arguments.contains { $0.hasPrefix("--h") || $0 == "help" || $0 == "--version" }
                #expect(ending.cause == .exit(isHelp ? 0 : 78), "\(arguments)")
                terminal.close()
                try await terminal.waitForEnd()
                let text = TerminalOutput(terminal.bytes).text
                #expect(!text.isEmpty)
                #expect(secrets.traces(in: text).isEmpty, "\(arguments): \(text)")
            }
        }
        let log = (try? home.read("state/gavel/gavel.log")) ?? ""
        #expect(secrets.traces(in: log).isEmpty, "\(log)")
    }
}
