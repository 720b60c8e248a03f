import Meetings

/// Checks a document against a schema: as much of JSON Schema 2020-12 as gavel's own uses.
enum SchemaCheck {
    /// What is wrong with a document; nil where nothing is.
    static func complaint(about document: JSONValue, _ schema: JSONValue) -> String? {
        guard case .object(let rules) = schema else { return "no schema" }
        for (rule, value) in rules.sorted(by: { $0.key < $1.key }) {
            if let complaint = complaint(about: document, rule, value, rules) { return complaint }
        }
        return nil
    }

    private static func complaint(
        about document: JSONValue,
        _ rule: String,
        _ value: JSONValue,
        _ rules: [String: JSONValue]
    ) -> String? {
        switch rule {
        case "type": isOf(document, value) ? nil : "\(document) is not of \(value)"
        case "const": document == value ? nil : "\(document) is not \(value)"
        case "enum": value.items.contains(document) ? nil : "\(document) is none of \(value)"
        case "minimum": document.whole.map { $0 >= value.limit } ?? true ? nil : "\(document) is too small"
        case "maximum": document.whole.map { $0 <= value.limit } ?? true ? nil : "\(document) is too large"
        case "minItems": document.items.count >= value.limit ? nil : "too few"
        case "items": document.items.lazy.compactMap { complaint(about: $0, value) }.first
        case "required": value.items.first { document[$0.text ?? ""] == nil }.map { "\($0) is missing" }
        case "anyOf": value.items.contains { complaint(about: document, $0) == nil } ? nil : "\(document): none"
        case "oneOf": value.items.count { complaint(about: document, $0) == nil } == 1 ? nil : "\(document): not one"
        case "properties":
            document.members.lazy.compactMap { name, inner in value[name].flatMap { complaint(about: inner, $0) } }
                .first
        case "additionalProperties":
            document.members.filter { rules["properties"]?[$0.key] == nil }.lazy.compactMap { name, inner in
                value == false ? "\(name) is not known" : complaint(about: inner, value)
            }.first
        case "propertyNames":
            document.members.keys.lazy.filter { name in
                (try? Regex(value["pattern"]?.text ?? "").wholeMatch(in: name)) == nil
            }.first.map { "\($0) is no name" }
        case "description", "default", "title", "$schema": nil
        default: "the check does not know \(rule)"
        }
    }

    private static func isOf(_ document: JSONValue, _ type: JSONValue) -> Bool {
        let names = type.items.isEmpty ? [type] : type.items
        switch document {
        case .null: return names.contains("null")
        case .bool: return names.contains("boolean")
        case .integer: return names.contains("integer") || names.contains("number")
        case .number: return names.contains("number")
        case .string: return names.contains("string")
        case .array: return names.contains("array")
        case .object: return names.contains("object")
        }
    }
}

extension JSONValue {
    fileprivate var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
    fileprivate var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

    /// A limit of a schema; one that is missing lets nothing pass.
    fileprivate var limit: Int { whole ?? .max }
    fileprivate var whole: Int? { if case .integer(let number) = self { Int(number) } else { nil } }

    /// A value as a reader of YAML gives it.
    init(yaml: Any?) {
        switch yaml {
        case let flag as Bool: self = .bool(flag)
        case let number as Int: self = .integer(Int64(number))
        case let number as Double: self = .number(number)
        case let text as String: self = .string(text)
        case let items as [Any]: self = .array(items.map { JSONValue(yaml: $0) })
        case let members as [String: Any]: self = .object(members.mapValues { JSONValue(yaml: $0) })
        default: self = .null
        }
    }
}
