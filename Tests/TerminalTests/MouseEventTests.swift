import CTerminal
import Testing

@testable import Terminal

@Suite struct MouseEventTests {
    /// What a terminal's bytes make of themselves, the last of them followed by nothing.
    private func events(_ text: String) -> [TerminalEvent] {
        var bytes = Array(text.utf8)[...]
        var decoder = KeyDecoder()
        var events: [TerminalEvent] = []
        _ = decoder.decode(from: { _ in bytes.popFirst().map { Int32($0) } ?? Int32(CTERMINAL_NOTHING) }) {
            events.append($0)
        }
        return events
    }

    @Test("A press of the left button and the wheel are told with their cell, counted from zero")
    func reports() {
        #expect(events("\u{1B}[<0;1;1M") == [.mouse(MouseEvent(.press, at: Point(column: 0, row: 0)))])
        #expect(events("\u{1B}[<64;120;40M") == [.mouse(MouseEvent(.wheelUp, at: Point(column: 119, row: 39)))])
        #expect(
            events("a\u{1B}[<65;300;200Mb") == [
                .key(.character("a")), .mouse(MouseEvent(.wheelDown, at: Point(column: 299, row: 199))),
                .key(.character("b")),
            ])
    }

    @Test("Releases, moves and other buttons are nobody's business")
    func others() {
        for report in ["0;1;1m", "2;1;1M", "32;5;5M", "35;5;5M", "16;1;1M", "66;1;1M"] {
            #expect(events("\u{1B}[<\(report)") == [], "\(report)")
        }
    }

    @Test("What is no report is dropped whole, and none of it is typed")
    func malformed() {
        let reports = [
            "M", "0M", "0;1M", "0;1;M", ";;M", "0;0;1M", "0;1;0M", "0;1;1;1M", "0;123456;1M", "-1;1;1M", "0; 1;1M",
            "0;1;1Z", "<0;1;1M", "0:1:1M", String(repeating: "1", count: 500) + "M",
            String(repeating: "0;", count: 20) + "1M",
        ]
        for report in reports { #expect(events("\u{1B}[<\(report)") == [], "\(report)") }
        #expect(events("\u{1B}[0;1;1M") == [] && events("\u{1B}[?0;1;1M") == [])
    }

    @Test("No bytes behind the beginning of a report make a key of its numbers")
    func noise() {
        // A linear congruential generator: the same reports every time.
        var state: UInt64 = 1
        func number(below limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        for _ in 0..<2000 {
            let body = (0..<number(below: 31)).map { _ in
                Character(Unicode.Scalar(UInt8(0x20 + number(below: 0x20))))
            }
            let told = events("\u{1B}[<" + String(body) + "M")
            #expect(told.allSatisfy { if case .mouse = $0 { true } else { false } }, "\(String(body)): \(told)")
        }
    }
}
