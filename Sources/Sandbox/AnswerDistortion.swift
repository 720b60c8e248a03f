import Foundation
import Meetings

extension SandboxAnswer {
    /// Writes the document anew after a change; an answer that is no document stays as it is.
    mutating func rewrite(_ change: (JSONValue) -> JSONValue) {
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: body) else { return }
        body = change(document).bytes
    }

    /// Makes a list longer by copies of its records, each with an identifier of its own; the records themselves stay.
    ///
    /// It works on bytes, since a tree of so many records would take a minute to write.
    mutating func multiplyRecords(to count: Int) {
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: body), let records = document.records,
            !records.isEmpty
        else { return }
        let marker = "identifier-of-a-copy"
        let copies = records.map { $0.withIdentifier(marker).bytes.split(around: Data(marker.utf8)) }
        var list = Data("[".utf8)
        for number in 0..<count {
            if number > 0 { list.append(UInt8(ascii: ",")) }
            guard number >= records.count else {
                list.append(records[number].bytes)
                continue
            }
            let (front, back) = copies[number % copies.count]
            list.append(front)
            list.append(contentsOf: "copy-\(number)".utf8)
            list.append(back)
        }
        list.append(UInt8(ascii: "]"))
        if case .array = document {
            body = list
        } else {
            body = Data("{\"error\":null,\"data\":".utf8) + list + Data("}".utf8)
        }
    }
}

extension JSONValue {
    private static let identifiers: Set<String> = ["id", "sessionId", "unique_id", "partId"]
    private static let tokens: Set<String> = ["accessToken", "refreshToken", "token", "jwt", "sessionToken"]

    var bytes: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)) ?? Data()
    }

    /// The records of a list, bare or in ProCONF's envelope; nil for what is no list.
    var records: [JSONValue]? {
        if case .array(let records) = self { return records }
        if case .array(let records)? = self["data"] { return records }
        return nil
    }

    /// The document without any token; one that stands alone in ProCONF's envelope becomes empty.
    var withoutTokens: JSONValue {
        switch self {
        case .object(var members):
            if case .string? = members["data"] { members["data"] = .string("") }
            return .object(members.filter { !JSONValue.tokens.contains($0.key) }.mapValues(\.withoutTokens))
        case .array(let items): return .array(items.map(\.withoutTokens))
        default: return self
        }
    }

    /// The list with each record so many times, one after the other.
    func withEveryRecord(times: Int) -> JSONValue {
        guard let records else { return self }
        let all = JSONValue.array(records.flatMap { Array(repeating: $0, count: times) })
        guard case .object(var members) = self else { return all }
        members["data"] = all
        return .object(members)
    }

    /// The document with every text changed but identifiers and tokens, without which nothing more could be asked for.
    func withEveryText(_ change: (String) -> String) -> JSONValue {
        switch self {
        case .string(let text): return .string(change(text))
        case .array(let items): return .array(items.map { $0.withEveryText(change) })
        case .object(let members):
            let kept = JSONValue.identifiers.union(JSONValue.tokens)
            return .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, value in
                        (name, kept.contains(name) ? value : value.withEveryText(change))
                    }))
        default: return self
        }
    }

    fileprivate func withIdentifier(_ identifier: String) -> JSONValue {
        guard case .object(var members) = self else { return self }
        let name = ["id", "sessionId", "unique_id"].first { members[$0] != nil } ?? "id"
        members[name] = .string(identifier)
        return .object(members)
    }
}

extension Data {
    fileprivate func split(around marker: Data) -> (Data, Data) {
        guard let found = range(of: marker) else { return (self, Data()) }
        return (Data(self[..<found.lowerBound]), Data(self[found.upperBound...]))
    }
}
