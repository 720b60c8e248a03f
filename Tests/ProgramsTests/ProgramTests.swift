import Foundation
import Programs
import TestSupport
import Testing

@Suite("Programs that gavel starts", .timeLimit(.minutes(10)))
struct ProgramTests {
    @Test("a name is looked up in PATH, and only what can be run is found")
    func lookingUp() throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let program = try home.write("#!/bin/sh\n", to: "second/tool")
        try home.write("no program", to: "first/tool")
        try FileManager.default.createDirectory(atPath: home.path("first/folder"), withIntermediateDirectories: true)
        chmod(program, 0o700)
        let environment = ["PATH": "\(home.path("first")):\(home.path("second"))"]
        #expect(ProgramFile("tool", environment: environment)?.url.path == program)
        #expect(ProgramFile("folder", environment: environment) == nil)
        #expect(ProgramFile("none", environment: environment) == nil)
        #expect(ProgramFile("sh", environment: environment) == nil)
        #expect(ProgramFile("sh", environment: [:]) != nil, "without PATH the usual folders are looked in")
    }

    @Test("a path is taken as it is, and nothing in it is expanded")
    func paths() {
        #expect(ProgramFile("/bin/sh", environment: ["PATH": "/nowhere"])?.url.path == "/bin/sh")
        for path in ["/nowhere/sh", "/tmp", "~/sh", "$SHELL", ""] {
            #expect(ProgramFile(path, environment: ["PATH": "/bin"]) == nil, "\(path)")
        }
    }

    @Test("variables that may hold a login's secrets are not passed on")
    func environment() {
        let variables = ["GAVEL_X": "1", "V4H_TOKEN": "2", "proconf_password": "3", "HOME": "/home/me", "MY_V4H_": "4"]
        #expect(ChildEnvironment.variables(of: variables) == ["HOME": "/home/me", "MY_V4H_": "4"])
    }

    @Test("a program begins with no signal blocked, whoever starts it")
    func signals() async throws {
        let program = try #require(ProgramFile("grep", environment: [:]))
        let outcome = await ProgramRun(
            program: program, arguments: ["SigBlk", "/proc/self/status"], environment: [:], outputLimit: 1000
        ).finish(within: .seconds(20))
        #expect(outcome.end == .exit(status: 0))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "SigBlk:\t0000000000000000\n")
    }

    @Test("both of its outputs are taken, and its arguments reach it as they are")
    func outputs() async throws {
        let program = try #require(ProgramFile("/bin/sh", environment: [:]))
        let outcome = await ProgramRun(
            program: program, arguments: ["-c", "printf '%s' \"$1\"; printf \"$X\" >&2; exit 3", "sh", "$(id) *"],
            environment: ["X": "trouble"], outputLimit: 1000
        ).finish(within: .seconds(20))
        #expect(outcome.end == .exit(status: 3))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "$(id) *")
        #expect(String(decoding: outcome.errorOutput, as: UTF8.self) == "trouble")
    }

    @Test("what it is told reaches it whole, and then ends", arguments: [0, 1, 1_000_000])
    func input(count: Int) async throws {
        let program = try #require(ProgramFile("cksum", environment: [:]))
        let text = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        let outcome = await ProgramRun(
            program: program, arguments: [], environment: [:], input: text, outputLimit: 1000
        ).finish(within: .seconds(20))
        #expect(outcome.end == .exit(status: 0))
        #expect(String(decoding: outcome.output, as: UTF8.self).hasSuffix(" \(count)\n"))
    }

    @Test("one that does not read what it is told ends as it would otherwise, and one that hangs is ended")
    func unread() async throws {
        let program = try #require(ProgramFile("/bin/sh", environment: [:]))
        func end(_ script: String, within limit: Duration) async -> ProgramRun.End {
            let run = ProgramRun(
                program: program, arguments: ["-c", script], environment: [:],
                input: Data(count: 1_000_000), outputLimit: 1000)
            return await run.finish(within: limit).end
        }
        #expect(await end("exit 4", within: .seconds(20)) == .exit(status: 4))
        #expect(await end("exec <&-; exit 5", within: .seconds(20)) == .exit(status: 5))
        #expect(await end("sleep 60", within: .milliseconds(200)) == .timedOut)
        let missing = try #require(ProgramFile("/bin/sh", environment: [:]))
        let run = ProgramRun(
            program: missing, arguments: [], environment: [:], input: Data(count: 10), outputLimit: 10)
        let task = Task { await run.finish(within: .seconds(20)) }
        task.cancel()
        _ = await task.value
    }
}
