import Foundation
import Meetings
import PrivateFiles
import Testing

@testable import Journal

@Suite("Several consoles with one journal", .serialized, .timeLimit(.minutes(10)))
struct SeveralConsolesTests {
    private let place = JournalPlace()

    /// A process of its own that writes entries.
    private func writer(_ name: String, _ count: Int, limit: Int) throws -> Process {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "JournalWriter")
        process.arguments = [place.path, name, "\(count)", "\(limit)"]
        try process.run()
        return process
    }

    private func entries(_ journal: Journal) throws -> [JournalEntry] {
        try journal.lines().lines.map { try #require(JournalEntry(line: $0), "\(String(decoding: $0, as: UTF8.self))") }
    }

    @Test("three processes that put the file away all the time lose nothing, and each keeps its order")
    func rotation() throws {
        let count = 150
        let writers = try ["a", "b", "c"].map { try writer($0, count, limit: 3000) }
        for process in writers { process.waitUntilExit() }
        #expect(writers.map(\.terminationStatus) == [0, 0, 0])
        let all = try entries(place.journal(limit: 3000, kept: 10_000))
        #expect(all.count == 3 * count)
        for name in ["a", "b", "c"] {
            let numbers = all.filter { $0.who?.string == name }.compactMap { $0.target?.id?.string }
            #expect(numbers == (0..<count).map { "\($0)" })
        }
        #expect(place.names.count > 10, "the file was put away")
    }

    @Test("a process that is killed while it writes costs nobody else a line, and leaves none torn")
    func killed() throws {
        for round in 0..<3 {
            let doomed = try writer("doomed\(round)", 100_000, limit: 1 << 20)
            let other = try writer("other\(round)", 50, limit: 1 << 20)
            other.waitUntilExit()
            #expect(doomed.isRunning)
            kill(doomed.processIdentifier, SIGKILL)
            doomed.waitUntilExit()
            #expect(doomed.terminationReason == .uncaughtSignal && other.terminationStatus == 0)
        }
        let last = try writer("last", 1, limit: 1 << 20)
        last.waitUntilExit()
        let all = try entries(place.journal(limit: 1 << 20, kept: 10_000))
        for round in 0..<3 { #expect(all.count { $0.who?.string == "other\(round)" } == 50) }
        #expect(all.last?.who?.string == "last")
    }
}
