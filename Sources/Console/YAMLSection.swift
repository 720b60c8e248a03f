import Meetings
import Yams

/// The keys of one mapping in a YAML file.
package struct YAMLSection {
    /// Every key with its value, in the file's order; keys that are not known are left out.
    package let entries: [YAMLEntry]

    private let document: YAMLDocument
    private let path: [String]
    private let line: Int?

    /// Reports whatever is no known key.
    ///
    /// - Parameters:
    ///   - mapping: The mapping; an empty one for a document without content.
    ///   - owner: The key it stands under.
    ///   - keys: The keys that are known; nil where any name will do.
    ///   - refusals: Keys that are known for what is wrong with them.
    init(mapping: Node.Mapping, owner: YAMLEntry, keys: [String]?, refusals: [String: YAMLRefusal] = [:]) {
        let document = owner.document
        let path = owner.path
        self.document = document
        self.path = path
        line = owner.line
        entries = mapping.compactMap { key, value in
            let line = key.mark?.line
            guard let name = key.scalar?.string, !key.isEmpty else {
                let remedy = "write one word, a colon and the value"
                document.report(line: line, path: path, reason: "has a key that is no text", remedy: remedy)
                return nil
            }
            let entry = YAMLEntry(document: document, path: path + [name], line: line, node: value)
            guard let keys, !keys.contains(name) else { return entry }
            if let refusal = refusals[name] {
                entry.report(refusal.reason, remedy: refusal.remedy)
            } else {
                let known = keys.nearest(to: name).map { "write \($0)" } ?? "use one of \(keys.joined(separator: ", "))"
                entry.report("is no known key", remedy: known)
            }
            return nil
        }
    }

    /// What is written under a key, or nil where the key is missing.
    package subscript(_ key: String) -> YAMLEntry? { entries.first { $0.name == key } }

    /// What is written under a key that has to be there.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - example: What could be written under it, for the report.
    /// - Returns: Nil where the key is missing, which is reported.
    package func required(_ key: String, example: String) -> YAMLEntry? {
        if let entry = self[key] { return entry }
        document.report(line: line, path: path + [key], reason: "is missing", remedy: "write \(key): \(example)")
        return nil
    }
}

/// Why a key that somebody may well write is not taken, and what to do instead.
package struct YAMLRefusal: Hashable, Sendable {
    package var reason: String
    package var remedy: String

    package init(reason: String, remedy: String) {
        self.reason = reason
        self.remedy = remedy
    }
}
