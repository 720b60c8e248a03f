import Foundation
import Meetings

extension JSONValue {
    /// The document with every text and every name in it made safe to show.
    var sanitized: JSONValue {
        switch self {
        case .string(let text): .string(SafeText(text, limit: SafeText.longestDocument).string)
        case .array(let items): .array(items.map(\.sanitized))
        case .object(let members):
            .object(
                Dictionary(members.map { (SafeText($0.key).string, $0.value.sanitized) }) { first, _ in first }
            )
        case .null, .bool, .integer, .number: self
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
