import Foundation
import Meetings
import Store
import TestSupport
import Testing

@testable import gavel

@Suite("A program for the clipboard", .timeLimit(.minutes(10)))
struct ClipboardProgramTests {
    /// A folder of programs that write down how they were called and what they were told.
    private func desktop(_ programs: [String: String]) throws -> TemporaryHome {
        let home = try TemporaryHome()
        for (name, script) in programs {
            try home.install("#!/bin/sh\n\(script)\n", as: name)
        }
        return home
    }

    private func take(_ text: String, in home: TemporaryHome, _ variables: [String: String]) async -> String {
        var environment = variables
        environment["PATH"] = home.path("bin") + ":/usr/bin:/bin"
        let program = ClipboardProgram(environment: environment, patience: .seconds(60))
        return switch await program.take(Secret(text)) {
        case .taken(let name): name
        case .failed(let reason): "✗ \(reason)"
        }
    }

    /// Writes down its name, its arguments and what it was told, in the home's folder.
    private let note = "echo \"$@\" > \"$0.arguments\"; cat > \"$0.input\""

    @Test("is the one of the desktop that is there, and gets the text in its input alone")
    func choice() async throws {
        let home = try desktop(["bin/wl-copy": note, "bin/xclip": note])
        defer { home.remove() }
        #expect(await take("segredo ç", in: home, ["DISPLAY": ":1"]) == "xclip")
        #expect(
            try String(contentsOfFile: home.path("bin/xclip.arguments"), encoding: .utf8) == "-selection clipboard\n")
        #expect(try String(contentsOfFile: home.path("bin/xclip.input"), encoding: .utf8) == "segredo ç")
        #expect(await take("x", in: home, ["DISPLAY": ":1", "WAYLAND_DISPLAY": "wayland-0"]) == "wl-copy")
        #expect(await take("x", in: home, [:]) == "✗ No wl-copy, xclip or pbcopy can be used here")
        #expect(await take("x", in: home, ["DISPLAY": ""]) == "✗ No wl-copy, xclip or pbcopy can be used here")
    }

    @Test("that fails says how, and one that leaves something behind is not waited for")
    func failures() async throws {
        let home = try desktop([
            "bin/wl-copy": "exit 3", "bin/xclip": "cat >/dev/null; sleep 600 & echo $! > $0.left; exit 0",
        ])
        defer { home.remove() }
        #expect(await take("x", in: home, ["WAYLAND_DISPLAY": "w"]) == "✗ wl-copy ended with status 3")
        #expect(await take("x", in: home, ["DISPLAY": ":1"]) == "xclip")
        let left = try home.read("bin/xclip.left").trimmingCharacters(in: .newlines)
        let server = try #require(pid_t(left))
        #expect(kill(server, 0) == 0, "what serves the clipboard is still there")
        kill(server, SIGTERM)
    }

    @Test("that hangs is given up")
    func patience() async throws {
        let home = try desktop(["bin/xclip": "exec sleep 60"])
        defer { home.remove() }
        let program = ClipboardProgram(
            environment: ["DISPLAY": ":1", "PATH": home.path("bin") + ":/usr/bin:/bin"], patience: .milliseconds(300))
        let outcome = await program.take(Secret("x"))
        #expect("\(outcome)" == "\(Copying.Taking.failed(reason: "xclip took too long"))")
    }
}
