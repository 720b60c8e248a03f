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

    /// Whether nobody waits for it, so that it does not take the place of a complaint on the message line.
    var isAside = false

    /// Whether something is wrong.
    package var isComplaint: Bool { severity == .warning || severity == .error }
}

extension Message {
    init(_ error: ServiceError, at moment: Date) {
        self.init(severity: .error, text: error.title, detail: error.detail, advice: error.advice, moment: moment)
    }
}

extension ConsoleState {
    /// How long a complaint keeps its place against what nobody waits for, in seconds.
    private static let complaintStay: Double = 60

    /// The message that matters most now: the last one, unless that was said aside, and a complaint stands before it.
    package var foremostMessage: Message? {
        guard let last = messages.last, last.isAside, let complaint = messages.last(where: { !$0.isAside }),
            complaint.isComplaint, last.moment.timeIntervalSince(complaint.moment) < ConsoleState.complaintStay
        else { return messages.last }
        return complaint
    }
}
