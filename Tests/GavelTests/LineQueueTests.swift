import Foundation
import Synchronization
import TestSupport
import Testing

@testable import gavel

@Suite("Lines on their way", .timeLimit(.minutes(10)))
final class LineQueueTests: Sendable {
    private let home: TemporaryHome

    init() throws { home = try TemporaryHome() }
    deinit { home.remove() }

    @Test("lines are written in order, to a file that nobody else can read")
    func order() async throws {
        let queue = LineQueue(to: .file(home.path("access.jsonl")))
        try await queue.open()
        for number in 0..<1000 { queue.write(Data("line \(number)\n".utf8)) }
        queue.finish(within: .seconds(60))
        #expect(try home.read("access.jsonl") == (0..<1000).map { "line \($0)\n" }.joined())
        let attributes = try FileManager.default.attributesOfItem(atPath: home.path("access.jsonl"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("a file that was put away is made anew when it is opened again")
    func rotation() async throws {
        let queue = LineQueue(to: .file(home.path("access.jsonl")))
        try await queue.open()
        queue.write(Data("one\n".utf8))
        queue.finish(within: .seconds(60))
        try FileManager.default.moveItem(atPath: home.path("access.jsonl"), toPath: home.path("access.1.jsonl"))
        queue.write(Data("two\n".utf8))
        try await queue.open()
        queue.write(Data("three\n".utf8))
        queue.finish(within: .seconds(60))
        #expect(try home.read("access.1.jsonl") == "one\ntwo\n")
        #expect(try home.read("access.jsonl") == "three\n")
    }

    @Test("what cannot be opened is told, and what was open is written on")
    func failure() async throws {
        let queue = LineQueue(to: .file(home.path("logs/access.jsonl")))
        await #expect(throws: SystemError.self) { try await queue.open() }
        try home.write("", to: "logs/access.jsonl")
        try await queue.open()
        try FileManager.default.removeItem(atPath: home.path("logs"))
        await #expect(throws: SystemError(ENOENT)) { try await queue.open() }
    }

    @Test("a reader that hangs makes nobody wait: what finds no room is lost, counted, and said when it reads again")
    func hangingReader() throws {
        let losses = Mutex<[Bool]>([])
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let queue = LineQueue(
            to: .standard(ends[1]), mostBytes: 10_000,
            onLoss: { lines, isFirst in losses.withLock { $0 += Array(repeating: isFirst, count: lines) } },
            lossNote: { "lost \($0)" })
        // A pipe takes 64 KiB, and 10,000 bytes may wait.
        let line = Data((String(repeating: "x", count: 999) + "\n").utf8)
        for _ in 0..<1000 { queue.write(line) }
        let lost = losses.withLock(\.count)
        #expect((900...990).contains(lost) && losses.withLock { $0.first == true && $0.count(where: \.self) >= 1 })
        let reader = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let read = Mutex(Data())
        let isAtEnd = DispatchSemaphore(value: 0)
        reader.readToEnd { data in
            if let data { read.withLock { $0 += data } } else { isAtEnd.signal() }
        }
        queue.finish(within: .seconds(60))
        close(ends[1])
        isAtEnd.wait()
        let lines = String(decoding: read.withLock(\.self), as: UTF8.self).split(separator: "\n")
        let noted = lines.compactMap { $0.hasPrefix("lost ") ? Int($0.dropFirst(5)) : nil }.reduce(0, +)
        #expect(noted == lost && lines.count(where: { $0.hasPrefix("x") }) == 1000 - lost)
    }

    @Test("where nobody reads any more, lines are lost, and that is told once")
    func goneReader() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let losses = Mutex<[Bool]>([])
        let queue = LineQueue(to: .standard(ends[1])) { lines, isFirst in
            losses.withLock { $0 += Array(repeating: isFirst, count: lines) }
        }
        for _ in 0..<3 {
            queue.write(Data("line\n".utf8))
            queue.finish(within: .seconds(60))
        }
        #expect(losses.withLock(\.self) == [true, false, false])
    }
}
