import Meetings
import Yams

/// One key of a YAML file with its value.
///
/// Each reading reports a value that will not do to the document.
package struct YAMLEntry {
    let document: YAMLDocument
    let path: [String]
    package let line: Int?
    let node: Node

    /// The key, without those above it.
    package var name: String { path.last ?? "" }

    /// Reports that this value will not do.
    ///
    /// - Parameters:
    ///   - reason: What is wrong, as a sentence's end.
    ///   - remedy: What to do about it, as an order.
    package func report(_ reason: String, remedy: String) {
        document.report(line: line, path: path, reason: reason, remedy: remedy)
    }

    /// The value as a text that is not empty; numbers and flags are taken as they are written.
    ///
    /// - Parameter example: What could stand here, for the report.
    /// - Returns: Nil where the value is of another kind, which is reported.
    package func text(example: String) -> String? {
        guard let text = node.scalar?.string, !node.isEmpty, !text.allSatisfy(\.isWhitespace) else {
            report(node.isBlank ? "has no value" : "is not a text", remedy: "write \(example)")
            return nil
        }
        return text
    }

    /// The value as a list of texts.
    ///
    /// - Parameters:
    ///   - example: What could stand here, for the report.
    ///   - mayBeEmpty: Whether `[]` will do.
    /// - Returns: Nil where the value is of another kind, which is reported.
    package func texts(example: String, mayBeEmpty: Bool = false) -> [String]? {
        guard let items = node.sequence, mayBeEmpty || !items.isEmpty else {
            report(node.isBlank ? "has no value" : "is not a list", remedy: "write \(example)")
            return nil
        }
        let texts = items.compactMap { item in item.isEmpty ? nil : item.scalar?.string }
        guard texts.count == items.count else {
            report("has an item that is not a text", remedy: "write \(example)")
            return nil
        }
        return texts
    }

    /// The value as a list of names, each alone or with a value behind it: `[room, owner: 20]`.
    ///
    /// - Parameter example: What could stand here, for the report.
    /// - Returns: An entry for each name, without a value where it stands alone; nil where the value is of another kind,
    ///   which is reported.
    package func names(example: String) -> [YAMLEntry]? {
        guard let items = node.sequence, !items.isEmpty else {
            report(node.isBlank ? "has no value" : "is not a list", remedy: "write \(example)")
            return nil
        }
        let pairs = items.flatMap { item -> [(key: Node, value: Node)] in
            if let mapping = item.mapping, !mapping.isEmpty { return mapping.map { ($0.key, $0.value) } }
            return [(item, .scalar(Node.Scalar("", .implicit, .plain)))]
        }
        let entries = pairs.compactMap { key, value in
            key.isEmpty
                ? nil
                : key.scalar.map {
                    YAMLEntry(document: document, path: path + [$0.string], line: key.mark?.line ?? line, node: value)
                }
        }
        guard entries.count == pairs.count else {
            report("has an item that is not a name", remedy: "write \(example)")
            return nil
        }
        return entries
    }

    /// Whether nothing is written behind the name.
    package var isBare: Bool { node.isEmpty }

    /// The value as `true` or `false`.
    package func flag() -> Bool? {
        switch node.scalar?.string.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            report("is neither true nor false", remedy: "write true or false")
            return nil
        }
    }

    /// The value as one of the words of a type.
    ///
    /// - Parameter type: The type whose raw values are the words.
    /// - Returns: Nil where the value is of another kind, which is reported.
    package func choice<Word: CaseIterable & RawRepresentable<String>>(of type: Word.Type) -> Word? {
        let words = type.allCases.map(\.rawValue)
        let all = words.joined(separator: " or ")
        guard let written = text(example: all) else { return nil }
        if let word = Word(rawValue: written) { return word }
        report("“\(written)” is not known here", remedy: "write \(words.nearest(to: written) ?? all)")
        return nil
    }

    /// The value as a whole number.
    ///
    /// - Parameters:
    ///   - accepted: Whether a number will do.
    ///   - example: What could stand here, for the report.
    /// - Returns: Nil where the value is of another kind, which is reported.
    package func integer(where accepted: (Int) -> Bool, example: String) -> Int? {
        guard let word = text(example: example) else { return nil }
        if let number = Int(word), accepted(number) { return number }
        report("“\(word)” will not do", remedy: "write \(example)")
        return nil
    }

    /// The value as keys of its own.
    ///
    /// - Parameters:
    ///   - keys: The keys that are known, of which the nearest is named for each that is not; nil where any name will
    ///     do.
    ///   - refusals: Keys that are known for what is wrong with them.
    /// - Returns: Nil where the value is of another kind, which is reported.
    package func section(keys: [String]? = nil, refusals: [String: YAMLRefusal] = [:]) -> YAMLSection? {
        guard case .mapping(let mapping) = node else {
            let example = keys.map { "keys such as " + $0.prefix(3).joined(separator: ", ") } ?? "keys and values"
            report(
                node.isBlank ? "has nothing in it" : "is not a list of keys and values",
                remedy: "write \(example)" + (path.isEmpty ? "" : " below it")
            )
            return nil
        }
        return YAMLSection(mapping: mapping, owner: self, keys: keys, refusals: refusals)
    }

    /// Whether the value is a certain word.
    package func says(_ word: String) -> Bool { node.scalar?.string == word }

    /// Whether the value is a list.
    package var isList: Bool { node.sequence != nil }
}

extension Node {
    /// Whether there is nothing in it, be it a text, a list or a mapping.
    fileprivate var isBlank: Bool {
        switch self {
        case .scalar(let scalar): isEmpty || scalar.string.allSatisfy(\.isWhitespace)
        case .sequence(let items): items.isEmpty
        case .mapping(let mapping): mapping.isEmpty
        case .alias: false
        }
    }
}
