import Foundation
import TestSupport
import Testing

@Suite("The log", .serialized, .timeLimit(.minutes(10)))
struct LogTests {
    @Test("has one line an event, with each call's method, address, status and time, and is the operator's alone")
    func lines() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await TerminalProgram.with(
            BuiltProgram.gavel, ["demo", "--log-level", "info", "--fault", "guest=503*1"],
            environment: home.environment
        ) { program in
            try await program.see("1 of 40")
            program.terminal.type("g\r")
            try await program.see("503")
            program.terminal.type("\u{3}")
            #expect(try await program.process.end().cause == .exit(0))
        }
        let path = home.path("state/gavel/gavel.log")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        let lines = try home.read("state/gavel/gavel.log").split(separator: "\n").map(String.init)
        for line in lines {
            let beginning = #/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (debug|info|notice|warning|error) +[\w.]+: /#
            #expect(line.contains(beginning), "\(line)")
            #expect(!line.contains("?") && !line.contains("demonstration"), "\(line)")
        }
        #expect(lines.first?.contains("gavel: began profile=demo version=") == true)
        #expect(lines.last?.hasSuffix("gavel: ended") == true)
        let list = try #require(lines.first { $0.contains(" info    services.v4h: ") && $0.contains("/v1/sessions") })
        let details = #/ method=GET ms=\d+ request=\S+ status=200 url=http://127\.0\.0\.1:\d+/v1/sessions$/#
        #expect(list.contains(details), "\(list)")
        let failure = try #require(lines.first { $0.contains("status=503") })
        #expect(failure.contains(" warning services.v4h: ") && failure.contains(" failure=\"Could not "))
        #expect(lines.contains { $0.contains("notice  login.v4h: login begins until=") })
    }

    @Test("is where standard error goes while the console has the terminal, and not a moment longer")
    func standardError() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await TerminalProgram.with(BuiltProgram.gavel, ["demo"], environment: home.environment) { program in
            let target = "/proc/\(program.process.identifier)/fd/2"
            func errorOutput() throws -> String { try FileManager.default.destinationOfSymbolicLink(atPath: target) }
            try await program.see("1 of 40")
            #expect(try errorOutput() == home.path("state/gavel/gavel.log"))
            program.terminal.type("q")
            #expect(try await program.process.end().cause == .exit(0))
            #expect(try await program.leftBehind().isEmpty)
        }
    }

    @Test("that cannot be written is told once, and the console goes on")
    func unwritable() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try home.write("", to: "state/gavel")
        try await TerminalProgram.with(BuiltProgram.gavel, ["demo"], environment: home.environment) { program in
            try await program.see("1 of 40")
            program.terminal.type("m")
            try await program.see("The log cannot be written")
            program.terminal.type("mr")
            try await program.see("1 of 40")
            program.terminal.type("q")
            #expect(try await program.process.end().cause == .exit(0))
        }
    }
}
