import Foundation
import Testing

@testable import Terminal

@Suite struct DisplayTextTests {
    @Test(
        "A text takes the cells that terminals give it",
        arguments: [
            ("coração São", 11), ("e\u{301}", 1), ("Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}!", 2), ("日本語", 6),
            ("한국", 4),
            ("हिन्दी", 5), ("مرحبا", 5), ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇧🇷", 2), ("🇧", 1), ("1️⃣", 1), ("❤️", 1), ("⌚", 2),
            ("a\u{200B}b", 2), ("\u{301}", 0), ("co\u{AD}op", 4), ("a\u{7}b", 3), ("\r\n", 2), ("می\u{200C}خواهم", 7),
            ("", 0),
        ]
    )
    func cells(text: String, expected: Int) {
        #expect(DisplayText.cells(of: text) == expected)
        #expect(DisplayText.cells(of: DisplayText.shown(text)) == expected)
    }

    @Test(
        "Sequences that terminals disagree on are shown in the form they agree on",
        arguments: [
            ("👨‍👩‍👧‍👦!", "👨!"), ("👍🏽", "👍"), ("🇧🇷", "BR"), ("1️⃣", "1"), ("❤️‍🔥", "❤"), ("a\u{1B}[0m", "a\u{FFFD}[0m"),
            ("\u{302}x", "x"),
            ("e\u{301}", "é"), ("क्‍ष", "क्ष"), ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴"),
        ]
    )
    func shown(text: String, expected: String) {
        #expect(Array(DisplayText.shown(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("No more combining marks are kept on a letter than ncurses keeps")
    func pileUp() {
        let shown = DisplayText.shown("Z" + String(repeating: "\u{325}\u{300}", count: 500))
        #expect(shown.unicodeScalars.count == 1 + Glyph.maximumMarks)
    }

    @Test("The widths known by heart are those of the C library")
    func plainWidths() {
        #expect(ScalarWidth.ofAny("\u{1F600}") == 2)
        for value in UInt32(0)...0x1_FFFF {
            let width = ScalarWidth.ofPlain(value)
            guard width > 0 else { continue }
            #expect(width == ScalarWidth.ofLibrary(value), "U+\(String(value, radix: 16))")
        }
    }

    @Test(
        "A text is fitted into exactly the cells there are, and cut between characters",
        arguments: [
            ("sala", 6, DisplayText.Alignment.left, "sala  "), ("sala", 6, .right, "  sala"),
            ("sala", 7, .centre, " sala  "),
            ("São Paulo", 5, .left, "São …"), ("São Paulo", 1, .left, "…"), ("São Paulo", 0, .left, ""),
            ("日本語", 6, .left, "日本語"),
            ("日本語", 5, .left, "日本…"), ("日本語", 4, .left, "日… "), ("日本語", 4, .right, " 日…"), ("हिन्दी", 4, .left, "हि… "),
            ("👨‍👩‍👧‍👦👍🏽 x", 4, .left, "👨… "), ("éé", 3, .left, "éé "),
        ]
    )
    func fitted(text: String, width: Int, alignment: DisplayText.Alignment, expected: String) {
        let fitted = DisplayText.fitted(text, to: width, alignment: alignment)
        #expect(fitted == expected)
        #expect(DisplayText.cells(of: fitted) == width)
    }

    @Test("An ellipsis wider than the field is left out")
    func wideEllipsis() {
        #expect(DisplayText.fitted("conference", to: 2, ellipsis: "...") == "co")
    }

    @Test(
        "Lines are broken at spaces, long words where they must be, and line ends are kept",
        arguments: [
            ("uma conferência em São Paulo", 12, ["uma", "conferência", "em São Paulo"]), ("", 5, [""]),
            ("a\n\nb\r\nc", 5, ["a", "", "b", "c"]),
            ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("um abcdefgh", 4, ["um", "abcd", "efgh"]),
            ("  ab cd", 4, ["  ab", "cd"]),
            ("ab   cd", 4, ["ab", "cd"]), ("日本語の会議", 5, ["日本", "語の", "会議"]), ("sala日本", 6, ["sala日", "本"]),
            ("日", 1, ["…"]),
            ("abcd ", 4, ["abcd"]), ("      abcdef", 4, ["", "abcd", "ef"]),
        ]
    )
    func wrapped(text: String, width: Int, expected: [String]) {
        #expect(DisplayText.wrapped(text, to: width) == expected)
    }

    @Test("However narrow the line, no line is wider, and no character is lost")
    func wrappingLosesNothing() {
        let text = "O encontro de 日本語 com हिन्दी e مرحبا começa já; https://example.org/sala/0123456789?token=abcdef"
        for width in 3...40 {
            let lines = DisplayText.wrapped(text, to: width)
            #expect(lines.allSatisfy { DisplayText.cells(of: $0) <= width })
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }
}
