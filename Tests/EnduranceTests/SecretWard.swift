import Dispatch
import Foundation
import Sandbox
import TestSupport
import Testing

/// A service, a home and a configuration whose every secret the test knows.
final class SecretWard {
    let home: TemporaryHome
    let secrets: PlantedSecrets
    let password: String
    let address: SandboxAddress
    let server: SandboxServer

    /// How often the browser was started and has written down what it was given.
    let browserRuns = Watched(0)
    private let bell: any DispatchSourceRead

    /// Where the operator keeps the password, which is nobody's business.
    private static let store = "store"

    /// Where the browser writes down its arguments, which hold a meeting's token by nature.
    static let browserArguments = "seen/browser-arguments"

    /// The one file that may hold tokens, where that was asked for.
    static let rememberedLogin = "state/gavel/login.ward.v4h.json"

    /// Opens a ward, and closes it when `body` has come to its end.
    ///
    /// - Parameters:
    ///   - middleware: What stands in front of the service's routes.
    ///   - body: What to do in it.
    /// - Throws: What `body` throws, and where it cannot be opened.
    static func open(
        middleware: @escaping SandboxMiddleware = { request, next in await next(request) },
        _ body: (SecretWard) async throws -> Void
    ) async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let password = "planted-\(UUID().uuidString)"
        let secrets = PlantedSecrets(passwords: password, wrongPassword)
        let configuration = SandboxConfiguration(
            password: password,
            middleware: { request, next in
                let answer = await middleware(request, next)
                secrets.takeTokens(of: answer.body)
                return answer
            })
        let server = SandboxServer(configuration: configuration)
        let ward = try SecretWard(home, secrets, password, server, try await server.start())
        do {
            try await body(ward)
        } catch {
            await ward.close()
            throw error
        }
        await ward.close()
    }

    /// A password that is typed although it is none.
    static let wrongPassword = "mistyped-\(UUID().uuidString)"

    private init(
        _ home: TemporaryHome, _ secrets: PlantedSecrets, _ password: String, _ server: SandboxServer,
        _ address: SandboxAddress
    ) throws {
        (self.home, self.secrets, self.password) = (home, secrets, password)
        (self.server, self.address) = (server, address)
        try home.write(password + "\n", to: "\(SecretWard.store)/password")
        try home.write("", to: "seen/nothing")
        let pipe = home.path("seen/bell")
        guard mkfifo(pipe, 0o600) == 0 else { throw SystemFailure(call: "mkfifo") }
        let descriptor = Glibc.open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure(call: "open \(pipe)") }
        bell = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        let browserRuns = browserRuns
        bell.setEventHandler { @Sendable in
            var buffer = [UInt8](repeating: 0, count: 64)
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { browserRuns.update { $0 += count } }
        }
        bell.setCancelHandler { @Sendable in Glibc.close(descriptor) }
        bell.activate()
    }

    private func close() async {
        bell.cancel()
        await server.stop()
    }

    /// Whether these are the arguments of the browser, which may not have ended yet.
    private static func isOfBrowser(_ arguments: some StringProtocol) -> Bool { arguments.contains("/browse") }

    /// Writes a configuration: V4H with a password that is typed, ProCONF with a command that tells it.
    func configure(rememberingV4H: Bool = false) throws {
        let seen = home.path("seen")
        let command = try script(
            """
            env > \(seen)/command-environment
            tr '\\0' '\\n' < /proc/$$/cmdline > \(seen)/command-arguments
            tr '\\0' '\\n' < /proc/$PPID/environ > \(seen)/parent-environment
            tr '\\0' '\\n' < /proc/$PPID/cmdline > \(seen)/parent-arguments
            cat \(home.path(SecretWard.store))/password
            """, named: "tell-password")
        let browser = try script(
            """
            env > \(seen)/browser-environment
            tr '\\0' '\\n' < /proc/$$/cmdline > \(home.path(SecretWard.browserArguments))
            printf . > \(seen)/bell
            """, named: "browse")
        try home.configure(
            """
            log-level: debug
            profiles:
              ward:
                v4h:
                  url: \(address.v4h)
                  domain: \(address.domain)
                  remember-login: \(rememberingV4H)
                proconf:
                  application-server: \(address.proconf)
                  domain: \(address.domain)
                  user: \(address.user)
                  password-command: [\(command), first, second]
                browser: [\(browser), --new]
            """)
    }

    private func script(_ lines: String, named name: String) throws -> String {
        try home.install("#!/bin/sh\n\(lines)\n", as: "programs/\(name)")
        return home.path("programs/\(name)")
    }
}

extension SecretWard {
    /// Runs the console.
    func console(_ body: (TerminalProgram) async throws -> Void) async throws {
        try await TerminalProgram.with(
            BuiltProgram.gavel, ["console", "--profile", "ward"], environment: home.environment
        ) { program in
            try await body(program)
        }
    }

    /// Logs in as the operator does, who stands in the Session pane with an empty form.
    func logIn(on program: TerminalProgram, password: String? = nil) async throws {
        try await program.see("Log in to V4H")
        program.terminal.type("\(address.user)\t\(password ?? self.password)\r")
    }

    /// Looks for secrets wherever the program may have left them.
    ///
    /// - Parameters:
    ///   - program: The program, running or not.
    ///   - isRemembered: Whether the file of the remembered login may hold tokens.
    ///   - seen: How much of what was written to the terminal is looked at; nil for all of it.
    /// - Throws: Where it cannot be looked.
    func expectNoTraces(of program: TerminalProgram, isRemembered: Bool = false, seen: Int? = nil) async throws {
        for name in home.files where !name.hasPrefix(SecretWard.store) && name != SecretWard.browserArguments {
            guard let data = try? Data(contentsOf: home.folder.appending(path: name)) else { continue }
            let mayHoldTokens = isRemembered && name == SecretWard.rememberedLogin
            let traces = secrets.traces(in: data, passwordsAlone: mayHoldTokens)
            #expect(traces.isEmpty, "\(traces) in \(name)")
        }
        for process in [program.process.identifier] + program.process.children {
            for part in ["environ", "cmdline"] {
                guard let data = FileManager.default.contents(atPath: "/proc/\(process)/\(part)"),
                    part == "environ" || !SecretWard.isOfBrowser(String(decoding: data, as: UTF8.self))
                else { continue }
                #expect(secrets.traces(in: data).isEmpty, "in the \(part) of process \(process)")
            }
        }
        let list = try TemporaryHome()
        defer { list.remove() }
        let ps = try SpawnedProcess(
            "/bin/ps", ["axeww"], environment: ["PATH": "/usr/bin:/bin"],
            streams: [.input("/dev/null"), .output(list.path("ps")), .output(list.path("ps"))])
        _ = try await ps.end()
        let processes = try list.read("ps").split(separator: "\n").filter { !SecretWard.isOfBrowser($0) }
            .joined(separator: "\n")
        #expect(processes.contains("gavel"), "ps does not work:\n\(processes)")
        #expect(secrets.traces(in: processes).isEmpty, "in the list of processes")

        let output = TerminalOutput(program.terminal.bytes.prefix(seen ?? .max))
        #expect(secrets.traces(in: output.text).isEmpty, "on the terminal")
        for case .string(let string) in output.parts where !string.starts(with: Array("]52;".utf8)) {
            #expect(secrets.traces(in: Data(string)).isEmpty, "in a string for the terminal")
        }
    }
}

extension TerminalProgram {
    /// Waits until a text is to be seen, on a screen that is painted anew each time it is looked at.
    ///
    /// What a program writes to change a screen need not be whole words.
    func see(_ text: String) async throws {
        for number in 1...10 {
            let start = terminal.bytes.count
            terminal.type("\u{C}")
            let isSeen: Void? = try? await terminal.wait(until: "“\(text)” is to be seen", seconds: Double(number)) {
                TerminalOutput($0.dropFirst(start)).text.contains(text)
            }
            if isSeen != nil { return }
        }
        try await terminal.wait(for: text, seconds: 0)
    }
}
