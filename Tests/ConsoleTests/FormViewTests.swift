import Terminal
import TestSupport
import Testing

@testable import Console

@Suite("The window onto a long input")
struct FormViewTests {
    @Test("always has the cursor in it, whatever is typed and wherever the cursor stands")
    func cursorInside() {
        var random = SeededGenerator(seed: 9)
        let pieces: [Character] = ["a", "é", "語", "👩🏽‍⚕️", "हृ", "ق", " ", "e\u{0301}", "•", "\u{200D}", "🇧🇷"]
        for _ in 0..<3000 {
            let text = String(
                (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
                    pieces.randomElement(using: &random)
                })
            // Some of the pieces join.
            let characters = Array(text)
            let cursor = Int.random(in: 0...characters.count, using: &random)
            let width = Int.random(in: 1...30, using: &random)
            let (window, cell) = FormView.window(of: characters, cursor: cursor, width: width)
            #expect((0..<width).contains(cell))
            #expect(window.startIndex <= cursor && window.endIndex == characters.count)
            // What is shown before the cursor is what stands before it.
            #expect(DisplayText.cells(of: String(characters[window.startIndex..<cursor])) == cell)
            let before = DisplayText.cells(of: String(characters[..<cursor]))
            #expect(before >= width || cell == before, "what fits is shown from its beginning")
        }
    }
}
