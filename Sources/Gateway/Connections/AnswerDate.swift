import Foundation
import Services
import Synchronization

/// The `Date` of answers, which is written once a second and not once an answer.
enum AnswerDate {
    private struct Written {
        var second = Int.min
        var text = ""
    }

    private static let last = Mutex(Written())

    /// Now, as HTTP writes it.
    static func now() -> String {
        let now = Date.now
        let second = Int(now.timeIntervalSince1970.rounded(.down))
        return last.withLock { last in
            if last.second != second { last = Written(second: second, text: HTTPDate.text(of: now)) }
            return last.text
        }
    }
}
