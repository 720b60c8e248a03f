/// Splits a command line into arguments by the simple part of a shell's quoting rules (POSIX, Shell Command Language 2.2).
///
/// Blanks separate arguments, single quotes keep everything, double quotes keep all but a backslash before `"` or `\`,
/// and a backslash keeps the character after it. Nothing is expanded; what only a shell could do is refused rather than
/// handed to the program as if it had been meant literally.
struct CommandLineWords {
    private(set) var words: [String] = []
    private var word: String?

    init(_ line: String) throws(PasswordCommandError) {
        var rest = Substring(line)
        while let character = rest.popFirst() {
            switch character {
            case "'":
                try takeQuoted(&rest, until: "'")
            case "\"":
                try takeQuoted(&rest, until: "\"")
            case "\\":
                guard let next = rest.popFirst() else {
                    throw .unreadableCommand(reason: "ends with a backslash that keeps nothing")
                }
                append(next)
            case _ where character.isWhitespace:
                finishWord()
            case "|", "&", ";", "<", ">", "(", ")", "$", "`", "*", "?":
                throw .needsShell(character)
            case _ where word == nil && (character == "~" || character == "#"):
                throw .needsShell(character)
            default:
                append(character)
            }
        }
        finishWord()
    }

    private mutating func takeQuoted(_ rest: inout Substring, until quote: Character) throws(PasswordCommandError) {
        word = word ?? ""
        while let character = rest.popFirst() {
            if character == quote { return }
            if quote == "\"" {
                if character == "$" || character == "`" { throw .needsShell(character) }
                if character == "\\", let next = rest.first, "\"\\$`".contains(next) {
                    append(next)
                    rest.removeFirst()
                    continue
                }
            }
            append(character)
        }
        throw .unreadableCommand(reason: "has a \(quote) that is not closed")
    }

    private mutating func append(_ character: Character) {
        word = (word ?? "") + String(character)
    }

    private mutating func finishWord() {
        if let word { words.append(word) }
        word = nil
    }
}
