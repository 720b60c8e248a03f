import Foundation
import Meetings
import Store

/// What a field says of one subject.
enum FieldValue: Hashable, Sendable {
    case none
    case text(String)
    case number(Int)
    case flag(Bool)
    case moment(Date)
    case texts([String])
    case document(JSONValue)

    /// A text that may be missing.
    init(_ text: SafeText?) { self = text.map { .text($0.string) } ?? .none }

    /// A moment that may be unknown.
    init(_ moment: Date?) { self = moment.map { .moment($0) } ?? .none }
}

extension FieldValue {
    var isMoment: Bool { if case .moment = self { true } else { false } }

    /// As it stands in a document; moments are UTC, to the second.
    var json: JSONValue {
        switch self {
        case .none: .null
        case .text(let text): .string(text)
        case .number(let number): .integer(Int64(number))
        case .flag(let flag): .bool(flag)
        case .moment(let date): .string(date.formatted(.iso8601))
        case .texts(let texts): .array(texts.map { .string($0) })
        case .document(let document): document
        }
    }

    /// As one of several on a line: a tab, a line break and a backslash are written `\t`, `\n` and `\\`.
    var word: String {
        switch self {
        case .none: ""
        case .text(let text):
            text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
        case .number, .flag: json.compact
        case .moment(let date): date.formatted(.iso8601)
        case .texts(let texts): texts.joined(separator: ",")
        case .document(let document): document.compact
        }
    }

    /// As people read it; moments are in local time.
    func shown(_ time: TimeText) -> String {
        switch self {
        case .none: "–"
        case .text(let text): text.isEmpty ? "–" : text
        case .number(let number): String(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .moment(let date): time.second(date)
        case .texts(let texts): texts.isEmpty ? "–" : texts.joined(separator: ", ")
        case .document(let document): document.compact
        }
    }
}

extension JSONValue {
    /// The document on one line, with sorted names.
    var compact: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
