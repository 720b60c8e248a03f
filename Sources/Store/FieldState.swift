package import Meetings

/// One line of input: what is typed, where the cursor stands, and what is wrong with it.
package struct FieldState: Sendable {
    /// The longest input that is taken, in characters; more is refused, not cut silently.
    package static let longest = 16_384

    /// As above in bytes, below what is kept of a paste: one that was cut is always refused.
    static let mostBytes = 3 * longest

    /// As much as one character may have in bytes before more marks join it: people write with a few, and each costs as
    /// much as all those before it.
    static let mostMarked = 256

    /// The longest input that this line takes, in characters.
    private let longest: Int

    /// Kept as a secret, so that no dump of the state shows a password, whichever field it was typed into.
    private var content: Secret

    /// The cursor's place, counted in characters from the start.
    package private(set) var cursor: Int

    /// How many characters there are: counting them each time would cost more than all else.
    private var count: Int

    /// What is wrong with the input, as a sentence beside the field.
    package var problem: String?

    package init(_ text: String = "", longest: Int = FieldState.longest) {
        self.longest = longest
        content = Secret(text)
        count = text.count
        cursor = count
    }

    package var text: String { content.reveal() }
    package var secret: Secret { content }
    package var isEmpty: Bool { content.isEmpty }

    /// Replaces the whole input and puts the cursor behind it.
    package mutating func replace(with text: String) {
        content = Secret(text)
        count = text.count
        cursor = count
        problem = nil
    }

    mutating func apply(_ edit: FieldEdit) {
        switch edit {
        case .insert(let typed): insert(typed)
        case .deleteBackward: remove(max(0, cursor - 1)..<cursor)
        case .deleteForward: remove(cursor..<min(count, cursor + 1))
        case .deleteWord:
            remove(Array(text.prefix(cursor))[...].wordStart..<cursor)
        case .deleteToStart: remove(0..<cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(count, cursor + 1)
        case .start: cursor = 0
        case .end: cursor = count
        }
    }

    /// Costs little at the end of the line, however long that is: a paste may come as so many keys.
    private mutating func insert(_ typed: String) {
        // A pasted line break ends a line that is not there; a blank is what was meant.
        let taken = String(typed.trimmingLineBreaks.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        var text = text
        let takenCount = taken.count
        // A mark alone joins the character before it: so bytes are counted too.
        guard count + takenCount <= longest, text.utf8.count + taken.utf8.count <= FieldState.mostBytes
        else {
            problem = "takes at most \(longest) characters"
            return
        }
        problem = nil
        guard !taken.contains(where: \.isControl) else {
            problem = "cannot hold control characters"
            return
        }
        if cursor == count {
            let last = text.last.map { String($0) } ?? ""
            guard last.utf8.count < FieldState.mostMarked || (last + taken).count > last.count else {
                problem = "cannot hold so many marks on one letter"
                return
            }
            text += taken
            count += (last + taken).count - last.count
            cursor = count
        } else {
            let place = text.index(text.startIndex, offsetBy: cursor)
            // A combining mark joins the character before it, so that the cursor is counted anew.
            cursor = String(text[..<place] + taken).count
            text.insert(contentsOf: taken, at: place)
            count = text.count
            cursor = min(cursor, count)
        }
        content = Secret(text)
    }

    private mutating func remove(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        problem = nil
        var text = text
        let start = text.index(text.startIndex, offsetBy: range.lowerBound)
        text.removeSubrange(start..<text.index(start, offsetBy: range.count))
        content = Secret(text)
        count = text.count
        cursor = min(range.lowerBound, count)
    }
}

/// A change to a line of input.
package enum FieldEdit: Hashable, Sendable {
    case insert(String)
    case deleteBackward
    case deleteForward
    case deleteWord
    case deleteToStart
    case left
    case right
    case start
    case end

    var changesText: Bool {
        switch self {
        case .insert, .deleteBackward, .deleteForward, .deleteWord, .deleteToStart: true
        case .left, .right, .start, .end: false
        }
    }
}

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}

extension String {
    fileprivate var trimmingLineBreaks: Substring {
        var rest = self[...]
        while rest.last?.isNewline == true { rest.removeLast() }
        return rest
    }
}

extension ArraySlice<Character> {
    /// Where the last word begins, blanks behind it included.
    fileprivate var wordStart: Int {
        var index = endIndex
        while index > startIndex, self[index - 1].isWhitespace { index -= 1 }
        while index > startIndex, !self[index - 1].isWhitespace { index -= 1 }
        return index
    }
}
