package import Foundation

/// Times and spans as they stand on the screen.
package struct TimeText: Sendable {
    private let now: Date
    private let calendar: Calendar

    /// Writes times as seen from one moment in one place.
    package init(now: Date, timeZone: TimeZone = .current) {
        self.now = now
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    /// Date and time of day to the minute, such as `2026-11-22 14:05`.
    package func minute(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        return "\(digits(parts.year, 4))-\(digits(parts.month))-\(digits(parts.day)) "
            + "\(digits(parts.hour)):\(digits(parts.minute))"
    }

    /// Date and time of day to the second, with the offset from UTC.
    package func absolute(_ date: Date) -> String {
        let second = calendar.component(.second, from: date)
        let offset = calendar.timeZone.secondsFromGMT(for: date) / 60
        let sign = offset < 0 ? "-" : "+"
        return minute(date) + ":\(digits(second)) \(sign)\(digits(abs(offset) / 60)):\(digits(abs(offset) % 60))"
    }

    /// Date and time of day to the second, such as `2026-11-22 14:05:09`.
    package func second(_ date: Date) -> String {
        minute(date) + ":\(digits(calendar.component(.second, from: date)))"
    }

    /// The time of day to the minute.
    package func clock(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        return "\(digits(parts.hour)):\(digits(parts.minute))"
    }

    /// The time of day of today, and the date with it on another day.
    package func moment(_ date: Date) -> String {
        calendar.isDate(date, inSameDayAs: now) ? clock(date) : minute(date)
    }

    /// How long ago or how far ahead a moment is, such as `3 h ago`.
    package func relative(_ date: Date) -> String {
        let seconds = date.timeIntervalSince(now)
        if abs(seconds) < 60 { return seconds > 1 ? "in less than a minute" : "just now" }
        return seconds < 0 ? "\(TimeText.span(-seconds)) ago" : "in \(TimeText.span(seconds))"
    }

    /// How much time is left, by the minute: it changes no more often than the clock ticks.
    package func left(until date: Date) -> String {
        let seconds = date.timeIntervalSince(now)
        if seconds <= 0 { return "over" }
        return seconds < 60 ? "<1 min" : TimeText.span(seconds)
    }

    /// A span in its largest two units, such as `1 h 05`, `23 min` or `40 s`.
    package static func span(_ seconds: TimeInterval) -> String {
        let whole = Int(min(max(0, seconds), 1e12))
        return switch whole {
        case ..<60: "\(whole) s"
        case ..<3600: "\(whole / 60) min"
        case ..<86_400: "\(whole / 3600) h " + (whole % 3600 / 60 < 10 ? "0" : "") + "\(whole % 3600 / 60)"
        default: "\(whole / 86_400) d"
        }
    }

    /// How long a call took, such as `40 ms`, `1.2 s` or `2 min`.
    package static func duration(milliseconds: Int) -> String {
        switch milliseconds {
        case ..<1000: "\(max(0, milliseconds)) ms"
        case ..<60_000: "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        default: span(Double(milliseconds / 1000))
        }
    }

    private func digits(_ value: Int?, _ count: Int = 2) -> String {
        let text = String(value ?? 0)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
