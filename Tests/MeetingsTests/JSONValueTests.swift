import Foundation
import Meetings
import TestSupport
import Testing

@Suite("A JSON document")
struct JSONValueTests {
    private func decode(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test("is the same after it was written and read again, whatever it holds")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let document = JSONValue.random(depth: 4, using: &random)
            let written = try JSONEncoder().encode(document)
            #expect(try JSONDecoder().decode(JSONValue.self, from: written) == document)
            // What is shown to the operator is the same document, too.
            #expect(try decode(document.pretty) == document)
        }
    }

    @Test("keeps apart what only looks alike")
    func kinds() throws {
        let document = try decode(
            #"{"one":1,"flag":true,"text":"1","real":1.5,"none":null,"large":9223372036854775807,"huge":1e300,"list":[]}"#
        )
        #expect(document["one"] == .integer(1))
        #expect(document["flag"] == .bool(true))
        #expect(document["text"] == .string("1"))
        #expect(document["real"] == .number(1.5))
        #expect(document["none"] == .null)
        #expect(document["large"] == .integer(.max))
        #expect(document["huge"] == .number(1e300))
        #expect(document["list"] == .array([]))
        #expect(document["absent"] == nil)
        #expect(JSONValue.string("a")["a"] == nil)
    }

    @Test("gives identifiers as text, whether they came as text or as numbers, and nothing for what is none")
    func text() {
        #expect(JSONValue.string("410").text == "410")
        #expect(JSONValue.integer(410).text == "410")
        #expect(JSONValue.integer(.min).text == "-9223372036854775808")
        for value in ["", .null, true, .array(["a"]), .object(["a": "b"])] as [JSONValue] {
            #expect(value.text == nil, "\(value)")
        }
    }

    @Test("is shown in one order, and addresses in it without backslashes")
    func pretty() {
        let document: JSONValue = .object(["url": "https://a/b", "id": 7, "name": "João"])
        #expect(document.pretty == "{\n  \"id\" : 7,\n  \"name\" : \"João\",\n  \"url\" : \"https://a/b\"\n}")
    }
}

extension JSONValue {
    fileprivate static func random(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        var texts = HostileText(seed: random.next())
        switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(.random(in: .min ... .max, using: &random))
        // A number without a fraction is the same as an integer in JSON, so that these have one.
        case 3: return .number(Double(Int.random(in: -9999...9999, using: &random)) + 0.25)
        case 4: return .string(texts.next())
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            let members = (0..<Int.random(in: 0...4, using: &random)).map { number in
                ("\(number) " + texts.next(), JSONValue.random(depth: depth - 1, using: &random))
            }
            return .object(Dictionary(members) { first, _ in first })
        }
    }
}
