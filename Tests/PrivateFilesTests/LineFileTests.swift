import Foundation
import Meetings
import Testing

@testable import PrivateFiles

@Suite("File of lines", .timeLimit(.minutes(10)))
struct LineFileTests {
    private let place = TemporaryFolder()

    private func file(limit: Int = 1 << 20, kept: Int = 3) -> LineFile {
        LineFile(folder: place.state, name: "log.jsonl", limit: limit, kept: kept)
    }

    private func texts(_ lines: [Data]) -> [String] { lines.map { String(decoding: $0, as: UTF8.self) } }

    private func lines(_ texts: String...) -> [Data] { texts.map { Data($0.utf8) } }

    @Test("lines are read as they were appended; a line break within one cannot make two")
    func order() throws {
        #expect(try file().read().lines.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: place.state.path))
        try file().append(lines("one", "two"))
        try file().append(lines("a\nb"))
        let contents = try file().read()
        #expect(texts(contents.lines) == ["one", "two", "a b"] && contents.torn == nil)
        #expect(permissions(of: file().path) == 0o600)
    }

    @Test("a torn last line is put aside, told once, and all lines are whole")
    func tornLine() throws {
        try place.madeState().plant("log.jsonl", "one\ntwo\n{\"to")
        #expect(try file().read().torn == Data("{\"to".utf8))
        #expect(try file().append(lines("three")) == Data("{\"to".utf8))
        #expect(try file().append(lines("four")) == nil)
        let contents = try file().read()
        #expect(texts(contents.lines) == ["one", "two", "three", "four"] && contents.torn == nil)
        #expect(try place.state.text(of: "log.torn") == "{\"to\n")
        #expect(permissions(of: place.state.path(of: "log.torn")) == 0o600)
    }

    @Test("a file of nothing but a torn line begins anew, and the next one joins the torn ones")
    func onlyTorn() throws {
        try place.madeState().plant("log.jsonl", "half")
        try file().append(lines("one"))
        try place.state.plant("log.jsonl", "one\n\0\0\0")
        try file().append(lines("two"))
        #expect(texts(try file().read().lines) == ["one", "two"])
        #expect(try place.state.text(of: "log.torn") == "half\n\0\0\0\n")
    }

    @Test("a full file is put away, the oldest go, and no line is cut")
    func puttingAway() throws {
        let file = file(limit: 10, kept: 2)
        for number in 1...9 { try file.append(lines("line\(number)")) }
        #expect(place.state.names == ["log.1.jsonl", "log.2.jsonl", "log.jsonl"])
        #expect(texts(try file.read().lines) == ["line7", "line8", "line9"])
        try file.append(lines("much longer than any file may be"))
        #expect(texts(try file.read().lines) == ["line8", "line9", "much longer than any file may be"])
    }

    @Test("where none is to be kept, the file begins anew")
    func keepingNone() throws {
        let file = file(limit: 10, kept: 0)
        for number in 1...3 { try file.append(lines("line\(number)")) }
        #expect(texts(try file.read().lines) == ["line3"] && place.state.names == ["log.jsonl"])
    }

    @Test("a gap that a killed process left among the old ones costs no line")
    func gap() throws {
        let state = try place.madeState()
        try state.plant("log.jsonl", "new\n")
        try state.plant("log.2.jsonl", "older\n")
        try file(limit: 4).append(lines("newest"))
        #expect(texts(try file(limit: 4).read().lines) == ["older", "new", "newest"])
    }

    @Test("many writers that put the file away all the time lose nothing, and readers see every line once")
    func manyWriters() async throws {
        var state = place.state
        state.patience = .seconds(60)
        let file = LineFile(folder: state, name: "log.jsonl", limit: 2_000, kept: 1_000)
        let writers = 8
        let each = 60
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask { @concurrent in
                    for number in 0..<each {
                        try file.append([Data("\(writer) \(number) \(String(repeating: "x", count: number))".utf8)])
                    }
                }
            }
            group.addTask { @concurrent in
                var seen = 0
                while seen < writers * each {
                    let lines = try file.read().lines
                    #expect(Set(lines).count == lines.count && lines.count >= seen)
                    seen = lines.count
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
        let all = texts(try file.read().lines)
        #expect(all.count == writers * each)
        for writer in 0..<writers {
            let numbers = all.filter { $0.hasPrefix("\(writer) ") }.map { $0.split(separator: " ")[1] }
            #expect(numbers == (0..<each).map { "\($0)" }, "in the order in which they were written")
        }
    }

    @Test("a full disk is told, leaves no half a line, and is written to again when there is room")
    func fullDisk() throws {
        // The limit for the size of files is the whole process's; no other test writes so large a file.
        let most = 512 << 20
        signal(SIGXFSZ, SIG_IGN)
        let state = try place.madeState()
        try state.plant("log.jsonl", "")
        let file = file(limit: .max)
        // Holes take no room: nothing is written but the end of the last line.
        truncate(file.path, off_t(most - 5))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\n".utf8))
        let before = try FileLimit.set(to: most)
        let error = #expect(throws: PrivateFileError.self) { try file.append(lines("a line with room for a part")) }
        try FileLimit.set(to: before)
        #expect(try handle.seekToEnd() == UInt64(most - 4))
        guard case .full(let path, _) = error else {
            Issue.record("not told as a full disk: \(String(describing: error))")
            return
        }
        #expect(path.string == file.path)
        #expect(try file.append(lines("there")) == nil)
        #expect(try handle.seekToEnd() == UInt64(most + 2))
    }

    @Test("two processes write to one file, and one that is killed in the middle costs no other's line")
    func twoProcesses() throws {
        let state = try place.madeState()
        // Another program that keeps the same lock, and dies with half a line written.
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/bin/sh")
        other.arguments = [
            "-c", "exec 9>>\"$1\"; flock 9; printf 'from the other\\n{\"half' >&9; kill -9 $$", "sh",
            state.path(of: "log.jsonl"),
        ]
        try file().append(lines("ours"))
        try other.run()
        other.waitUntilExit()
        #expect(other.terminationReason == .uncaughtSignal)
        #expect(try file().append(lines("ours again")) == Data("{\"half".utf8))
        #expect(texts(try file().read().lines) == ["ours", "from the other", "ours again"])
    }
}

/// The largest file that this process may write.
private enum FileLimit {
    /// Sets it, and gives what it was.
    @discardableResult
    static func set(to size: Int) throws -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let before = limit.rlim_cur
        limit.rlim_cur = rlim_t(bitPattern: size)
        #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        return Int(bitPattern: before)
    }
}
