import TestSupport
import Testing

@testable import Store

@Suite("A line of input")
struct FieldStateTests {
    @Test("any edits give what the same edits give on a plain list of letters")
    func model() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var field = FieldState()
            var text: [Character] = []
            var cursor = 0
            for _ in 0..<60 {
                let edit = FieldEdit.random(using: &random)
                field.apply(edit)
                (text, cursor) = edit.applied(to: text, at: cursor)
                #expect(field.text == String(text))
                #expect(field.cursor == cursor)
            }
        }
    }

    @Test("a mark that joins the letter before it keeps the cursor behind that letter")
    func marks() {
        var field = FieldState("abc")
        field.apply(.left)
        field.apply(.insert("\u{0301}"))
        field.apply(.insert("x"))
        #expect(field.text == "ab\u{0301}xc")
        #expect(field.cursor == 3)
        field.apply(.start)
        field.apply(.insert("\u{0301}"))
        #expect(field.cursor <= field.text.count)
    }

    @Test("whole characters are deleted, however many scalars they have")
    func characters() {
        var field = FieldState("हृदय👩🏽‍⚕️e\u{0301}")
        field.apply(.deleteBackward)
        field.apply(.deleteBackward)
        #expect(field.text == "हृदय")
        field.apply(.start)
        field.apply(.deleteForward)
        #expect(field.text == "दय")
        #expect(field.cursor == 0)
    }

    @Test("words are deleted with the blanks behind them")
    func words() {
        var field = FieldState("Ana Maria  ")
        field.apply(.deleteWord)
        #expect(field.text == "Ana ")
        field.apply(.deleteWord)
        #expect(field.text.isEmpty)
        field.apply(.deleteWord)
        #expect(field.text.isEmpty && field.cursor == 0)
    }

    @Test("a paste that is too long is refused whole and said so, not cut")
    func tooLong() {
        var field = FieldState("abc")
        field.apply(.insert(String(repeating: "x", count: FieldState.longest)))
        #expect(field.text == "abc")
        #expect(field.problem == "takes at most \(FieldState.longest) characters")
        field.apply(.left)
        #expect(field.problem != nil, "moving about is no answer to a complaint")
        field.apply(.insert(String(repeating: "x", count: FieldState.longest - 3)))
        #expect(field.text.count == FieldState.longest)
        #expect(field.problem == nil)
    }

    @Test("marks without end on one letter are refused in the end, and what is not one goes on")
    func marksWithoutEnd() {
        var field = FieldState("e")
        for _ in 0..<1000 { field.apply(.insert("\u{0301}")) }
        #expect(field.text.count == 1)
        #expect(field.text.utf8.count <= FieldState.mostMarked + 2)
        #expect(field.problem == "cannot hold so many marks on one letter")
        field.apply(.insert("x"))
        #expect(field.text.count == 2 && field.cursor == 2 && field.problem == nil)
    }

    @Test("few characters of many bytes are refused as too long, so that no paste that was cut is taken")
    func manyBytes() {
        var field = FieldState()
        field.apply(.insert(String(repeating: "👩🏽‍⚕️", count: FieldState.longest / 4)))
        #expect(field.text.isEmpty && field.problem != nil)
    }

    @Test("control characters are refused, and what a terminal pastes around a line is not part of it")
    func control() {
        var field = FieldState("abc")
        for text in ["\u{1B}[201~", "a\u{7}", "\u{9B}", "\u{0}"] {
            field.apply(.insert(text))
            #expect(field.text == "abc")
            #expect(field.problem == "cannot hold control characters")
        }
        field.apply(.insert("\tone\r\ntwo\nthree\n\n"))
        #expect(field.text == "abc one two three")
        #expect(field.problem == nil)
    }
}

extension FieldEdit {
    fileprivate static func random(using random: inout SeededGenerator) -> FieldEdit {
        switch Int.random(in: 0..<16, using: &random) {
        case 0: .deleteBackward
        case 1: .deleteForward
        case 2: .deleteWord
        case 3: .deleteToStart
        case 4, 5: .left
        case 6: .right
        case 7: .start
        case 8: .end
        default: .insert(["a", "ão", " ", "語", "👩🏽‍⚕️", "b c "].randomElement(using: &random) ?? "")
        }
    }

    /// What the edit means, in the plainest words.
    fileprivate func applied(to text: [Character], at cursor: Int) -> ([Character], Int) {
        let before = text.prefix(cursor)
        let after = text.dropFirst(cursor)
        switch self {
        case .insert(let typed): return (before + Array(typed) + after, cursor + typed.count)
        case .deleteBackward: return (before.dropLast() + after, max(0, cursor - 1))
        case .deleteForward: return (before + Array(after.dropFirst()), cursor)
        case .deleteWord:
            var kept = before
            while kept.last == " " { kept.removeLast() }
            while let last = kept.last, last != " " { kept.removeLast() }
            return (kept + Array(after), kept.count)
        case .deleteToStart: return (Array(after), 0)
        case .left: return (text, max(0, cursor - 1))
        case .right: return (text, min(text.count, cursor + 1))
        case .start: return (text, 0)
        case .end: return (text, text.count)
        }
    }
}
