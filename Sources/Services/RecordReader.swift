import Foundation
import Meetings

/// Takes the known members out of a record; whatever is left over is kept.
///
/// Every member is decoded once, under the type that it had in the record before: a list may hold 100,000 records, and
/// a wrong guess at a type costs a decoder as much as ten right ones.
struct RecordReader {
    /// The values of the known members, by their place in `RecordMember`.
    private var values = [JSONValue?](repeating: nil, count: RecordMember.allCases.count)

    /// The members that nobody knows.
    private var others: [(name: String, value: JSONValue)] = []

    init(_ decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WireName.self)
        let shape = CodingUserInfoKey.recordShape.flatMap { decoder.userInfo[$0] as? RecordShape } ?? RecordShape()
        for name in container.allKeys {
            let guess = shape[name.stringValue]
            let value = RecordReader.value(name, in: container, kind: guess.kind)
            if let kind = RecordShape.Kind(value), kind != guess.kind { shape[name.stringValue].kind = kind }
            if let member = guess.member {
                values[member.rawValue] = value
            } else {
                others.append((name.stringValue, value))
            }
        }
    }

    /// The first of the members that is text or a number; the others are left over.
    mutating func text(_ members: RecordMember...) -> SafeText? { take(members, \.safeText) }

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
        var rest: [String: JSONValue] = [:]
        for (name, value) in others { rest[SafeText(name).string] = value.sanitized }
        for member in RecordMember.allCases {
            guard let value = values[member.rawValue], value != .null, value != "" else { continue }
            rest[member.name] = value.sanitized
        }
        return rest
    }

    private mutating func take<Value>(_ members: [RecordMember], _ read: (JSONValue) -> Value?) -> Value? {
        for member in members {
            guard let value = values[member.rawValue], let read = read(value) else { continue }
            values[member.rawValue] = nil
            return read
        }
        return nil
    }

    private static func value(
        _ name: WireName,
        in container: KeyedDecodingContainer<WireName>,
        kind: RecordShape.Kind
    ) -> JSONValue {
        do {
            switch kind {
            case .text: return try container.decodeIfPresent(String.self, forKey: name).map { .string($0) } ?? .null
            case .integer: return try container.decodeIfPresent(Int64.self, forKey: name).map { .integer($0) } ?? .null
            case .flag: return try container.decodeIfPresent(Bool.self, forKey: name).map { .bool($0) } ?? .null
            case .other: return try container.decode(JSONValue.self, forKey: name)
            }
        } catch {
            // A number that no type holds says nothing to anyone.
            return (try? container.decode(JSONValue.self, forKey: name)) ?? .null
        }
    }
}

/// The name of a member of a record.
private struct WireName: CodingKey {
    let stringValue: String

    init(stringValue: String) { self.stringValue = stringValue }

    // The names of an object's members are never numbers.
    var intValue: Int? { nil }
    init?(intValue: Int) { nil }
}
