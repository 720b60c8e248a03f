package import Foundation
import Meetings

extension JournalEntry {
    /// The entry as one line of JSON, without a line end.
    package var line: Data {
        var members = JSONMembers()
        members.add("when", when.iso8601)
        members.add("profile", profile.string)
        members.add("who", who?.string)
        members.add("service", service.string)
        members.add("action", action.string)
        if let target {
            var parts = JSONMembers()
            parts.add("id", target.id?.string)
            parts.add("room", target.room?.string)
            parts.add("name", target.name?.string)
            parts.add("owner", target.owner?.string)
            parts.add("created", target.created?.iso8601)
            members.add("target", raw: parts.object)
        }
        members.add("outcome", outcome.rawValue)
        members.add("words", words?.string)
        members.add("milliseconds", raw: milliseconds.map { "\($0)" })
        members.add("status", raw: status.map { "\($0)" })
        members.add("request", request?.string)
        return Data(members.object.utf8)
    }

    /// Reads a line.
    ///
    /// What stands in the file may be anybody's: it becomes safe text, like all that comes from outside.
    ///
    /// - Parameter line: The line, without its end.
    package init?(line: Data) {
        guard let wire = try? JSONDecoder().decode(WireEntry.self, from: line), let when = Date(iso8601: wire.when),
            let outcome = Outcome(rawValue: wire.outcome)
        else { return nil }
        self.init(
            when: when, profile: SafeText(wire.profile), who: wire.who.map { SafeText($0) },
            service: SafeText(wire.service), action: SafeText(wire.action),
            target: wire.target.map { JournalTarget($0) }, outcome: outcome, words: wire.words.map { SafeText($0) },
            milliseconds: wire.milliseconds, status: wire.status, request: wire.request.map { SafeText($0) })
    }
}

/// A line as it stands in the file; members that a newer gavel has written are passed over.
private struct WireEntry: Decodable {
    struct Target: Decodable {
        let id: String?
        let room: String?
        let name: String?
        let owner: String?
        let created: String?
    }

    let when: String
    let profile: String
    let who: String?
    let service: String
    let action: String
    let target: Target?
    let outcome: String
    let words: String?
    let milliseconds: Int?
    let status: Int?
    let request: String?
}

extension JournalTarget {
    fileprivate init(_ wire: WireEntry.Target) {
        self.init(
            id: wire.id.map { SafeText($0) }, room: wire.room.map { SafeText($0) },
            name: wire.name.map { SafeText($0) },
            owner: wire.owner.map { SafeText($0) }, created: wire.created.flatMap { Date(iso8601: $0) })
    }
}

/// The members of a JSON object in the order in which a reader wants them, which no encoder keeps.
private struct JSONMembers {
    private var members: [String] = []

    mutating func add(_ name: String, _ text: String?) { add(name, raw: text.map(JSONMembers.quoted)) }

    mutating func add(_ name: String, raw value: String?) {
        guard let value else { return }
        members.append("\"\(name)\":\(value)")
    }

    var object: String { "{\(members.joined(separator: ","))}" }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}

extension Date {
    /// Date and time of day in UTC, to the millisecond, such as `2026-11-22T14:05:00.250Z`.
    fileprivate var iso8601: String {
        let milliseconds = millisecondsSince1970
        let part = ((milliseconds % 1000) + 1000) % 1000
        let second = Date(timeIntervalSince1970: Double((milliseconds - part) / 1000))
        return second.formatted(.iso8601).dropLast() + "." + String(1000 + part).dropFirst() + "Z"
    }

    fileprivate init?(iso8601 text: String) {
        let styles = [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()]
        guard let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else { return nil }
        self = date
    }
}
