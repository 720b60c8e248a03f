import Foundation
import TestSupport

/// What a console may send to a terminal: what it sends anyway, and what ncurses has to paint with.
struct TerminalVocabulary {
    /// Control characters and escape sequences as they were seen, with the numbers taken out where they are places,
    /// counts or colours.
    private var words: Set<String> = []

    /// Learns from what a console has sent that nobody wanted to harm.
    init(from output: TerminalOutput) {
        for part in output.parts {
            if let word = TerminalVocabulary.word(of: part) { words.insert(word) }
        }
    }

    /// Whether it asks the terminal for nothing: an answer would come as keys.
    var asksNothing: Bool {
        words.allSatisfy { word in
            !["n", "c", "x", "y", "u", "p", "q"].contains { word.hasPrefix("sequence") && word.hasSuffix($0) }
                && word != "escape Z" && word != "control 5"
        }
    }

    /// What of an output no console should send.
    ///
    /// - Parameters:
    ///   - output: What was sent.
    ///   - copied: What was put on the clipboard, in this order.
    /// - Returns: A complaint each.
    func strangers(in output: TerminalOutput, copied: [String]) -> [String] {
        var complaints: [String] = []
        var clipboard = copied[...]
        for part in output.parts {
            switch part {
            case .text(let bytes):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    complaints.append("no UTF-8: \(bytes.prefix(40))")
                    continue
                }
                if let harm = TerminalVocabulary.harm(in: text) {
                    complaints.append("\(harm) in \(text.debugDescription)")
                }
            case .string(let bytes):
                let payload = clipboard.popFirst().map { Array("]52;c;\(Data($0.utf8).base64EncodedString())".utf8) }
                if bytes != payload {
                    complaints.append("a string: \(String(decoding: bytes, as: UTF8.self).debugDescription)")
                }
            case .control, .escape, .sequence:
                guard let word = TerminalVocabulary.word(of: part), !words.contains(word) else { continue }
                if !TerminalVocabulary.isPainting(part) { complaints.append("a stranger: \(word.debugDescription)") }
            }
        }
        if !clipboard.isEmpty { complaints.append("not copied: \(clipboard)") }
        return complaints
    }

    private static func word(of part: TerminalOutput.Part) -> String? {
        switch part {
        case .text, .string: return nil
        case .control(let byte): return "control \(byte)"
        case .escape(let sequence): return "escape \(sequence)"
        case .sequence(let sequence):
            // Modes, and whatever asks or moves windows, are told apart by their numbers.
            let isExact =
                sequence.contains { "?>=<!$\"' ".contains($0) } || "hltncqpuxyw".contains(sequence.last ?? "h")
            return "sequence \(isExact ? sequence : String(sequence.last ?? " "))"
        }
    }

    /// Whether it is one of the sequences that ncurses chooses among to bring about a difference: moves, erasing,
    /// inserting, deleting, scrolling, repeating and looks (ECMA-48), with nothing but numbers in it.
    private static func isPainting(_ part: TerminalOutput.Part) -> Bool {
        switch part {
        case .control(let byte): [0x08, 0x0A, 0x0D].contains(byte)
        case .escape(let sequence): ["M", "7", "8"].contains(sequence)
        case .sequence(let sequence):
            "ABCDEFGHJKLMPSTXZ@`abdefmr".contains(sequence.last ?? " ")
                && sequence.dropLast().allSatisfy { $0.isASCII && $0.isNumber || $0 == ";" }
        default: false
        }
    }

    /// What a painted text must not have.
    private static func harm(in text: String) -> String? {
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            let isSafe =
                ![.control, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator].contains(
                    category)
                && !scalar.properties.isBidiControl
                && (!scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x200C)
            if !isSafe { return "U+\(String(scalar.value, radix: 16))" }
        }
        return nil
    }
}
