import Foundation
import Logging
import Meetings

/// One event as it stands in the log: time, level, room, message, and what belongs to it as `key=value`.
enum LogLine {
    /// Writes an event as one line.
    ///
    /// - Parameters:
    ///   - moment: When it happened.
    ///   - level: How much it matters.
    ///   - label: The room it comes from.
    ///   - message: What happened.
    ///   - metadata: What belongs to it.
    /// - Returns: A line without its end, free of anything a terminal would act on.
    static func text(
        at moment: Date,
        level: Logger.Level,
        label: String,
        message: String,
        metadata: Logger.Metadata
    ) -> String {
        var words = [moment.formatted(stamp), padded("\(level)"), "\(label):", SafeText(message, limit: 500).string]
        words += metadata.sorted { $0.key < $1.key }.map { "\(SafeText($0.key))=\(quoted("\($0.value)"))" }
        return words.joined(separator: " ")
    }

    private static let stamp = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func padded(_ level: String) -> String {
        level + String(repeating: " ", count: max(0, "warning".count - level.count))
    }

    /// In quotes where a value would not be seen as one word.
    private static func quoted(_ value: String) -> String {
        let safe = SafeText(value, limit: 1000).string
        // By scalars, since a quote with an accent behind it is another character to Swift, and still one to a reader.
        let isWord = !safe.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "\"" || $0 == "=" }
        guard safe.isEmpty || !isWord else { return safe }
        let escaped = safe.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"\(escaped.joined())\""
    }
}
