/// Makes texts as an attacker would: the same ones for the same seed.
package struct HostileText {
    package var random: SeededGenerator

    package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Stands in every text that would do something, where its effect could be found again.
    package static let mark = "PWNED"

    /// What would do something to a terminal, a reader or a shell, each with the mark in it where it can have one.
    package static let attacks: [String] = [
        "\u{1B}[2J\(mark)", "\u{1B}[1;1H\(mark)", "\u{1B}]0;\(mark)\u{07}", "\u{1B}]2;\(mark)\u{1B}\\",
        "\u{1B}]52;c;UFdORUQ=\u{07}", "\u{1B}]52;c;?\u{1B}\\", "\u{1B}]8;;http://\(mark)\u{1B}\\", "\u{1B}]4;0;?\u{07}",
        "\u{1B}]10;?\u{07}", "\u{1B}P$q\(mark)\u{1B}\\", "\u{1B}P+q\(mark)\u{1B}\\",
        "\u{1B}Ptmux;\u{1B}\(mark)\u{1B}\\",
        "\u{1B}_G\(mark)\u{1B}\\", "\u{1B}^\(mark)\u{1B}\\", "\u{1B}X\(mark)\u{1B}\\", "\u{1B}c\(mark)", "\u{1B}[c",
        "\u{1B}[>c", "\u{1B}[6n", "\u{1B}[5n", "\u{1B}[18t", "\u{1B}[21t", "\u{1B}[?1049l", "\u{1B}[?1000h",
        "\u{1B}[?2004l\(mark)", "\u{1B}[8m\(mark)", "\u{1B}#8", "\u{1B}(0\(mark)", "\u{9B}2J\(mark)", "\u{9B}6n",
        "\u{9D}0;\(mark)\u{9C}", "\u{90}$q\(mark)\u{9C}", "\u{9E}\(mark)\u{9C}", "\u{9F}\(mark)\u{9C}", "\u{5}\(mark)",
        "\u{E}\(mark)\u{F}", "\r\n\(mark)", "\n", "\t", "\u{8}\u{8}\u{8}\(mark)", "\u{0}", "\u{7}", "\u{B}", "\u{C}",
        "\u{7F}",
        "\u{18}", "\u{1A}", "\u{85}\(mark)", "$(\(mark))", "`\(mark)`", "; \(mark) #", "' \(mark) '", "--\(mark)",
    ]

    /// What misleads a reader, or defaces a screen.
    package static let disguises: [String] = [
        "\u{202E}", "\u{202D}", "\u{202A}", "\u{202C}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{200E}",
        "\u{200F}", "\u{061C}", "\u{200B}", "\u{2060}", "\u{FEFF}", "\u{00AD}", "\u{034F}", "\u{180E}", "\u{E0001}",
        "\u{E0041}", "\u{E007F}", "\u{FFF9}", "\u{FFFA}", "\u{FFFB}", "\u{FFFC}", "\u{2028}", "\u{2029}", "\u{E000}",
        "\u{10FFFF}", "\u{FFFE}", "\u{1D173}", "\u{20DD}", "\u{FE0F}", "\u{FE00}", "\u{E0100}", "\u{200D}",
        "\u{200C}", "\u{200D}\u{200D}\u{200D}", "a\u{200D}b", "1\u{FE0F}2", "\u{3164}", "\u{115F}\u{1160}", "\u{FFA0}",
        "\u{2800}", "\u{1D159}", "\u{13430}",
        "\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}",
        "\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}\u{0307}\u{0308}\u{0309}\u{030A}",
    ]

    /// What people write.
    private static let words: [String] = [
        "a", " ", "ação", "हृदय", "術前", "القلب", "می\u{200C}خواهم", "👩🏽‍⚕️", "1️⃣", "{\"a\":1}", "…", "•",
    ]

    /// A text of up to some hundred pieces, with scalars from anywhere between them.
    package mutating func next(mostPieces: Int = 120) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...mostPieces, using: &random) {
            switch Int.random(in: 0...4, using: &random) {
            case 0: text += piece(of: HostileText.attacks)
            case 1: text += piece(of: HostileText.disguises)
            case 2: text += piece(of: HostileText.words)
            default:
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) { text.append(scalar) }
            }
        }
        return String(text)
    }

    private mutating func piece(of pieces: [String]) -> String.UnicodeScalarView {
        (pieces.randomElement(using: &random) ?? "").unicodeScalars
    }
}
