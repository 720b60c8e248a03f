import Foundation
import Meetings

/// The forms in which the services write moments (contract: "created / first join / started / ended").
enum WireDate {
    /// Reads RFC 3339 text, or epoch seconds or milliseconds as a number or in digits.
    ///
    /// - Parameter value: A member of a record.
    /// - Returns: The moment, or nil for null, for zero, and for what is no date.
    static func date(_ value: JSONValue) -> Date? {
        switch value {
        case .integer(let number): date(epoch: Double(number))
        case .number(let number): date(epoch: number)
        case .string(let text): date(text)
        case .null, .bool, .array, .object: nil
        }
    }

    /// Reads a date in text or in digits.
    static func date(_ text: String) -> Date? {
        // What most servers write is read as it stands.
        let bytes = text.utf8
        if bytes.count == 20 || bytes.count == 24, bytes.last == UInt8(ascii: "Z"),
            let date = try? Date(text, strategy: bytes.count == 20 ? withoutFraction : withFraction)
        {
            return date
        }
        if let number = Double(text) { return date(epoch: number) }
        // RFC 3339, section 5.6: small letters and a blank between date and time are allowed.
        var characters = Array(text.uppercased().utf8)
        guard characters.count >= 19 else { return nil }
        if characters[10] == UInt8(ascii: " ") { characters[10] = UInt8(ascii: "T") }
        var normal = String(decoding: characters, as: UTF8.self)
        // A server that leaves the offset out is taken to mean UTC.
        if characters.count == 19 || !normal.dropFirst(19).contains(where: { "Z+-".contains($0) }) { normal += "Z" }
        let hasFraction = characters.count > 19 && characters[19] == UInt8(ascii: ".")
        return try? Date(normal, strategy: hasFraction ? withFraction : withoutFraction)
    }

    private static let withoutFraction = Date.ISO8601FormatStyle()
    private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// The last second of the year 9999: no date of a conference lies beyond it.
    private static let lastSecond = 253_402_300_799.0

    /// From this number on, seconds would be in the year 5138, and milliseconds are in 1973.
    private static let firstMilliseconds = 1e11

    private static func date(epoch number: Double) -> Date? {
        guard number.isFinite, number > 0 else { return nil }
        let seconds = number >= firstMilliseconds ? number / 1000 : number
        return seconds <= lastSecond ? Date(timeIntervalSince1970: seconds) : nil
    }
}
