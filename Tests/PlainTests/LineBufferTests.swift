import Foundation
import Testing

@testable import Plain

@Suite("Lines of input")
struct LineBufferTests {
    @Test("come one at a time, with or without a line break at the end, as Unix and Windows end them")
    func lines() throws {
        #expect(try readings("one\ntwo\r\n\nthree") == [.line("one"), .line("two"), .line(""), .line("three"), .end])
        #expect(try readings("") == [.end])
        #expect(try readings("\n") == [.line(""), .end])
    }

    @Test("that nobody can have typed are left out, and the next one is read as it is")
    func tooLong() throws {
        let long = String(repeating: "x", count: 3 * LineReader.longest)
        #expect(try readings("a\n\(long)\nb\n") == [.line("a"), .tooLong, .line("b"), .end])
        let most = String(repeating: "y", count: LineReader.longest - 1)
        #expect(try readings("\(most)\n\(long)") == [.line(most), .tooLong, .end])
    }

    @Test("whose bytes are no text are taken as far as they are")
    func invalid() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data([0x61, 0xFF, 0x62, 0x0A]).write(to: file)
        #expect(try readings(of: file) == [.line("a\u{FFFD}b"), .end])
    }

    private func readings(_ text: String) throws -> [LineReader.Reading] {
        let file = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        return try readings(of: file)
    }

    private func readings(of file: URL) throws -> [LineReader.Reading] {
        let descriptor = open(file.path, O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var buffer = LineBuffer(descriptor: descriptor)
        var readings: [LineReader.Reading] = []
        repeat { readings.append(buffer.next()) } while readings.last != .end
        return readings
    }
}
