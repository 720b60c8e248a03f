package import Meetings

/// One line of input: what is typed, where the cursor stands, and what is wrong with it.
package struct FieldState: Sendable {
    /// The longest input that is taken, in characters; more is refused, not cut silently.
    package static let longest = 16_384

    /// Kept as a secret, so that no dump of the state shows a password, whichever field it was typed into.
    private var content: Secret

    /// The cursor's place, counted in characters from the start.
    package private(set) var cursor: Int

    /// What is wrong with the input, as a sentence beside the field.
    package var problem: String?

    package init(_ text: String = "") {
        content = Secret(text)
        cursor = text.count
    }

    package var text: String { content.reveal() }
    package var secret: Secret { content }
    package var isEmpty: Bool { content.isEmpty }

    /// Replaces the whole input and puts the cursor behind it.
    package mutating func replace(with text: String) {
        content = Secret(text)
        cursor = text.count
        problem = nil
    }

    mutating func apply(_ edit: FieldEdit) {
        var characters = Array(text)
        switch edit {
        case .insert(let typed):
            // A pasted line break ends a line that is not there; a blank is what was meant.
            let taken = typed.trimmingLineBreaks.map { $0.isNewline || $0 == "\t" ? " " : $0 }
            guard characters.count + taken.count <= FieldState.longest else {
                problem = "takes at most \(FieldState.longest) characters"
                return
            }
            guard !taken.contains(where: \.isControl) else {
                problem = "cannot hold control characters"
                return
            }
            characters.insert(contentsOf: taken, at: cursor)
            cursor += taken.count
        case .deleteBackward:
            guard cursor > 0 else { return }
            characters.remove(at: cursor - 1)
            cursor -= 1
        case .deleteForward:
            guard cursor < characters.count else { return }
            characters.remove(at: cursor)
        case .deleteWord:
            let start = characters[..<cursor].wordStart
            characters.removeSubrange(start..<cursor)
            cursor = start
        case .deleteToStart:
            characters.removeSubrange(..<cursor)
            cursor = 0
        case .left:
            cursor = max(0, cursor - 1)
        case .right:
            cursor = min(characters.count, cursor + 1)
        case .start:
            cursor = 0
        case .end:
            cursor = characters.count
        }
        if edit.changesText { problem = nil }
        content = Secret(String(characters))
        // A combining mark joins the character before it, so that the cursor is counted anew.
        cursor = min(String(characters[..<cursor]).count, text.count)
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
