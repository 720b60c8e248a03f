package import Foundation
package import Meetings

/// What the journal tells of one profile.
package struct JournalContents: Sendable {
    /// The newest entries, in the order in which they were written.
    package var entries: [JournalEntry] = []

    /// What is known of each service, by its short name, from all entries.
    package var known: [SafeText: KnownConferences] = [:]

    /// How many lines could not be read, and were passed over.
    package var skipped = 0

    /// How many bytes of a torn line were put aside.
    package var torn: Int?

    /// How many entries are kept at hand.
    package static let mostEntries = 1000

    /// Reads lines.
    ///
    /// - Parameters:
    ///   - lines: All of the journal, the oldest first.
    ///   - profile: The profile that is told of.
    package init(lines: [Data], profile: SafeText) {
        var entries: [JournalEntry] = []
        for line in lines {
            guard let entry = JournalEntry(line: line) else {
                skipped += 1
                continue
            }
            guard entry.profile == profile else { continue }
            known[entry.service, default: KnownConferences(profile: profile, service: entry.service)].take(entry)
            entries.append(entry)
        }
        self.entries = entries.suffix(JournalContents.mostEntries)
    }
}
