import Foundation
import Testing

extension EndToEnd {
    @Suite("Leaving")
    struct LeavingTests {
        /// Runs a program, and writes down what it did to the terminal.
        ///
        /// The name of a pipe that is open for as long as the program runs comes first.
        private static let script = """
            exec 9>"$1"; shift
            stty -a > before
            sh -c 'echo $$ > process; exec "$@"' sh "$@"
            status=$?
            stty -a > after
            exit $status
            """

        @Test("q and Ctrl-C end it, and the terminal is as it was", .timeLimit(.minutes(1)), arguments: ["q", "C-c"])
        func byKey(key: String) async throws {
            try await Self.withShell { window, _ in
                try await window.press(key)
                try await Self.expectTerminalGivenBack(window, status: 0)
            }
        }

        @Test(
            "a signal ends it as the signal says, and the terminal is as it was", .timeLimit(.minutes(1)),
            arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
        func bySignal(signal: Int32) async throws {
            try await Self.withShell { window, _ in
                let process = try #require(Int32(try window.home.read("process").dropLast()))
                #expect(kill(process, signal) == 0)
                try await Self.expectTerminalGivenBack(window, status: 128 + Int(signal))
            }
        }

        @Test("Ctrl-Z gives the shell back, and fg the screen", .timeLimit(.minutes(1)))
        func suspending() async throws {
            try await TerminalWindow.with { window in
                try await window.start("bash", ["--norc", "--noprofile", "-i"], environment: ["PS1": "ward$ "])
                try await window.wait(for: "ward$")
                try await window.enter("stty -a > before; '\(Program.path)' demo --token-lifetime 3600")
                try await window.wait(for: "1 of 40")
                let before = try await window.wait(until: "the list is ready") { $0.isListReady }
                try await window.press("C-z")
                try await window.wait(for: "Stopped")
                #expect(try await window.value("alternate_on") == "0")
                #expect(try await window.value("cursor_flag") == "1")
                try await window.enter("stty -a > stopped; fg")
                try await window.wait(until: "it is as before:\n\(before)") { $0.outline == before.outline }
                #expect(try window.home.read("stopped") == window.home.read("before"))

                try await window.press("q")
                try await window.wait(forEndOf: "1 of 40")
                try await window.enter("stty -a > after; echo done: $?")
                try await window.wait(for: "done: 0")
                #expect(try window.home.read("after") == window.home.read("before"))
            }
        }

        @Test("a terminal that is closed under it ends it", .timeLimit(.minutes(1)))
        func closedTerminal() async throws {
            try await Self.withShell { window, pipe in
                try await window.order("new-window", "-d", "exec cat")
                try await window.order("kill-pane", "-t", "main:0")
                #expect(try await Process.readToEnd(of: pipe, seconds: 5), "it lives on")
            }
        }

        /// Runs the demo in a shell that writes down what became of the terminal.
        ///
        /// The body is given a pipe that ends when the demo and the shell have.
        private static func withShell(_ body: (TerminalWindow, FileHandle) async throws -> Void) async throws {
            try await TerminalWindow.with { window in
                let pipe = window.home.path("pipe")
                #expect(mkfifo(pipe, 0o600) == 0)
                // Without a reader the shell would wait for one.
                let descriptor = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
                let reader = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
                try await window.start(
                    "sh", [try window.home.write(script, to: "leave.sh"), pipe, Program.path, "demo"])
                try await window.wait(for: "1 of 40")
                _ = fcntl(descriptor, F_SETFL, 0)
                try await body(window, reader)
            }
        }

        private static func expectTerminalGivenBack(_ window: TerminalWindow, status: Int) async throws {
            #expect(try await window.exitStatus() == status)
            #expect(try window.home.read("after") == window.home.read("before"))
            #expect(try await window.value("alternate_on") == "0")
            #expect(try await window.value("cursor_flag") == "1")
            let written = String(decoding: window.written, as: UTF8.self)
            let pasteModes = written.matches(of: /\u{1B}\[\?2004([hl])/).map { String($0.1) }
            #expect(pasteModes.last == "l", "bracketed paste is still on")
        }
    }
}

extension Process {
    /// Reads a pipe until nobody has it open for writing; false if somebody still has when the time is over.
    fileprivate static func readToEnd(of pipe: FileHandle, seconds: Int) async throws -> Bool {
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        reader.arguments = ["timeout", "\(seconds)", "cat"]
        reader.standardInput = pipe
        reader.standardOutput = FileHandle.nullDevice
        return try await reader.runToEnd() == 0
    }
}
