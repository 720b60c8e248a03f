import Meetings

extension DetailsFacts {
    /// The facts as a document in Markdown (CommonMark 0.31), with nothing in it that a server could have meant as markup.
    ///
    /// How it stands with asking for them is left out.
    ///
    /// - Parameter moment: When this was known, as it is told.
    /// - Returns: Nil where nothing is selected.
    func markdown(asOf moment: String) -> String? {
        guard let title else { return nil }
        var lines = ["# \(title.markdown)", ""] + entries.compactMap(\.markdown)
        for section in sections {
            let body = section.entries.compactMap(\.markdown)
            if !body.isEmpty { lines += ["", "## \(section.title.markdown)", ""] + body }
        }
        return (lines + ["", "As of \(moment).", ""]).joined(separator: "\n")
    }
}

extension DetailsFacts.Entry {
    fileprivate var markdown: String? {
        switch self {
        case .fact(let fact):
            let value = fact.tone == .link ? fact.value.markdownAddress : fact.value.markdown
            return fact.label.isEmpty ? "- \(value)" : "- **\(fact.label.markdown)**: \(value)"
        case .remark(let words): return words.markdown
        case .prose(let words) where words.isEmpty: return "Nothing so far."
        case .prose(let words):
            return words.string.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.allSatisfy(\.isWhitespace) ? ">" : "> \(String($0).markdown)" }.joined(separator: "\n")
        case .feature(let name, let isOn): return "- \(name.string.markdown): \(isOn ? "on" : "off")"
        case .loading, .failure: return nil
        }
    }
}

extension String {
    /// The text with a backslash before whatever has a meaning in Markdown where it stands.
    fileprivate var markdown: String {
        var marked = ""
        var previous: Character?
        let begin = drop { $0 == " " }
        let number = begin.prefix { $0.isASCII && $0.isNumber }
        for index in indices {
            let character = self[index]
            let next = self.index(after: index) < endIndex ? self[self.index(after: index)] : nil
            let isWithinWord = previous?.isLetterOrNumber == true && next?.isLetterOrNumber == true
            let isAtBegin = index == begin.startIndex
            let isAfterNumber = !number.isEmpty && index == number.endIndex
            switch character {
            case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "&": marked += "\\"
            // Names of fields are full of them, and within a word they mean nothing.
            case "_" where !isWithinWord: marked += "\\"
            case _ where isAtBegin && "#+-=".contains(character): marked += "\\"
            case _ where isAfterNumber && ".)".contains(character): marked += "\\"
            default: break
            }
            marked.append(character)
            previous = character
        }
        return marked
    }

    /// The text as an address to follow, where it is one and has nothing in it that would end it.
    fileprivate var markdownAddress: String {
        guard (try? WebAddress(self)) != nil else { return markdown }
        return "<\(self)>"
    }
}

extension Character {
    fileprivate var isLetterOrNumber: Bool { isLetter || isNumber }
}
