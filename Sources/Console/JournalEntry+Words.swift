package import Journal
import Meetings
import Terminal

extension JournalEntry.Outcome {
    /// A sign that tells it without colour.
    var sign: String {
        switch self {
        case .done: "✓"
        case .refused, .failed: "✗"
        case .unknown: "?"
        }
    }

    var role: Role {
        switch self {
        case .done: .success
        case .refused, .failed: .danger
        case .unknown: .warning
        }
    }
}

extension JournalEntry {
    /// Why it was not done, and by which names the service knows of it; empty where it was done.
    package var remark: String {
        guard outcome != .done else { return "" }
        let parts = [
            outcome == .unknown ? "it may have been done all the same" : nil, words?.string,
            status.map { "status \($0)" }, request.map { "request \($0)" },
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }
}

extension JournalTarget {
    /// Identifier or room, and the name.
    package var title: String {
        let parts = [key?.string, name?.string ?? (id == nil ? nil : room?.string)]
        return parts.compactMap(\.self).joined(separator: " · ")
    }
}
