import Foundation
import Meetings
import Store

/// The configuration's schema, for editors that complete and check YAML by one (JSON Schema 2020-12).
enum ConfigurationSchema {
    /// The schema of a file.
    static func schema(of document: ConfigurationDocument) -> JSONValue {
        guard case .object(var members) = schema(of: document.root) else { return .null }
        members["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        members["title"] = .string(document.title)
        return .object(members)
    }

    private static func schema(of section: ConfigurationSection) -> JSONValue {
        let properties = section.keys.map { key in (key.name, schema(of: key)) }
        var members: [String: JSONValue] = [
            "type": "object",
            "additionalProperties": false,
            "properties": .object(Dictionary(uniqueKeysWithValues: properties)),
        ]
        let required = section.keys.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members["required"] = .array(required) }
        if !section.alternatives.isEmpty {
            members[section.isExclusive ? "oneOf" : "anyOf"] = .array(
                section.alternatives.map { .object(["required": .array([.string($0)])]) })
        }
        return .object(members)
    }

    private static func schema(of key: ConfigurationKey) -> JSONValue {
        guard case .object(var members) = schema(of: key.value) else { return .null }
        members["description"] = .string(key.summary)
        if let usual = key.usual { members["default"] = value(usual, of: key.value) }
        return .object(members)
    }

    private static func schema(of value: ConfigurationValue) -> JSONValue {
        let texts: JSONValue = ["type": "array", "minItems": 1, "items": ["type": ["string", "number"]]]
        switch value {
        case .text: return ["type": ["string", "number"]]
        case .choice(let words): return ["enum": .array(words.map { .string($0) })]
        case .choices(let words):
            let others: JSONValue = .array(words.dropFirst().map { .string($0) })
            return [
                "oneOf": [
                    ["enum": .array(words.map { .string($0) })],
                    ["type": "array", "minItems": 1, "items": ["enum": others]],
                ]
            ]
        case .flag: return ["type": "boolean"]
        case .number(let range):
            let limits = limits(range)
            return ["type": "integer", "minimum": limits.least, "maximum": limits.most]
        case .numberOrNever(let range):
            let limits = limits(range)
            return ["type": "integer", "anyOf": [["const": 0], ["minimum": limits.least, "maximum": limits.most]]]
        case .list: return texts
        case .textOrList: return ["oneOf": [["type": ["string", "number"]], texts]]
        case .columns: return columns
        case .section(let section): return schema(of: section)
        case .named(let section):
            return [
                "type": "object", "additionalProperties": schema(of: section),
                "propertyNames": ["pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"],
            ]
        case .mapping(let names, let value):
            let properties = names.map { ($0, schema(of: value)) }
            return [
                "type": "object", "additionalProperties": false,
                "properties": .object(Dictionary(uniqueKeysWithValues: properties)),
            ]
        }
    }

    private static func limits(_ range: ClosedRange<Int>) -> (least: JSONValue, most: JSONValue) {
        (.integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound)))
    }

    private static var columns: JSONValue {
        let all = ConferenceRow.Column.allCases.flatMap { column in column.names.map { ($0, column.widths) } }
        let widths = all.map { name, widths -> (String, JSONValue) in
            let limits: JSONValue = [
                "type": "integer", "minimum": .integer(Int64(widths.lowerBound)),
                "maximum": .integer(Int64(widths.upperBound)),
            ]
            return (name, limits)
        }
        let wide: JSONValue = [
            "type": "object", "additionalProperties": false,
            "properties": .object(Dictionary(uniqueKeysWithValues: widths)),
        ]
        let item: JSONValue = ["oneOf": [["enum": .array(all.map { .string($0.0) })], wide]]
        return ["type": "array", "minItems": 1, "items": item]
    }

    /// What holds without a key, as a value of its kind.
    private static func value(_ written: String, of value: ConfigurationValue) -> JSONValue {
        switch value {
        case .flag: .bool(written == "true")
        case .number, .numberOrNever: Int64(written).map { .integer($0) } ?? .null
        case .list, .columns:
            .array(
                written.dropFirst().dropLast().split(separator: ", ").map { item in
                    .string(item.trimmingCharacters(in: ["\""]))
                })
        case .text, .choice, .choices, .textOrList, .section, .named, .mapping: .string(written)
        }
    }
}
