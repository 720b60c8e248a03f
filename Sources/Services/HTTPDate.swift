package import Foundation

/// The dates of HTTP header fields (RFC 9110, section 5.6.7).
package enum HTTPDate {
    /// Reads the form that every sender must use: `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// - Parameter text: A header field's value.
    /// - Returns: The moment, or nil for anything else.
    static func date(_ text: String?) -> Date? {
        guard let text,
            let parts = text.wholeMatch(of: /\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT/)?.output,
            let month = months.firstIndex(of: String(parts.2))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return WireDate.date("\(parts.3)-\(number)-\(parts.1)T\(parts.4)Z")
    }

    /// Writes that form.
    package static func text(of moment: Date) -> String { moment.formatted(style) }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static let style = Date.VerbatimFormatStyle(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """,
        locale: Locale(identifier: "en_US_POSIX"),
        timeZone: .gmt,
        calendar: Calendar(identifier: .gregorian)
    )
}
