import Foundation
import TestSupport
import Testing

@testable import Store

@Suite("A regular expression")
struct TextPatternTests {
    private func fits(_ pattern: String, _ text: String) throws -> Bool {
        let pattern = try TextPattern(pattern)
        let bytes = text.utf8.map(CChar.init(bitPattern:)) + [SearchKey.textEnd]
        return bytes.withUnsafeBufferPointer { pattern.fits(textIn: $0) }
    }

    private static let examples: [(String, String, Bool)] = [
        ("a", "xay", true), ("^a", "xay", false), ("y$", "xay", true), ("^$", "", true), ("^$", "a", false),
        ("a.c", "abc", true), ("a.c", "ac", false), ("[a-c]+$", "xxabc", true), ("[^a-c]", "abc", false),
        ("\\d{2,3}x", "a12x", true), ("^\\d{2,3}x", "1234x", false), ("a{2}", "aba", false), ("(ab){2}", "xabab", true),
        ("a|b|", "zzz", true), ("^(a|bc)*$", "abca", true), ("^(?:a|bc)+$", "", false), ("\\w\\s\\W", "a -", true),
        ("\\D", "12", false), ("[\\d-]+$", "1-2", true), ("a\\.b", "axb", false),
        ("ü", "u", true), ("[À-Ü]", "e", true), ("É+", "eee", true), ("[[]", "[", true), ("x{0}y", "y", true),
        ("術.*会", "術前会議", true), ("a+?b", "aab", true), ("(a*)*b", "aac", false), ("\\[", "[", true),
    ]

    @Test("fits what it says", arguments: examples)
    func meaning(pattern: String, text: String, isThere: Bool) throws { #expect(try fits(pattern, text) == isThere) }

    private static let wrong: [(String, TextPattern.Fault, Range<Int>)] = [
        ("a(b", .openGroup, 1..<2), ("a)b", .strayGroupEnd, 1..<2), ("x[ab", .openSet, 1..<2),
        ("[]", .emptySet, 0..<2), ("[z-a]", .turnedRange, 1..<4), ("*a", .nothingToRepeat, 0..<1),
        ("a|+", .nothingToRepeat, 2..<3), ("a{", .unclearCount, 1..<2), ("a{2", .unclearCount, 1..<3),
        ("a{3,2}", .unclearCount, 1..<6), ("a{100}", .unclearCount, 1..<6), ("a{,2}", .unclearCount, 1..<5),
        ("a{-1}", .unclearCount, 1..<5), ("a{99999999999999999999}", .unclearCount, 1..<23),
        ("\\", .unknownEscape(""), 0..<1), ("a\\b", .unknownEscape("b"), 1..<3), ("(a)\\1", .unknownEscape("1"), 3..<5),
        ("[\\b]", .unknownEscape("b"), 1..<3), ("(?=a)", .unknownGroup, 0..<2), ("(?i)a", .unknownGroup, 0..<2),
    ]

    @Test("that is wrong is told by its first fault and the place", arguments: wrong)
    func faults(pattern: String, fault: TextPattern.Fault, place: Range<Int>) {
        let complaint = #expect(throws: TextPattern.Complaint.self) { try TextPattern(pattern) }
        #expect(complaint == TextPattern.Complaint(fault: fault, place: place))
    }

    @Test("finds what the system's expressions find, whichever they are")
    func againstTheSystem() throws {
        var random = SeededGenerator(seed: 5)
        var isFound = 0
        for _ in 0..<3000 {
            let pattern = TextPatternTests.pattern(depth: 3, using: &random)
            let text = String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a" })
            let system = try NSRegularExpression(pattern: pattern)
            let whole = NSRange(text.startIndex..<text.endIndex, in: text)
            let expected = system.firstMatch(in: text, range: whole) != nil
            #expect(try fits(pattern, text) == expected, "\(pattern) in \(text)")
            isFound += expected ? 1 : 0
        }
        #expect(500..<2900 ~= isFound, "both answers are to be seen often")
    }

    private static func pattern(depth: Int, using random: inout SeededGenerator) -> String {
        func part() -> String { pattern(depth: depth - 1, using: &random) }
        switch depth == 0 ? Int.random(in: 0..<5, using: &random) : Int.random(in: 0..<10, using: &random) {
        case 0, 1: return String("abc".randomElement(using: &random) ?? "a")
        case 2: return "."
        case 3: return ["[ab]", "[^a]", "\\w", "[b-c]"].randomElement(using: &random) ?? ""
        case 4: return Bool.random(using: &random) ? "^" : "$"
        case 5: return "(?:\(part())|\(part()))"
        case 6: return "(?:\(part()))\(["*", "+", "?", "{1,2}", "{2}"].randomElement(using: &random) ?? "")"
        default: return part() + part()
        }
    }

    private static let hostile: [String] = [
        "(a+)+$", "(a|a)*b", "((a*)*)*b", "(.*)(.*)(.*)(.*)x", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", ".*.*.*=.*",
        "a.{8}b", String(repeating: "a?", count: 99) + "b", String(repeating: "(a|b)?", count: 40) + "c",
        String(repeating: "(", count: 60) + "a" + String(repeating: ")*", count: 60) + "b",
    ]

    @Test(
        "of hostile cost is bounded by its automaton, so that any text costs one look into a table a letter",
        arguments: hostile)
    func bounded(pattern: String) throws {
        #expect(try TextPattern(pattern).stateCount <= 3 * TextAutomaton.mostStates)
        #expect(try !fits(pattern, String(repeating: "a", count: 100_000) + "!"))
        #expect(try fits("(a?){30}a{30}", String(repeating: "a", count: 100_000)))
    }

    private static let tooIntricate: [String] = [
        "a.{40}b", "(a|b)*a(a|b){30}", "(((a{99}){99}){99}){99}", "((((.?){9}){9}){9}){9}",
        "(.?){99}(.?){99}(.?){99}x{99}",
    ]

    @Test("that would need too large an automaton is refused before a text is seen", arguments: tooIntricate)
    func refused(pattern: String) {
        let complaint = #expect(throws: TextPattern.Complaint.self) { try TextPattern(pattern) }
        #expect(complaint?.fault == .tooIntricate)
    }
}
