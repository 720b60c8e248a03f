import Foundation
import Logging
import PrivateFiles
import Synchronization
import TestSupport
import Testing

@testable import gavel

@Suite("The log file", .timeLimit(.minutes(10)))
final class LogTests: Sendable {
    private let home: TemporaryHome
    private let folder: PrivateFolder

    init() throws {
        home = try TemporaryHome()
        folder = PrivateFolder(path: home.path("state/gavel"))
    }

    deinit { home.remove() }

    private let moment = Date(timeIntervalSince1970: 1_795_356_300.25)

    @Test("an event is one line: time, level, room, what happened, and what belongs to it in order")
    func line() {
        let line = LogLine.text(
            at: moment, level: .warning, label: "services.v4h", message: "list the conferences: refused",
            metadata: ["status": "503", "failure": "Could not \"list\".", "ms": "12", "empty": ""])
        let expected = #"""
            2026-11-22T14:05:00.250Z warning services.v4h: list the conferences: refused empty="" \#
            failure="Could not \"list\"." ms=12 status=503
            """#
        #expect(line == expected)
    }

    @Test("no accent behind a quote hides that it is one")
    func accents() {
        let line = LogLine.text(
            at: moment, level: .info, label: "x", message: "y", metadata: ["a": "\"\u{301}b c\\\u{301}"])
        #expect(
            line.unicodeScalars.elementsEqual(
                "2026-11-22T14:05:00.250Z info    x: y a=\"\\\"\u{301}b c\\\\\u{301}\"".unicodeScalars))
    }

    @Test("nothing that a terminal would act on, and no line end, gets into a line")
    func safe() {
        let hostile = "a\nb\u{1B}[2J\u{202E}\u{9B}c\r"
        let line = LogLine.text(
            at: moment, level: .info, label: "x", message: hostile, metadata: [hostile: "\(hostile)"])
        #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(!line.contains("\u{202E}"))
    }

    @Test("lines are written in order, to a file of the operator's own")
    func writing() throws {
        let log = LogFile(folder: folder)
        for number in 0..<100 { log.write("line \(number)") }
        log.finish(within: .seconds(60))
        let text = try home.read("state/gavel/gavel.log")
        #expect(text == (0..<100).map { "line \($0)\n" }.joined())
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(of: "gavel.log"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("a full file is put away, and three of them are kept")
    func rotation() async throws {
        let log = LogFile(folder: folder, limit: 1000)
        await log.open()
        for number in 0..<100 { log.write(String(repeating: "\(number % 10)", count: 200)) }
        log.finish(within: .seconds(60))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["gavel.1.log", "gavel.2.log", "gavel.3.log", "gavel.log"])
    }

    @Test("trouble is told once, even where it came before anybody listened")
    func trouble() throws {
        try home.write("a file", to: "state/gavel")
        let log = LogFile(folder: folder)
        let told = Mutex<[PrivateFileError]>([])
        log.write("lost")
        log.finish(within: .seconds(60))
        log.onTrouble { error in told.withLock { $0.append(error) } }
        log.write("lost too")
        log.finish(within: .seconds(60))
        #expect(told.withLock(\.count) == 1)
        #expect(told.withLock(\.first)?.advice.isEmpty == false)
    }

    @Test("what was lost is counted in the file as soon as it can be written")
    func lost() throws {
        try home.write("a file", to: "state/gavel")
        let log = LogFile(folder: folder)
        log.write("one")
        log.write("two")
        log.finish(within: .seconds(60))
        try FileManager.default.removeItem(atPath: folder.path)
        log.write("three")
        log.finish(within: .seconds(60))
        #expect(try home.read("state/gavel/gavel.log") == "… 2 lines were lost here\nthree\n")
    }

    @Test("the level is the file's, unless a logger has its own")
    func level() throws {
        let log = LogFile(folder: folder)
        var logger = Logger(label: "room") { LogLineHandler(label: $0, destination: log) }
        logger.info("too calm")
        log.level = .info
        logger.info("heard", metadata: ["a": "b"])
        logger.logLevel = .error
        logger.warning("too calm")
        log.finish(within: .seconds(60))
        let text = try home.read("state/gavel/gavel.log")
        #expect(text.split(separator: "\n").count == 1 && text.hasSuffix("info    room: heard a=b\n"))
    }
}
