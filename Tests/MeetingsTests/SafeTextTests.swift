import Foundation
import Meetings
import TestSupport
import Testing

@Suite("Text from outside")
struct SafeTextTests {
    @Test("no scalar of any script gets through that could steer a terminal, reorder a line or hide")
    func everyScalar() {
        let planes: [any Sequence<UInt32>] = [
            0..<0x40000, 0xE0000..<0xE1000,
            // Between and behind these no character is assigned, so that some of them do.
            stride(from: 0x40000, through: 0x10FFFF, by: 61),
        ]
        let scalars = planes.flatMap { $0.compactMap(Unicode.Scalar.init) }
        for start in stride(from: 0, to: scalars.count, by: 2000) {
            var untrusted = String.UnicodeScalarView()
            // A letter between them keeps the limit on marks out of it.
            for scalar in scalars[start..<min(start + 2000, scalars.count)] { untrusted += ["a", scalar] }
            let line = SafeText(String(untrusted), limit: 5000).string
            let document = SafeText(document: String(untrusted)).string
            #expect(line.harm() == nil)
            #expect(document.harm(keepsLines: true) == nil)
        }
    }

    @Test("random floods of hostile sequences come out harmless, bounded, and the same when cleaned again")
    func floods() {
        var hostile = HostileText(seed: 1)
        for _ in 0..<400 {
            let limit = Int.random(in: 1...300, using: &hostile.random)
            let untrusted = hostile.next()
            let text = SafeText(untrusted, limit: limit)
            #expect(text.string.harm() == nil, "\(untrusted.debugDescription)")
            // What is shown in place of one scalar may be up to four, and an ellipsis says that there was more.
            #expect(text.string.unicodeScalars.count <= 4 * limit + 1)
            #expect(SafeText(text.string).string == text.string)
        }
    }

    @Test("a control sequence is shown as what it is, with nothing left that begins one")
    func sequences() {
        // No arguments of the test: their values would go to the terminal as they are.
        let sequences = [
            ("\u{1B}[31mred\u{1B}[0m", "␛[31mred␛[0m"),
            ("\u{9B}31mred", "\u{FFFD}31mred"),
            ("\u{1B}]52;c;cm0gLXJm\u{07}", "␛]52;c;cm0gLXJm␇"),
            ("\u{1B}Pq#0\u{1B}\\", "␛Pq#0␛\\"),
            ("\u{90}q\u{9C}", "\u{FFFD}q\u{FFFD}"),
            ("a\r\nb\tc\u{0}\u{7F}", "a␍␊b c␀␡"),
            ("a\u{2028}b\u{85}c", "a b\u{FFFD}c"),
        ]
        for (untrusted, shown) in sequences { #expect(SafeText(untrusted).string == shown) }
    }

    @Test("an invoice cannot be turned round, and a name cannot hide or forge another")
    func disguises() {
        #expect(SafeText("invoice\u{202E}fdp.exe").string == "invoicefdp.exe")
        #expect(SafeText("\u{2066}a\u{2069}\u{061C}\u{200F}b").string == "ab")
        #expect(SafeText("ad\u{200B}min\u{2060}\u{FEFF}\u{00AD}").string == "admin")
        #expect(SafeText("x\u{E0068}\u{E0069}\u{E007F}").string == "x")
        #expect(SafeText("\u{3164}\u{115F}\u{FFA0}").isEmpty)
        #expect(SafeText("e" + String(repeating: "\u{0301}", count: 500)).string.unicodeScalars.count == 9)
        #expect(SafeText("e" + String(repeating: "\u{0301}\u{200B}", count: 500)).string.unicodeScalars.count == 9)
    }

    @Test(
        "the words of people come through as they were written",
        arguments: [
            "Teleconsulta de cardiologia: ação, coração, João", "Joa\u{0303}o", "हृदय परामर्श", "क\u{094D}\u{200D}ष",
            "शिशु टीकाकरण",
            "術前カンファレンス", "ﾃｽﾄ ﾊﾟ", "استشارة أمراض القلب", "می\u{200C}خواهم", "👩🏽‍⚕️ 👨‍👩‍👧‍👦 ❤️ 🇧🇷 1️⃣", "ราคา น้ำ", "한국어 각",
            "Ångström — “quoted” … ¡sí!", "שלום", "\u{1D400} 𠮷野家", "a  b",
        ])
    func people(words: String) {
        // Compared as bytes: Swift's == would take composed and decomposed letters as the same.
        #expect(Array(SafeText(words).string.utf8) == Array(words.utf8))
        #expect(Array(SafeText(document: words).string.utf8) == Array(words.utf8))
    }

    @Test("bytes that are no UTF-8 become visible, and do not stop what follows")
    func bytes() {
        let halves: [[UInt8]] = [
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xC0, 0x9B], [0xC1, 0xBF], [0xF5, 0x80, 0x80, 0x80], [0xFF, 0xFE],
            [0xE2, 0x82], [0x80], [0xF4, 0x90, 0x80, 0x80],
        ]
        for half in halves {
            let text = SafeText(bytes: Data(Array("vor".utf8) + half + Array("nach".utf8))).string
            #expect(text.hasPrefix("vor\u{FFFD}") && text.hasSuffix("nach"), "\(half)")
            #expect(text.harm() == nil)
        }
        // An overlong form of ESC must not become one.
        #expect(!SafeText(bytes: Data([0xC0, 0x9B, 0x5B])).string.contains("␛"))
    }

    @Test(
        "what is cut says so, at exactly the limit, for narrow and wide encodings alike",
        arguments: ["a", "é", "語", "😀"] as [Character])
    func limits(character: Character) {
        let whole = String(repeating: character, count: 10)
        let longer = String(repeating: character, count: 11)
        #expect(SafeText(whole, limit: 10).string == whole)
        #expect(SafeText(bytes: Data(whole.utf8), limit: 10).string == whole)
        #expect(SafeText(longer, limit: 10).string == whole + "…")
        #expect(SafeText(bytes: Data(longer.utf8), limit: 10).string == whole + "…")
        let endless = SafeText(String(repeating: character, count: 100_000)).string
        #expect(endless.unicodeScalars.count == SafeText.longest + 1)
        #expect(endless.hasSuffix("…"))
    }

    @Test("a document keeps its lines and nothing else that moves the cursor")
    func documents() {
        #expect(SafeText(document: "a\r\nb\n\tc\u{2029}d\u{0B}e\u{1B}[2J").string == "a\nb\n    c\nd␋e␛[2J")
    }

    @Test("a joiner or a selector stays where it joins or selects, and hides nowhere else")
    func joiners() {
        #expect(SafeText("ad\u{200D}min\u{200C}").string == "admin")
        #expect(SafeText("\u{200D}\u{200C}x").string == "x")
        #expect(SafeText("می\u{200C}\u{200C}\u{200D}خواهم").string == "می\u{200C}خواهم")
        #expect(SafeText("می\u{200C}").string == "می")
        #expect(SafeText("4\u{FE0F}2\u{FE0F}").string == "42")
        #expect(SafeText("4\u{FE0F}\u{20E3}").string == "4\u{FE0F}\u{20E3}")
        #expect(SafeText("❤\u{FE0F}\u{FE0F}\u{FE0E}").string == "❤\u{FE0F}")
        #expect(SafeText("❤\u{FE0F}\u{200D}🔥\u{200D}").string == "❤\u{FE0F}\u{200D}🔥")
        #expect(
            SafeText("क\u{094D}" + String(repeating: "\u{200D}\u{094D}", count: 99)).string.unicodeScalars.count == 9)
    }

    @Test("what looks like nothing is a blank, or gone, and a syllable is not piled up")
    func blanks() {
        #expect(SafeText("a\u{2800}b\u{1D159}c").string == "a b c")
        #expect(SafeText("\u{FFFC}\u{13430}\u{16FE4}x").string.hasSuffix("x"))
        #expect(SafeText("한" + String(repeating: "\u{1161}", count: 99)).string.unicodeScalars.count == 9)
    }

    @Test("an identifier is made safe, too, and is told to the service as it came")
    func identifiers() {
        #expect(ConferenceIdentifier("7\u{1B}[2J\u{202E}").wire == "7\u{1B}[2J\u{202E}")
        #expect(ConferenceIdentifier("12") != ConferenceIdentifier("1\u{200B}2"))
        #expect(ConferenceIdentifier("12").wire == "12")
        #expect(
            ConferenceIdentifier(String(repeating: "9", count: 10_000))
                != ConferenceIdentifier(String(repeating: "9", count: 257)))
        #expect(ConferenceIdentifier("7\u{1B}[2J\u{202E}").text == "7␛[2J")
        #expect(ConferenceIdentifier(String(repeating: "9", count: 10_000)).text.count <= 257)
    }
}
