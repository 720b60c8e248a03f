/// A regular expression that no text can make slow.
///
/// It is turned into one finite automaton before it is used, so that a text costs one step a scalar, whatever the expression
/// and the text are. An expression whose automaton would be too large is refused. So there is nothing in it that would need
/// more: no references to what was found, and no looking ahead or back.
///
/// Known are `.`, `[a-z]`, `[^a-z]`, `\d`, `\w`, `\s` and their opposites in capitals, `*`, `+`, `?`, `{2,5}`, `|`, `(…)`, `^`, `$`,
/// and `\` before a sign that is meant itself. Case, accents and width do not matter.
package struct TextPattern: Sendable {
    /// Finds whether the expression fits anywhere.
    private let search: TextAutomaton

    /// Finds how far it fits from a place on: from the start of the text, and from any other place.
    private let first: TextAutomaton
    private let further: TextAutomaton

    /// Reads an expression.
    ///
    /// - Parameter text: The expression.
    /// - Throws: ``Complaint`` for the first thing in it that is wrong.
    package init(_ text: String) throws(Complaint) {
        let characters = Array(text)
        var parser = TextPatternParser(characters)
        let node = try parser.parse()
        do {
            let machine = try TextMachine(node)
            var budget = TextAutomaton.mostWork
            search = try TextAutomaton(machine, isAtStart: true, isAnywhere: true, budget: &budget)
            first = try TextAutomaton(machine, isAtStart: true, isAnywhere: false, budget: &budget)
            further = try TextAutomaton(machine, isAtStart: false, isAnywhere: false, budget: &budget)
        } catch {
            throw Complaint(fault: .tooIntricate, place: 0..<characters.count)
        }
    }

    /// How large its automata are together, for tests.
    var stateCount: Int { search.stateCount + first.stateCount + further.stateCount }
}

extension TextPattern {
    /// What is wrong with an expression, and where in it.
    package struct Complaint: Error, Hashable, Sendable {
        package var fault: Fault

        /// The characters that are wrong.
        package var place: Range<Int>
    }

    /// What is wrong with an expression.
    package enum Fault: Hashable, Sendable, CustomStringConvertible {
        case openGroup
        case strayGroupEnd
        case openSet
        case emptySet
        case turnedRange
        case nothingToRepeat
        case unclearCount
        case unknownEscape(String)
        case unknownGroup
        case tooIntricate

        package var description: String {
            switch self {
            case .openGroup: "This ( is not closed."
            case .strayGroupEnd: "No ( belongs to this ); write \\) for the sign."
            case .openSet: "This [ is not closed."
            case .emptySet: "Nothing is in this [ ]."
            case .turnedRange: "This range runs backwards."
            case .nothingToRepeat: "Nothing stands before this to be repeated."
            case .unclearCount: "Write a count such as {2} or {2,5}, up to 99; \\{ for the sign."
            case .unknownEscape(let sign) where sign.isEmpty: "What is to follow \\?"
            case .unknownEscape(let sign): "\\\(sign) is not known; there are \\d, \\w and \\s."
            case .unknownGroup: "(? is not known, but for (?:…)."
            case .tooIntricate: "It is too intricate; write it shorter, or repeat less."
            }
        }
    }
}

extension TextPattern {
    /// Whether it fits anywhere in one of the texts.
    ///
    /// - Parameter bytes: Texts in UTF-8, folded, with ``SearchKey/textEnd`` behind each; line breaks between them count for
    ///   nothing.
    /// - Returns: Whether it does.
    func fits(textIn bytes: UnsafeBufferPointer<CChar>) -> Bool {
        var state = search.start
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == SearchKey.textEnd {
                if search.isAcceptingAtEnd(state) { return true }
                state = search.start
                place += 1
                // A column's end, which begins no text.
                while place < bytes.count, bytes[place] == 0x0A { place += 1 }
                continue
            }
            let (scalar, length) = TextPattern.scalar(at: place, of: bytes)
            place += length
            state = search.next(state, scalar)
            if search.isAccepting(state) { return true }
        }
        return false
    }

    /// Where it fits, as far as possible each, none touching the one before.
    ///
    /// - Parameter text: A folded text that is short: a cell of a list.
    /// - Returns: The places, in order.
    func matches(in text: [Unicode.Scalar]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let automaton = start == 0 ? first : further
            if let end = automaton.furthestEnd(in: text, from: start), end > start {
                found.append(start..<end)
                start = end
            } else {
                start += 1
            }
        }
        return found
    }

    /// Reads a scalar of valid UTF-8.
    private static func scalar(at place: Int, of bytes: UnsafeBufferPointer<CChar>) -> (UInt32, Int) {
        func byte(_ offset: Int) -> UInt32 {
            place + offset < bytes.count ? UInt32(UInt8(bitPattern: bytes[place + offset])) : 0
        }
        let lead = byte(0)
        switch lead {
        case ..<0x80: return (lead, 1)
        case ..<0xE0: return ((lead & 0x1F) << 6 | byte(1) & 0x3F, 2)
        case ..<0xF0: return ((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | byte(2) & 0x3F, 3)
        default: return ((lead & 7) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | byte(3) & 0x3F, 4)
        }
    }
}
