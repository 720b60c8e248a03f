import Foundation
import Meetings

/// Takes the known members out of a record; whatever is left over is kept.
///
/// The members are read in one pass, each under the type that its name promises: a list may hold 100,000 records, and
/// a wrong guess at a type costs a decoder as much as ten right ones.
struct RecordReader {
    private let container: KeyedDecodingContainer<WireName>

    /// Text and numbers, the latter in digits, by the member's place among the known ones.
    private var words = [String?](repeating: nil, count: RecordMember.allCases.count)

    /// The members that nobody knows, or whose value is not what the name promises.
    private var others: [WireName] = []

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: WireName.self)
        for name in container.allKeys {
            guard let member = RecordMember.named[name.stringValue] else {
                others.append(name)
                continue
            }
            if let word = word(name) {
                words[member.rawValue] = word
            } else if !isEmpty(name) {
                others.append(name)
            }
        }
    }

    /// The first of the members that is there; the others are left over.
    mutating func text(_ members: RecordMember...) -> SafeText? { take(members) { SafeText($0) } }

    /// The first of the members that is a date; the others are left over.
    mutating func date(_ members: RecordMember...) -> Date? { take(members, WireDate.date) }

    private mutating func take<Value>(_ members: [RecordMember], _ read: (String) -> Value?) -> Value? {
        for member in members {
            guard let word = words[member.rawValue], let value = read(word) else { continue }
            words[member.rawValue] = nil
            return value
        }
        return nil
    }

    /// The texts of an array, or a single one that stands in its place.
    mutating func texts(_ member: RecordMember) -> [SafeText] {
        if let single = text(member) { return [single] }
        guard let place = others.firstIndex(where: { $0.stringValue == member.name }),
            case .array(let items)? = value(others[place])
        else { return [] }
        others.remove(at: place)
        return items.compactMap(\.safeText)
    }

    /// Everything that was not taken, made safe to show.
    func rest() -> [String: JSONValue] {
        let left = RecordMember.allCases.filter { words[$0.rawValue] != nil }.map { WireName(stringValue: $0.name) }
        var rest: [String: JSONValue] = [:]
        for name in others + left {
            guard let value = value(name) else { continue }
            rest[SafeText(name.stringValue).string] = value.sanitized
        }
        return rest
    }

    private func word(_ name: WireName) -> String? {
        if name.isNumberFirst, let number = try? container.decode(Int64.self, forKey: name) { return String(number) }
        do {
            let text = try container.decodeIfPresent(String.self, forKey: name)
            return text.flatMap { $0.isEmpty ? nil : $0 }
        } catch {
            if let number = try? container.decode(Int64.self, forKey: name) { return String(number) }
            return value(name)?.text
        }
    }

    /// Whether a known member says nothing: null, or an empty text.
    private func isEmpty(_ name: WireName) -> Bool {
        (try? container.decodeNil(forKey: name)) ?? false || (try? container.decode(String.self, forKey: name)) == ""
    }

    private func value(_ name: WireName) -> JSONValue? {
        if name.isNumberFirst, let number = try? container.decode(Int64.self, forKey: name) { return .integer(number) }
        return try? container.decode(JSONValue.self, forKey: name)
    }
}

/// The members of a record that the contract names, in both vocabularies.
enum RecordMember: Int, CaseIterable {
    case sessionId, id, sessionID, uuid, underscoreID
    case short, name
    case owner, org, orgId
    case orgUnit, ouId
    case state, status
    case created, firstJoin, started
    case ended, endend, finished
    case urlStorage, hash, hashType, ledgerIdentifier, ledgerType
    case joinPolicy, listPolicy, allowJoinOu

    /// The name on the wire.
    var name: String {
        switch self {
        case .sessionID: "session_id"
        case .underscoreID: "_id"
        case .ledgerIdentifier: "DLTId"
        case .ledgerType: "DLTType"
        default: String(describing: self)
        }
    }

    static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// The name of a member of a record.
struct WireName: CodingKey {
    let stringValue: String

    init(stringValue: String) { self.stringValue = stringValue }

    /// Whether the member is an integer more often than text: `orgId`, `profileId` and their like.
    var isNumberFirst: Bool { stringValue.hasSuffix("Id") && stringValue != "sessionId" && stringValue != "DLTId" }

    // The names of an object's members are never numbers.
    var intValue: Int? { nil }
    init?(intValue: Int) { nil }
}
