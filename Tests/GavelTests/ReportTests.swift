import Foundation
import Meetings
import Store
import Terminal
import Testing

@testable import gavel

struct ReportTests {
    private struct Thing: Sendable {
        let id: String
        let note: String?
    }

    private static let fields: [Field<Thing>] = [
        Field("id", "Id", in: .key, "The name.") { .text($0.id) },
        Field("note", "Note", "What is said of it.") { $0.note.map { .text($0) } ?? .none },
        Field("count", "Count", in: .record, "How many.") { _ in .number(3) },
        Field("more", "More", in: .document, "The rest.") { _ in .document(["b": 1, "a": true]) },
    ]

    private let time = TimeText(now: Date(timeIntervalSince1970: 0), timeZone: .gmt)

    @Test("a document has every field under its name, and null for what is not known")
    func document() {
        let list = Report(Self.fields, ofAll: [Thing(id: "a", note: nil)])
        #expect(list.document == [["id": "a", "note": .null, "count": 3, "more": ["a": true, "b": 1]]])
        #expect(Report(Self.fields, ofAll: []).document == [])
        #expect(Report(Self.fields, of: Thing(id: "a", note: "x")).document["note"] == "x")
    }

    @Test("a line for a program has tabs between its values, and none within them")
    func lines() {
        let list = Report(Self.fields, ofAll: [Thing(id: "a\\b", note: "x\ty\nz"), Thing(id: "c", note: nil)])
        #expect(
            list.lines(of: ["note", "id", "more"]) == [
                "x\\ty\\nz\ta\\\\b\t{\"a\":true,\"b\":1}", "\tc\t{\"a\":true,\"b\":1}",
            ])
    }

    @Test("a table is as wide as it likes, or cut to a terminal, but never its keys")
    func table() {
        let list = Report(
            Self.fields, ofAll: [Thing(id: "0123456789", note: "hello world, how are you"), Thing(id: "é", note: nil)])
        #expect(
            list.lines(width: nil, time) == [
                "ID          NOTE", "0123456789  hello world, how are you", "é           –",
            ])
        #expect(list.lines(width: 20, time) == ["ID          NOTE", "0123456789  hello w…", "é           –"])
        #expect(list.lines(width: 19, time) == ["ID", "0123456789", "é"], "what would be cut to nothing is left out")
        #expect(list.lines(width: 5, time)[1] == "0123456789")
    }

    @Test("where a table has no room for all its columns they go by rank, and no moment is cut")
    func narrowTable() {
        let fields: [Field<Thing>] = [
            Field("note", "Note", rank: 0, "What is said of it.") { $0.note.map { .text($0) } ?? .none },
            Field("id", "Id", in: .key, "The name.") { .text($0.id) },
            Field("when", "When", rank: 1, "When.") { _ in .moment(Date(timeIntervalSince1970: 0)) },
            Field("owner", "Owner", "Whose.") { _ in .text("Hospital") },
        ]
        let list = Report(fields, ofAll: [Thing(id: "0123", note: "hello world")])
        #expect(list.lines(width: 48, time)[1] == "hello world  0123  1970-01-01 00:00:00  Hospital")
        #expect(list.lines(width: 45, time)[1] == "hello w…  0123  1970-01-01 00:00:00  Hospital")
        #expect(list.lines(width: 44, time)[1] == "hello world  0123  1970-01-01 00:00:00")
        #expect(list.lines(width: 35, time)[1] == "hello w…  0123  1970-01-01 00:00:00")
        #expect(list.lines(width: 34, time) == ["NOTE         ID", "hello world  0123"])
        #expect(list.lines(width: 13, time) == ["ID", "0123"])
    }

    @Test("one subject is told line by line, without what is not known")
    func record() {
        let report = Report(Self.fields, of: Thing(id: "a", note: "first\nsecond"))
        #expect(report.lines(width: 8, time) == ["Id     a", "Note   first\n       second", "Count  3"])
        #expect(Report(Self.fields, of: Thing(id: "a", note: nil)).lines(width: nil, time) == ["Id     a", "Count  3"])
    }

    @Test("moments are UTC for programs and local for people")
    func moments() {
        let moment = FieldValue.moment(Date(timeIntervalSince1970: 1_763_820_309))
        #expect(moment.json == "2025-11-22T14:05:09Z" && moment.word == "2025-11-22T14:05:09Z")
        let there = TimeText(now: Date(), timeZone: TimeZone(secondsFromGMT: -3 * 3600) ?? .gmt)
        #expect(moment.shown(there) == "2025-11-22 11:05:09")
    }
}
