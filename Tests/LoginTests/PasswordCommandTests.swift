import Dispatch
import Foundation
import Login
import Meetings
import TestSupport
import Testing

@Suite("Password command", .timeLimit(.minutes(10)))
struct PasswordCommandTests {
    private func shell(_ script: String) throws -> PasswordCommand {
        try PasswordCommand(arguments: ["/bin/sh", "-c", script])
    }

    @Test(
        "a command line is split as a shell would, and nothing is expanded",
        arguments: [
            ("pass show v4h", ["pass", "show", "v4h"]),
            ("  pass\tshow   'my v4h'  ", ["pass", "show", "my v4h"]),
            (#"a "b c" d\ e f"g"'h'"#, ["a", "b c", "d e", "fgh"]),
            (#"a '' "" "#, ["a", "", ""]),
            (#"a '$HOME \n' "\"\\\$ \n""#, ["a", #"$HOME \n"#, #""\$ \n"#]),
            (#"a \$HOME \| x~y#z"#, ["a", "$HOME", "|", "x~y#z"]),
        ]
    )
    func splitting(line: String, words: [String]) throws {
        #expect(try PasswordCommand(commandLine: line).arguments == words)
    }

    @Test(
        "what cannot be split, or needs a shell, is refused",
        arguments: [
            ("", PasswordCommandError.empty), ("   ", .empty), ("''", .empty),
            ("a 'b", .unreadableCommand(reason: "has a ' that is not closed")),
            ("a \"b", .unreadableCommand(reason: "has a \" that is not closed")),
            ("a \\", .unreadableCommand(reason: "ends with a backslash that keeps nothing")),
            ("pass show x | head -1", .needsShell("|")), ("a; b", .needsShell(";")), ("a > b", .needsShell(">")),
            ("a $HOME", .needsShell("$")), ("a \"`b`\"", .needsShell("`")), ("~/bin/a", .needsShell("~")),
        ]
    )
    func refused(line: String, error: PasswordCommandError) {
        #expect(throws: error) { try PasswordCommand(commandLine: line) }
    }

    @Test("the first line is the password, without its line break", arguments: ["", "\n", "\r\n", "\nuser: me\n"])
    func firstLine(rest: String) async throws {
        let command = try PasswordCommand(arguments: ["printf", "%s", " pä ss " + rest])
        #expect(try await command.run() == Secret(" pä ss "))
    }

    @Test("arguments reach the program as they are, never through a shell")
    func noShell() async throws {
        let command = try PasswordCommand(arguments: ["printf", "%s", "$(id) `id` $HOME; id"])
        #expect(try await command.run().reveal() == "$(id) `id` $HOME; id")
    }

    @Test("the program has nothing to read, and gets no variable of gavel's own")
    func surroundings() async throws {
        let environment = [
            "PATH": "/usr/bin:/bin", "GAVEL_PASSWORD": "s1", "V4H_TOKEN": "s2", "proconf_key": "s3", "HOME": "/home/me",
        ]
        let command = try shell("printf '%s' \"$(cat)$(readlink /proc/self/fd/0) $HOME $(env | grep -c 's[123]$')\"")
        #expect(try await command.run(environment: environment).reveal() == "/dev/null /home/me 0")
    }

    @Test("a failure tells the status and the program's own words, made safe, and never its output")
    func failure() async throws {
        let command = try shell("echo hunter2; printf 'gpg: no key\\033[2J\\n' >&2; exit 3")
        let error = await #expect(throws: PasswordCommandError.self) { try await command.run() }
        #expect(error == .failed("sh", status: 3, words: "gpg: no key␛[2J"))
        #expect(error?.title == "password-command: “sh” ended with status 3: gpg: no key␛[2J")
    }

    @Test("a program that is not there, or is no program, is named", arguments: ["gavel-none", "/nowhere/x", "/tmp"])
    func noProgram(name: String) async throws {
        let command = try PasswordCommand(arguments: [name])
        await #expect(throws: PasswordCommandError.noSuchProgram(SafeText(name))) { try await command.run() }
    }

    @Test("no output, an empty line and bytes that are no text are no password", arguments: ["", "\\n", "\\377\\n"])
    func noPassword(output: String) async throws {
        let command = try shell("printf '\(output)'; echo locked >&2")
        await #expect(throws: PasswordCommandError.noPassword("sh", words: "locked")) { try await command.run() }
    }

    private static func timeout(_ limit: Duration) -> PasswordCommandError {
        .timedOut("sh", after: limit, words: "waiting")
    }

    @Test("a program that takes too long is ended with its children")
    func tooLong() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "gavel-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(mkfifo(file.path, 0o600) == 0)
        let descriptor = open(file.path, O_RDWR | O_NONBLOCK)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let (readable, continuation) = AsyncStream.makeStream(of: Void.self)
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        source.setEventHandler { @Sendable in continuation.finish() }
        source.activate()
        defer { source.cancel() }

        // The shell below the program says when the signal has reached it.
        let child = "trap 'echo ended > \(file.path); exit' TERM; echo waiting >&2; while :; do sleep 60 & wait; done"
        let command = try shell("(\(child))")
        let isTimeout = { (limit: Duration, error: PasswordCommandError?) in error == Self.timeout(limit) }
        let outcome = await attempt(within: .milliseconds(500), until: isTimeout) { limit in
            let error = await #expect(throws: PasswordCommandError.self) { try await command.run(limit: limit) }
            return (limit, error)
        }
        #expect(outcome.1 == Self.timeout(outcome.0))
        for await _ in readable {}
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &buffer, buffer.count)
        #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).hasPrefix("ended\n"))
    }

    @Test("a program that writes without end is ended", arguments: ["", ">&2"])
    func tooMuch(redirection: String) async throws {
        let command = try shell("yes \(redirection)")
        await #expect(throws: PasswordCommandError.tooMuchOutput("sh", limit: PasswordCommand.outputLimit)) {
            try await command.run()
        }
    }

    @Test("a signal that ends the program is named")
    func signal() async throws {
        let command = try shell("kill -9 $$")
        await #expect(throws: PasswordCommandError.killed("sh", signal: 9, words: "")) { try await command.run() }
    }

    @Test("cancelling the task frees the caller at once")
    func cancellation() async throws {
        let command = try shell("sleep 60")
        let task = Task { try await command.run() }
        task.cancel()
        await #expect(throws: PasswordCommandError.cancelled) { try await task.value }
    }
}
