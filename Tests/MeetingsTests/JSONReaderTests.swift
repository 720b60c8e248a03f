import Foundation
import Meetings
import TestSupport
import Testing

@Suite("A JSON document of somebody else", .timeLimit(.minutes(10)))
struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.document(Data(text.utf8)) }

    @Test("is what Foundation takes it for, whatever is in it")
    func sameAsFoundation() throws {
        var hostile = HostileText(seed: 3)
        for _ in 0..<300 {
            let document: JSONValue = .object([
                hostile.next(mostPieces: 9): .array([
                    .string(hostile.next()), 1, true, .null, .number(-1.5e-7), .array([]),
                ]),
                "b": .object([:]),
            ])
            for formatting in [[], .prettyPrinted] as [JSONEncoder.OutputFormatting] {
                let encoder = JSONEncoder()
                encoder.outputFormatting = formatting
                let written = try encoder.encode(document)
                #expect(try JSONReader.document(written) == document)
            }
        }
    }

    @Test(
        "is refused where it is none",
        arguments: [
            "", " ", "{", "[", "\"", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "[1]]", "1 2",
            "tru",
            "nul", "TRUE", "01", "-", "-a", "1.", ".5", "1e", "1e+", "+1", "0x10", "\"\\x\"", "\"\\u12\"",
            "\"\\u12g4\"",
            "\"\\", "'a'", "[1 2]", "NaN", "Infinity", "// c\n1", "<html>", "{\"a\":1", "\u{FEFF}\u{FEFF}1",
        ])
    func refused(text: String) {
        #expect(throws: JSONReader.SyntaxError.self) { try read(text) }
    }

    @Test("numbers that no type holds stay the digits they are, since they may be identifiers")
    func numbers() throws {
        #expect(try read("9223372036854775807") == .integer(.max))
        #expect(try read("9223372036854775808") == "9223372036854775808")
        #expect(try read("-12345678901234567890123") == "-12345678901234567890123")
        #expect(try read("1e999") == "1e999")
        #expect(try read("-0.5E-3") == .number(-0.5e-3))
        #expect(try read("0") == 0 && read("-0") == 0)
    }

    @Test("text that is none becomes U+FFFD, and the rest of the document is kept")
    func text() throws {
        #expect(
            try read(#"["a\ud800b","\udc00","\ud800\ud800","\ud800\u0041","\ud83d\ude00","\u0000"]"#)
                == .array(["a\u{FFFD}b", "\u{FFFD}", "\u{FFFD}\u{FFFD}", "\u{FFFD}A", "😀", "\u{0}"]))
        let bytes = Data(Array("[\"a".utf8) + [0xFF, 0xC0, 0x9B] + Array("b\",\"\u{1}\"]".utf8))
        guard case .array(let items) = try JSONReader.document(bytes) else {
            Issue.record("no list")
            return
        }
        #expect(items[0].text?.hasPrefix("a\u{FFFD}") == true && items[0].text?.hasSuffix("b") == true)
        #expect(items[1] == "\u{1}")
        #expect(try JSONReader.document(Data([0xEF, 0xBB, 0xBF, 0x31])) == 1)
    }

    @Test("of two members with one name the last counts")
    func duplicates() throws {
        #expect(try read(#"{"a":1,"b":2,"a":3}"#) == .object(["a": 3, "b": 2]))
    }

    @Test("what nests too deeply is refused, and what just does not is read, in no time worth speaking of")
    func depth() throws {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")] {
            let levels = JSONReader.deepest / (open.count == 6 ? 2 : 1)
            _ = try read(String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels))
            for count in [levels + 1, 10_000, 1_000_000] {
                let deep = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
                #expect(throws: JSONReader.SyntaxError.self) { try read(deep) }
                #expect(throws: JSONReader.SyntaxError.self) { try read(String(repeating: open, count: count)) }
            }
        }
        // A megabyte of towers: what took Foundation hours.
        let tower = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        let towers = "[" + Array(repeating: tower, count: 8000).joined(separator: ",") + "]"
        guard case .array(let items) = try read(towers) else {
            Issue.record("no list")
            return
        }
        #expect(items.count == 8000)
    }

    @Test("a list is given entry by entry, and what is none is told apart from what is no JSON")
    func elements() throws {
        var seen: [JSONValue] = []
        #expect(try JSONReader.elements(of: Data(" [1, {\"a\":[2]} ,\"x\"] ".utf8)) { seen.append($0) })
        #expect(seen == [1, .object(["a": .array([2])]), "x"])
        #expect(try !JSONReader.elements(of: Data(#"{"a":[1]}"#.utf8)) { _ in Issue.record("nothing is a list") })
        #expect(throws: JSONReader.SyntaxError.self) { try JSONReader.elements(of: Data("[1,2".utf8)) { _ in } }
        #expect(try JSONReader.elements(of: Data("[]".utf8)) { _ in Issue.record("nothing is in it") })
    }

    @Test("random bytes are read or refused, and nothing worse")
    func randomBytes() {
        var random = SeededGenerator(seed: 4)
        let alphabet = Array("[]{}\",:\\u0dD8e-+.1 tfn\u{FFFD}".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            _ = try? JSONReader.document(Data(bytes))
        }
    }
}
