import Foundation
import Meetings
import TestSupport
import Testing

@Suite("A JSON document of a stranger", .timeLimit(.minutes(10)))
struct StrictJSONTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.strictDocument(Data(text.utf8)) }

    @Test("is read like any other where nothing in it is doubtful")
    func sameAsOther() throws {
        var hostile = HostileText(seed: 5)
        for _ in 0..<300 {
            let document: JSONValue = .object([
                "a": .array([.string(hostile.next()), 1, true, .null, .number(-1.5e-7), .array([])]), "b": .object([:]),
            ])
            #expect(try JSONReader.strictDocument(try JSONEncoder().encode(document)) == document)
        }
        #expect(try read(#" {"a":"\ud83d\ude00\u0000é"} "#) == .object(["a": "😀\u{0}é"]))
        #expect(try read(#"[{"a":1},{"a":2}]"#) == [.object(["a": 1]), .object(["a": 2])])
    }

    @Test(
        "is refused where two readers could take it for different things",
        arguments: [
            #"{"a":1,"a":2}"#, #"{"a":1,"b":{},"a":null}"#, #"{"a":1,"\u0061":2}"#, #"[{"b":{"a":1,"a":1}}]"#,
            #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800\ud800""#, #"{"\ud800":1}"#,
            "\u{FEFF}1", "\"a\u{1}b\"", "\"a\nb\"", "\"\u{0}\"",
            "1e999", "-1e999", "1" + String(repeating: "0", count: 400),
        ])
    func refused(text: String) {
        _ = try? JSONReader.document(Data(text.utf8))
        #expect(throws: JSONReader.SyntaxError.self) { try read(text) }
    }

    @Test(
        "is refused where its bytes are no UTF-8, wherever they stand",
        arguments: [
            [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0x80],
        ] as [[UInt8]])
    func bytes(_ bytes: [UInt8]) {
        for (before, after) in [("\"", "\""), ("\"a", "b\""), ("{\"", "\":1}"), ("1 ", ""), ("", " 1")] {
            let document = Data(Array(before.utf8) + bytes + Array(after.utf8))
            #expect(throws: JSONReader.SyntaxError.self) { try JSONReader.strictDocument(document) }
        }
    }

    @Test("is refused where it is none, as any other, and nests no deeper")
    func grammar() throws {
        for text in ["", "{", "[1,]", "01", "{\"a\"}", "'a'", "NaN", "1 2", "\"\\x\""] {
            #expect(throws: JSONReader.SyntaxError.self) { try read(text) }
        }
        let levels = JSONReader.deepest
        _ = try read(String(repeating: "[", count: levels) + String(repeating: "]", count: levels))
        for count in [levels + 1, 1_000_000] {
            #expect(throws: JSONReader.SyntaxError.self) {
                try read(String(repeating: "[", count: count) + String(repeating: "]", count: count))
            }
        }
    }

    @Test("a number never becomes a text")
    func numbers() throws {
        #expect(try read("9223372036854775807") == .integer(.max))
        #expect(try read("9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try read("-0.5E-3") == .number(-0.5e-3))
    }
}
