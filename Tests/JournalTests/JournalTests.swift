import Foundation
import Meetings
import PrivateFiles
import Testing

@testable import Journal

@Suite("The journal", .timeLimit(.minutes(10)))
struct JournalTests {
    private let place = JournalPlace()

    @Test("holds what was written, in order, in a file that nobody else can read")
    func order() async throws {
        let journal = place.journal()
        #expect(try await journal.contents().entries.isEmpty)
        #expect(place.names.isEmpty, "reading makes nothing")
        let entries = ["a", "b", "c"].map { JournalEntry.example("open", JournalTarget(id: $0)) }
        for entry in entries { #expect(await !journal.written(entry).isNews) }
        #expect(try await journal.contents().entries == entries)
        #expect(place.names == ["journal.jsonl"])
        var status = stat()
        #expect(stat(journal.path.string, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test("tells of one profile, and passes over lines that cannot be read, counting them")
    func unreadable() async throws {
        let journal = place.journal()
        _ = await journal.written(.example("open"))
        _ = await journal.written(.example("open", profile: "clinic"))
        let text = try place.text(of: "journal.jsonl")
        try place.plant("journal.jsonl", "not JSON\n" + text + "{\"when\":1}\n\n\u{0}\n")
        let contents = try await journal.contents()
        #expect(contents.entries == [.example("open")] && contents.skipped == 3)
        #expect(contents.known["v4h"]?.all.count == 1)
    }

    @Test("a torn last line is put aside when the journal is read, and told to one reader only")
    func tornAtStart() async throws {
        try place.plant("journal.jsonl", String(decoding: JournalEntry.example("open").line, as: UTF8.self) + "\n{\"wh")
        let contents = try await place.journal().contents()
        #expect(contents.torn == 4 && contents.entries.count == 1 && contents.skipped == 0)
        #expect(try await place.journal().contents().torn == nil)
        #expect(try place.text(of: "journal.torn") == "{\"wh\n")
    }

    @Test("a torn last line is put aside when the next one is written")
    func tornInBetween() async throws {
        try place.plant("journal.jsonl", "{\"when\":\"2026")
        let journal = place.journal()
        let report = await journal.written(.example("open"))
        #expect(report.torn == 13 && report.isNews)
        #expect(await !journal.written(.example("open", after: 1)).isNews)
        #expect(try await journal.contents().entries.count == 2)
    }

    @Test("what could not be written waits, is written with the next entry, and is counted")
    func waiting() async throws {
        let journal = place.journal()
        // A folder in the file's place is as good as any other reason why it cannot be written.
        try FileManager.default.createDirectory(
            atPath: place.path + "/journal.jsonl", withIntermediateDirectories: true)
        for number in 1...3 {
            let report = await journal.written(.example("open", JournalTarget(id: "\(number)")))
            #expect(report.failure != nil && report.waiting == number && report.isNews)
        }
        #expect(await journal.finish().waiting == 3)
        try FileManager.default.removeItem(atPath: place.path + "/journal.jsonl")
        let report = await journal.written(.example("open", JournalTarget(id: "4")))
        #expect(report.failure == nil && report.caughtUp == 3 && report.waiting == 0)
        #expect(try await journal.contents().entries.compactMap(\.target?.id) == ["1", "2", "3", "4"])
        #expect(await !journal.finish().isNews)
    }

    @Test("of what waits for too long the oldest goes, and that is counted too")
    func lost() async throws {
        try FileManager.default.createDirectory(
            atPath: place.path + "/journal.jsonl", withIntermediateDirectories: true)
        let journal = place.journal()
        var last = JournalReport()
        for number in 0..<Journal.mostWaiting + 5 {
            last = await journal.written(.example("open", after: Double(number)))
        }
        #expect(last.waiting == Journal.mostWaiting && last.lost == 5)
        try FileManager.default.removeItem(atPath: place.path + "/journal.jsonl")
        let report = await journal.finish()
        #expect(report.caughtUp == Journal.mostWaiting && report.lost == 5)
        #expect(try await journal.contents().entries.first?.when == JournalEntry.moment + 5)
    }

    @Test("a full disk is told as one, tears nothing, and is written to again when there is room")
    func fullDisk() async throws {
        guard SmallDisk.mount(at: place.path) else {
            print("No small disk can be mounted here: the journal on a full disk is not tried.")
            return
        }
        defer { SmallDisk.unmount(place.path) }
        let journal = place.journal()
        _ = await journal.written(.example("open"))
        let before = try place.text(of: "journal.jsonl")
        let filler = place.path + "/filler"
        _ = FileManager.default.createFile(atPath: filler, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: filler))
        for size in [4096, 1] { while (try? handle.write(contentsOf: Data(count: size))) != nil { continue } }
        // What room the last page of the journal still has is used up by and by.
        var report = JournalReport()
        var count = 0
        while report.failure == nil, count < 1000 {
            report = await journal.written(.example("open", after: Double(count)))
            count += 1
        }
        guard case .full = report.failure else {
            Issue.record("not told as a full disk: \(String(describing: report.failure))")
            return
        }
        let text = try place.text(of: "journal.jsonl")
        #expect(text.hasPrefix(before) && text.last == "\n", "a line is torn")
        // A program that another test has just started may have the file open too.
        try handle.truncate(atOffset: 0)
        try handle.close()
        #expect(await journal.written(.example("open", after: Double(count))).caughtUp == 1)
        let contents = try await journal.contents()
        #expect(contents.entries.count == count + 2 && contents.skipped == 0 && contents.torn == nil)
    }
}

/// A file system with room for a few pages, for those who may mount one.
private enum SmallDisk {
    static func mount(at path: String) -> Bool {
        Glibc.mount("tmpfs", path, "tmpfs", 0, "size=32k,mode=0700") == 0
    }

    static func unmount(_ path: String) { umount2(path, Int32(MNT_DETACH)) }
}
