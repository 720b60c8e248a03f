import Foundation
import PrivateFiles
import Store
import TestSupport
import Testing

@testable import gavel

@Suite("What was said in the palette")
struct CommandHistoryTests {
    @Test("is there for the next run, each line once, the newest last, in a file of the operator's alone")
    func kept() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let folder = PrivateFolder(path: home.path("state/gavel"))
        let history = CommandHistory(folder: folder)
        #expect(try await history.lines() == [])
        for line in ["sort owner", "readonly", "sort owner"] { try await history.add(line) }
        #expect(try await CommandHistory(folder: folder).lines() == ["readonly", "sort owner"])
        var status = stat()
        #expect(lstat(folder.path(of: "commands"), &status) == 0 && status.st_mode & 0o7777 == 0o600)
    }

    @Test("is bounded, and what another program has put there does no harm")
    func bounded() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let history = CommandHistory(folder: PrivateFolder(path: home.path("state/gavel")))
        for number in 0..<110 { try await history.add("filter \(number)") }
        let lines = try await history.lines()
        #expect(lines.count == ConsoleState.mostLines && lines.first == "filter 10" && lines.last == "filter 109")
        try home.write("sort \u{1B}[31mowner\n\n", to: "state/gavel/commands")
        chmod(home.path("state/gavel/commands"), 0o600)
        #expect(try await history.lines().joined().contains("\u{1B}") == false)
        chmod(home.path("state/gavel/commands"), 0o644)
        await #expect(throws: PrivateFileError.self) { try await history.lines() }
    }
}
