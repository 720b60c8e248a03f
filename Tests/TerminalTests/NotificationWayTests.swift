import Testing

@testable import Terminal

@Suite struct NotificationWayTests {
    private func sent(
        _ way: NotificationWay,
        _ title: String,
        _ body: String,
        _ environment: [String: String] = ["TERM": "xterm-256color"]
    ) -> String {
        String(decoding: way.bytes(title: title, body: body, environment: environment), as: UTF8.self)
    }

    @Test("A notice is sent in the words of each way")
    func ways() {
        #expect(sent(.bell, "clinic", "Ended: uti.") == "\u{7}")
        #expect(sent(.osc9, "clinic", "Ended: uti.") == "\u{1B}]9;gavel: clinic: Ended: uti.\u{7}")
        #expect(sent(.osc777, "clinic", "Ended: uti.") == "\u{1B}]777;notify;clinic;Ended: uti.\u{7}")
    }

    @Test("Nothing that is said can end the sequence, or begin another")
    func hostile() {
        let text = "a\u{1B}]0;x\u{7}b\u{9C}c\u{1B}\\d\ne\u{202E}f;g"
        for way in [NotificationWay.osc9, .osc777] {
            let sequence = sent(way, text, text)
            let inner = sequence.dropFirst().dropLast()
            #expect(sequence.hasPrefix("\u{1B}]") && sequence.hasSuffix("\u{7}"))
            #expect(
                inner.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) && $0 != "\u{202E}" })
        }
        #expect(sent(.osc777, "a;b", "c;d") == "\u{1B}]777;notify;a,b;c;d\u{7}")
        #expect(sent(.osc9, "t", String(repeating: "x", count: 5000)).count < 300)
    }

    @Test("tmux and screen are asked to pass it on, and ring the bell themselves")
    func multiplexers() {
        #expect(
            sent(.osc9, "t", "b", ["TERM": "tmux-256color"])
                == "\u{1B}Ptmux;\u{1B}\u{1B}]9;gavel: t: b\u{7}\u{1B}\\")
        #expect(sent(.osc9, "t", "b", ["TERM": "screen"]) == "\u{1B}P\u{1B}]9;gavel: t: b\u{7}\u{1B}\\")
        #expect(sent(.bell, "t", "b", ["TERM": "screen"]) == "\u{7}")
    }
}
