import Testing

@testable import Terminal

/// What ncurses hands on, it takes for no key it knows: bytes.
@Suite struct KeyDecoderTests {
    private func decode(_ bytes: [UInt8]) -> [TerminalEvent] {
        var decoder = KeyDecoder()
        var events: [TerminalEvent] = []
        var rest = bytes.makeIterator()
        let progress = decoder.decode(from: { _ in rest.next().map(Int32.init) ?? -1 }, to: { events.append($0) })
        #expect(progress == .drained)
        return events
    }

    private func decode(_ text: String) -> [TerminalEvent] { decode(Array(text.utf8)) }

    @Test(
        "Bytes become keys",
        arguments: [
            ("aé日👍", [Key.character("a"), .character("é"), .character("日"), .character("👍")]),
            ("\r\n\t\u{7F}\u{8}", [.enter, .control("j"), .tab, .backspace, .backspace]),
            (
                "\u{1}\u{1A}\u{0}\u{1C}\u{1F}",
                [.control("a"), .control("z"), .control(" "), .control("\\"), .control("_")]
            ),
            ("\u{1B}", [.escape]), ("\u{1B}x", [.alt("x")]), ("\u{1B}é", [.alt("é")]),
            ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}\r", [.escape, .enter]),
            ("\u{1B}[", [.alt("[")]), ("\u{1B}O", [.alt("O")]), ("\u{1B}]", [.alt("]")]),
        ]
    )
    func keys(text: String, expected: [Key]) {
        #expect(decode(text) == expected.map(TerminalEvent.key))
    }

    @Test(
        "Of a sequence nobody knows no letter is taken for a key",
        arguments: [
            "\u{1B}[1;5A", "\u{1B}[?1;2c", "\u{1B}[[Z", "\u{1B}[M !!", "\u{1B}[<3;10;5M", "\u{1B}Oj",
            "\u{1B}]52;c;aGk=\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\",
            "\u{1B}P>|xterm(1)\u{1B}\\", "\u{1B}[27;5;13~", "\u{1B}[I",
        ]
    )
    func unknownSequences(sequence: String) {
        #expect(decode(sequence + "q") == [.key(.character("q"))])
    }

    @Test("Bytes that are no UTF-8 are dropped, and nothing beside them")
    func invalidBytes() {
        #expect(decode([0xE7, 0x61, 0xC0, 0x62, 0xF5, 0xED, 0xA0, 0x80, 0x63]) == "abc".map { .key(.character($0)) })
    }

    @Test("A character whose bytes come one by one is whole, and one that never ends harms nothing beside it")
    func slowBytes() {
        var decoder = KeyDecoder()
        var events: [TerminalEvent] = []
        for byte in Array("é日👍".utf8) + [0xE7, 0x61, 0xF0, 0x9F, 0x1B] {
            var rest: Int32? = Int32(byte)
            let read: KeyDecoder.Read = { _ in
                defer { rest = nil }
                return rest ?? -1
            }
            #expect(decoder.decode(from: read) { events.append($0) } == .drained)
        }
        #expect(events == "é日👍a".map { .key(.character($0)) } + [.key(.escape)])
    }

    @Test("A string for the terminal that never ends does not take all keys for ever")
    func endlessString() {
        var decoder = KeyDecoder()
        var count = 0
        var left = 2 * KeyDecoder.longestSequence
        let read: KeyDecoder.Read = { _ in
            left -= 1
            return left == 2 * KeyDecoder.longestSequence - 1 ? 0x1B : left > 0 ? 0x50 : -1
        }
        #expect(decoder.decode(from: read) { _ in count += 1 } == .drained)
        #expect(count > KeyDecoder.longestSequence - 10)
    }

    @Test("Reading stops at the limit and goes on where it stopped")
    func limit() {
        var decoder = KeyDecoder()
        var count = 0
        var left = 10
        let read: KeyDecoder.Read = { _ in
            left -= 1
            return left >= 0 ? 0x61 : -1
        }
        #expect(decoder.decode(limit: 4, from: read) { _ in count += 1 } == .interrupted)
        #expect(count == 4)
        #expect(decoder.decode(limit: 100, from: read) { _ in count += 1 } == .drained)
        #expect(count == 10)
    }
}
