import Foundation
import Terminal

/// The signs of the Live pane, in two alphabets: each says without colour what it says.
struct LiveSigns {
    let hasUnicode: Bool

    var separator: String { hasUnicode ? " · " : " | " }
    var selected: String { hasUnicode ? "▸" : ">" }
    var moderator: String { hasUnicode ? "★" : "M" }
    var visitor: String { "v" }
    var knocks: String { "?" }
    var speaks: String { hasUnicode ? "▸ speaks" : "> speaks" }
    var recording: String { hasUnicode ? "● REC" : "REC" }
    var failed: String { hasUnicode ? "✗" : "x" }
    var none: String { hasUnicode ? "–" : "-" }
    var ellipsis: String { hasUnicode ? "…" : "~" }
    var above: String { hasUnicode ? " more ▲" : " more ^" }
    var below: String { hasUnicode ? " more ▼" : " more v" }

    /// A hand that has been raised for so long; of an hour and more nobody wants to know how much more.
    func hand(_ seconds: TimeInterval) -> String {
        (hasUnicode ? "✋ " : "hand ") + (seconds < 3600 ? LiveSigns.span(seconds) : ">1 h")
    }

    var handWidth: Int { hasUnicode ? 8 : 10 }

    /// A text in exactly so many cells.
    func fitted(_ text: String, to width: Int) -> String { DisplayText.fitted(text, to: width, ellipsis: ellipsis) }

    /// A span that runs, such as `0:05` or `1:02:05`.
    static func span(_ seconds: TimeInterval) -> String {
        let whole = Int(min(max(0, seconds), 1e9))
        return whole < 3600 ? "\(whole / 60):\(digits(whole % 60))" : elapsed(seconds)
    }

    /// A span that runs, with its hours, such as `0:12:05`.
    static func elapsed(_ seconds: TimeInterval) -> String {
        let whole = Int(min(max(0, seconds), 1e9))
        return "\(whole / 3600):\(digits(whole % 3600 / 60)):\(digits(whole % 60))"
    }

    private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
