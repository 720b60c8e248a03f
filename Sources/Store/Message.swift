package import Foundation
import Services

/// Something that was said to the operator.
package struct Message: Sendable {
    /// How much it matters.
    package enum Severity: Sendable {
        case information
        case success
        case warning
        case error

        /// A sign that tells it without colour.
        package var sign: String {
            switch self {
            case .information: "·"
            case .success: "✓"
            case .warning: "!"
            case .error: "✗"
            }
        }
    }

    package var severity: Severity
    package var text: String

    /// What was asked, and the server's words.
    package var detail: String?

    /// What to do about it.
    package var advice: String?
    package var moment: Date

    /// How many times it was said in a row.
    package var count = 1
}

extension Message {
    init(_ error: ServiceError, at moment: Date) {
        self.init(severity: .error, text: error.title, detail: error.detail, advice: error.advice, moment: moment)
    }
}
