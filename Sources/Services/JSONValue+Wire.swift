import Foundation
import Meetings

extension JSONValue {
    /// The document with every text and every name in it made safe to show, and no more of it than can be shown.
    var sanitized: JSONValue { sanitized(limit: 1 << 16) }

    /// As above.
    ///
    /// - Parameter limit: How many Unicode scalars it may take to write the document down; what is cut is shown by an
    ///   ellipsis.
    /// - Returns: What may be shown of it.
    func sanitized(limit: Int) -> JSONValue {
        var room = limit
        return sanitized(within: &room, depth: 0)
    }

    private func sanitized(within room: inout Int, depth: Int) -> JSONValue {
        // A line of its own, indented.
        room -= 1 + 2 * depth
        switch self {
        case .string(let text):
            let safe = SafeText(text, limit: max(0, room)).string
            room -= safe.utf8.count
            return .string(safe)
        case .array(let items):
            var kept: [JSONValue] = []
            for item in items {
                guard room > 0 else { return .array(kept + ["…"]) }
                kept.append(item.sanitized(within: &room, depth: depth + 1))
            }
            return .array(kept)
        case .object(let members):
            var kept: [String: JSONValue] = [:]
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                guard room > 0 else {
                    kept["…"] = "…"
                    break
                }
                let name = SafeText(name, limit: min(room, SafeText.longest)).string
                room -= name.utf8.count
                guard kept[name] == nil else { continue }
                kept[name] = value.sanitized(within: &room, depth: depth + 1)
            }
            return .object(kept)
        case .null, .bool, .integer, .number:
            return self
        }
    }

    /// Text or a number as text that can be shown.
    var safeText: SafeText? { text.map { SafeText($0) } }

    /// The members of an object.
    var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The value as a body.
    var encoded: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A JSONValue can always be encoded but for a number that is not finite, which none of ours is.
        return (try? encoder.encode(self)) ?? Data("null".utf8)
    }

    /// The first of the named members that is text or a number.
    func text(_ names: String...) -> String? {
        names.lazy.compactMap { self[$0]?.text }.first
    }
}
