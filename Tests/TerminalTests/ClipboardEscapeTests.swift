import Testing

@testable import Terminal

@Suite struct ClipboardEscapeTests {
    private func escape(_ text: String, _ environment: [String: String]) -> String? {
        ClipboardEscape.bytes(for: text, environment: environment).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("A terminal is sent the text as it is, in base64")
    func raw() {
        #expect(escape("olá", ["TERM": "xterm-256color"]) == "\u{1B}]52;c;b2zDoQ==\u{7}")
    }

    @Test(
        "tmux is sent it for itself, and to pass on",
        arguments: [["TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"], ["TERM": "tmux-256color"]]
    )
    func tmux(environment: [String: String]) {
        #expect(
            escape("olá", environment)
                == "\u{1B}]52;c;b2zDoQ==\u{7}" + "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;b2zDoQ==\u{7}\u{1B}\\"
        )
    }

    @Test("GNU screen is sent it in pieces that it takes")
    func screen() throws {
        #expect(escape("olá", ["TERM": "screen"]) == "\u{1B}P\u{1B}]52;c;b2zDoQ==\u{7}\u{1B}\\")
        let bytes = try #require(
            ClipboardEscape.bytes(for: String(repeating: "x", count: 1500), environment: ["TERM": "screen.xterm"])
        )
        let text = String(decoding: bytes, as: UTF8.self)
        let pieces = text.split(separator: "\u{1B}\\").map(String.init)
        #expect(pieces.count == 3)
        #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count + 2 <= MultiplexerWrapping.screenChunk })
        #expect(
            pieces.map { $0.dropFirst(2) }.joined() == escape(String(repeating: "x", count: 1500), ["TERM": "xterm"])
        )
    }

    @Test("What terminals would cut is not sent")
    func tooLong() {
        #expect(escape(String(repeating: "x", count: 75_000), [:])?.utf8.count == 100_000 + 8)
        #expect(escape(String(repeating: "x", count: 75_001), [:]) == nil)
    }
}
