package import Foundation
package import Meetings

/// A conference that was requested, looked up, seen or worked with here, as far as the journal tells.
package struct KnownConference: Hashable, Sendable {
    package var target: JournalTarget

    /// Whether it was closed from here, or its end was told.
    package var hasEnded: Bool

    /// When it was last dealt with.
    package var touched: Date
}

/// The conferences or rooms of one service of one profile that are known from the journal.
package struct KnownConferences: Hashable, Sendable {
    package let profile: SafeText
    package let service: SafeText
    private var byKey: [SafeText: KnownConference] = [:]

    /// How many are told of: those dealt with last.
    package static let most = 1000

    package init(profile: SafeText, service: SafeText) {
        self.profile = profile
        self.service = service
    }

    /// Learns from an entry.
    ///
    /// What was deleted, or is not there any more, is forgotten; of what did not come about nothing is learnt.
    ///
    /// - Parameter entry: One that is newer than those before it. Those of other profiles and services do not count.
    package mutating func take(_ entry: JournalEntry) {
        guard entry.profile == profile, entry.service == service, let target = entry.target, let key = target.key else {
            return
        }
        if entry.outcome == .done {
            let action = entry.action.string
            guard action != "deleteConference" else {
                byKey[key] = nil
                return
            }
            var known = byKey[key] ?? KnownConference(target: target, hasEnded: false, touched: entry.when)
            known.target = known.target.updated(by: target)
            known.touched = max(known.touched, entry.when)
            if action == "closeConference" || action == "watchConference" { known.hasEnded = true }
            byKey[key] = known
        } else if entry.status == 404 {
            byKey[key] = nil
        }
    }

    package subscript(key: SafeText) -> KnownConference? { byKey[key] }

    /// All that are known, the one dealt with last first.
    package var all: [KnownConference] {
        Array(
            byKey.values.sorted { ($0.touched, $1.target.key ?? "") > ($1.touched, $0.target.key ?? "") }
                .prefix(KnownConferences.most))
    }
}
