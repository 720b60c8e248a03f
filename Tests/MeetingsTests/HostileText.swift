import TestSupport

/// Makes texts as an attacker would: the same ones for the same seed.
struct HostileText {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let pieces: [String] = [
        "\u{1B}[2J", "\u{1B}[1;1H", "\u{1B}]0;owned\u{07}", "\u{1B}]52;c;Zm9v\u{1B}\\", "\u{1B}P$q\u{1B}\\", "\u{1B}c",
        "\u{1B}[?1049l", "\u{9B}2J", "\u{9D}8;;http://x\u{9C}", "\u{90}", "\r\n", "\n", "\t", "\u{8}", "\u{0}",
        "\u{7F}",
        "\u{202E}", "\u{202D}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{200E}", "\u{200F}", "\u{061C}",
        "\u{200B}", "\u{2060}", "\u{FEFF}", "\u{00AD}", "\u{034F}", "\u{180E}", "\u{E0001}", "\u{E0041}", "\u{E007F}",
        "\u{FFF9}", "\u{FFFA}", "\u{FFFB}", "\u{2028}", "\u{2029}", "\u{E000}", "\u{10FFFF}", "\u{FFFE}", "\u{1D173}",
        "\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}\u{0307}\u{0308}\u{0309}\u{030A}", "\u{20DD}", "\u{FE0F}",
        "\u{200D}", "\u{200C}", "a", " ", "ação", "हृदय", "術前", "القلب", "👩🏽‍⚕️", "{\"a\":1}", "…",
    ]

    /// A text of up to some hundred pieces, with scalars from anywhere between them.
    mutating func next() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            if Bool.random(using: &random), let piece = HostileText.pieces.randomElement(using: &random) {
                text += piece.unicodeScalars
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) {
                text.append(scalar)
            }
        }
        return String(text)
    }
}
