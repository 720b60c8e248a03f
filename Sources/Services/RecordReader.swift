import Foundation
import Meetings

/// Takes the known members out of a record; whatever is left over is kept.
struct RecordReader {
    /// What is kept of the members that nobody knows, in Unicode scalars: a list may hold 100,000 records.
    private static let mostKept = 1 << 14

    private var members: [String: JSONValue]

    /// Begins to read; nil where the document is no record.
    init?(_ document: JSONValue) {
        guard case .object(let members) = document else { return nil }
        self.members = members
    }

    /// The first of the members that is text or a number; the others are left over.
    mutating func text(_ members: RecordMember...) -> SafeText? { take(members, \.safeText) }

    /// As `text`, as it came.
    mutating func wireText(_ members: RecordMember...) -> String? { take(members, \.text) }

    /// The first of the members that is a date; the others are left over.
    mutating func date(_ members: RecordMember...) -> Date? { take(members, WireDate.date) }

    /// The texts of an array, or a single one that stands in its place.
    mutating func texts(_ member: RecordMember) -> [SafeText] {
        let texts: [SafeText]? = take([member]) { value in
            guard case .array(let items) = value else { return value.safeText.map { [$0] } }
            return items.compactMap(\.safeText)
        }
        return texts ?? []
    }

    /// Everything that was not taken, made safe to show; known members that say nothing are left out.
    func rest() -> [String: JSONValue] {
        var rest = members
        for name in RecordMember.names.values where rest[name] == .null || rest[name] == "" { rest[name] = nil }
        guard !rest.isEmpty else { return [:] }
        return JSONValue.object(rest).sanitized(limit: RecordReader.mostKept).members ?? [:]
    }

    private mutating func take<Value>(_ members: [RecordMember], _ read: (JSONValue) -> Value?) -> Value? {
        for member in members {
            guard let name = RecordMember.names[member], let value = self.members[name], let read = read(value)
            else { continue }
            self.members[name] = nil
            return read
        }
        return nil
    }
}
