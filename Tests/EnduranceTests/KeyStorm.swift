import TestSupport

/// Keys and bytes as no operator presses them, in an order that a seed decides.
///
/// Nothing of it ends, stops or logs out: the bytes of `q`, Ctrl-C, Ctrl-Z and `L` are left out of everything.
struct KeyStorm: Sendable {
    private static let excluded: Set<UInt8> = [0x71, 0x03, 0x1A, 0x4C]
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// The bytes of the next key, or of what is none.
    mutating func next() -> [UInt8] {
        let bytes =
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<40: pick(Self.commands)
            case 40..<58: pick(Self.moves)
            case 58..<66: pick(Self.words)
            case 66..<74: pick(Self.characters)
            case 74..<80: mouse()
            case 80..<84: pick(Self.halves)
            case 84..<87: pick(Self.pastes)
            case 87..<92: [UInt8.random(in: 0...0x1F, using: &random)]
            case 92..<95: [0xC2, UInt8.random(in: 0x80...0x9F, using: &random)]
            default: (0..<Int.random(in: 1...6, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
        return bytes.filter { !Self.excluded.contains($0) }
    }

    private mutating func pick(_ texts: [String]) -> [UInt8] {
        texts.randomElement(using: &random).map { Array($0.utf8) } ?? []
    }

    private mutating func pick(_ sequences: [[UInt8]]) -> [UInt8] { sequences.randomElement(using: &random) ?? [] }

    private mutating func mouse() -> [UInt8] {
        let (column, row) = (Int.random(in: 0...300, using: &random), Int.random(in: 0...90, using: &random))
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return Array("\u{1B}[<\(row % 4);\(column);\(row)\(column % 2 == 0 ? "M" : "m")".utf8)
        case 1: return Array("\u{1B}[M".utf8) + [32, UInt8(33 + column % 90), UInt8(33 + row)]
        default: return Array("\u{1B}[\(32 + row % 4);\(column);\(row)M".utf8)
        }
    }

    /// Every letter that is a command somewhere, the usual ones more often.
    private static let commands = "jjkkhhll1234gsJniwyvbecDr/oOxpm?G".map { String($0) }

    private static let moves =
        ["A", "B", "C", "D", "H", "F", "5~", "6~", "Z", "3~", "2~", "15~", "1;5C"].map { "\u{1B}[\($0)" }
        + [
            "\u{1B}OA", "\u{1B}OP", "\t", "\t", "\r", "\r", "\r", "\u{1B}", "\u{1B}", "\u{1B}", "\u{7F}", "\u{15}",
            "\u{17}",
        ]

    private static let words = [
        "Dr. Ana", "410037", "https://a.example.org/i.png", "operator", "demonstration", "PUBLIC", "a b  c", "../../..",
        "' OR 1=1 --", "%00%0a", "<b>x</b>", String(repeating: "x", count: 300),
    ]

    private static let characters: [[UInt8]] =
        ["é", "日本", "e\u{301}", "\u{301}", "👩🏽‍⚕️", "🇧🇷", "हृदय", "مرحبا", "\u{202E}abc", "\u{200B}", "\u{FEFF}", "ﷺ"]
        .map { Array($0.utf8) } + [
            [0xC3], [0xE6, 0x97], [0xF0, 0x9F, 0x91], [0x80], [0xBF, 0xBF], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
            [0xFF, 0xFE],
            [0xF4, 0x90, 0x80, 0x80],
        ]

    private static let halves = [
        "\u{1B}[", "\u{1B}O", "\u{1B}[1;", "\u{1B}[<0;1", "\u{1B}]52;c;", "\u{1B}]11;rgb:0/0\u{7}",
        "\u{1B}P>|x\u{1B}\\",
        "\u{1B}_", "\u{1B}[M", "\u{1B}[200", "\u{1B}\u{1B}", "\u{1B}[?1;2c", "\u{1B}[I", "\u{1B}[O", "\u{1B}x",
        "\u{1B}[1;1R",
    ]

    private static let pastes = [
        "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[200~a\rb\u{1B}[201~", "\u{1B}[200~\u{1B}[200~x\u{1B}[201~",
        "\u{1B}[200~\u{7}\u{0}\u{1B}]0;x\u{7}\u{1B}[201~",
        "\u{1B}[200~" + String(repeating: "é", count: 3000) + "\u{1B}[201~",
    ]
}
