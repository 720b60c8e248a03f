import Foundation
import Meetings

/// What is read from the live object's events and queries: nil for everything of another type than is meant.
extension JSONValue {
    /// The longest name of a person or a room that is kept, in Unicode scalars.
    private static let longestName = 120

    /// True or false.
    var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var identifier: ParticipantIdentifier? {
        guard case .string(let text) = self else { return nil }
        return ParticipantIdentifier(text)
    }

    /// A finite number.
    var amount: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number) where number.isFinite: number
        default: nil
        }
    }

    /// A text, without blanks around it; nil where nothing is left.
    var words: SafeText? {
        guard case .string(let text) = self else { return nil }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : SafeText(trimmed)
    }

    /// A name: words that are not longer than names are.
    var name: SafeText? { words.map { SafeText($0.string, limit: JSONValue.longestName) } }

    /// A moment as Jitsi tells it: the time since 1970 in milliseconds or in seconds, or a text of ISO 8601.
    ///
    /// - Parameter now: When it was told.
    /// - Returns: The moment; nil where it is none, or more than a day from when it was told.
    func moment(told now: Date) -> Date? {
        let told: Date
        if let amount {
            // Seconds do not reach this number before the year 5138, and milliseconds did in 1973.
            told = Date(timeIntervalSince1970: amount > 100_000_000_000 ? amount / 1000 : amount)
        } else if case .string(let text) = self, text.utf8.count <= 40 {
            let plain = try? Date.ISO8601FormatStyle().parse(text)
            guard let date = plain ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
            else { return nil }
            told = date
        } else {
            return nil
        }
        guard abs(told.timeIntervalSince(now)) <= 86_400 else { return nil }
        // The browser's clock may be ahead of this machine's; nothing is told before it was.
        return min(told, now)
    }

    /// The members of an event that one source puts at the top, and another into one object.
    ///
    /// - Parameter wrapper: The object's name (IFrame API reference, section 4, the rows marked ⚠).
    /// - Returns: What has the members.
    func unwrapped(_ wrapper: String) -> JSONValue {
        guard let inner = self[wrapper], inner.members != nil else { return self }
        return inner
    }

    /// The name of a person, from whichever member has one.
    var displayName: SafeText? {
        for member in ["displayName", "displayname", "formattedDisplayName", "name"] {
            if let name = self[member]?.name { return name }
        }
        return nil
    }
}
