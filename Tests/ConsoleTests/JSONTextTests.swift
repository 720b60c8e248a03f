import Meetings
import Terminal
import Testing

@testable import Console

@Suite("A JSON document on the screen")
struct JSONTextTests {
    private func parts(_ text: String, width: Int = 80) -> [[String]] {
        JSONText(text, width: width).lines.map { $0.spans.map { "\($0.role.rawValue) \($0.text)" } }
    }

    @Test("tells names, texts, numbers and words apart")
    func roles() {
        #expect(parts(#"  "count" : -12,"#) == [["muted   ", #"label "count""#, "muted  : ", "info -12", "muted ,"]])
        #expect(parts(#""a": "b: \"c\", 1""#) == [[#"label "a""#, "muted : ", #"value "b: \"c\", 1""#]])
        #expect(parts(#""on" : true"#) == [[#"label "on""#, "muted  : ", "info true"]])
        #expect(parts("{") == [["muted {"]])
    }

    @Test("is shown to its last character, whatever it holds and however narrow the screen is")
    func whole() {
        let value: JSONValue = .object([
            "text": "a \"quoted\" word, and \\ more", "list": .array([1, "zwei", .null, true]), "empty": "",
            "wide": "青葉みなと病院のカンファレンス", "nested": .object(["deep": .array([.object([:])])]),
        ])
        for text in [value.pretty, "\"cut in the mid", "no JSON at - all \u{2026}", ""] {
            for width in [1, 7, 20, 200] {
                let lines = JSONText(text, width: width).lines
                #expect(lines.map(\.text).joined() == text.replacing("\n", with: ""))
                #expect(lines.allSatisfy { $0.width <= max(2, width) })
            }
        }
    }
}
