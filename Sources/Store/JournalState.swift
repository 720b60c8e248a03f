package import Journal
package import Meetings
package import PrivateFiles

/// What was done here, as far as the console shows it, and the conferences that are known from it.
package struct JournalState: Sendable {
    /// The entries of this profile, the oldest first.
    package var entries: [JournalEntry] = []

    /// Where the file lies; nil where the journal is not kept.
    package var path: SafeText?

    /// How many lines of the file could not be read.
    package var skipped = 0

    /// Why the file cannot be read or written just now.
    package var problem: Trouble?

    /// How many entries are not in the file yet.
    package var waiting = 0

    /// Whether the file has been read.
    var isRead = false

    private var known: [SafeText: KnownConferences] = [:]
    private let profile: SafeText

    init(profile: SafeText) { self.profile = profile }

    /// What is known of a service.
    func known(of service: ServiceKind) -> KnownConferences {
        known[service.journalName] ?? KnownConferences(profile: profile, service: service.journalName)
    }

    /// Takes an entry that was made here.
    mutating func take(_ entry: JournalEntry) {
        entries.append(entry)
        entries.removeFirst(max(0, entries.count - JournalContents.mostEntries))
        known[entry.service, default: KnownConferences(profile: profile, service: entry.service)].take(entry)
    }

    /// Takes what stands in the file, and on top of it what was made here and is not in it yet.
    mutating func take(_ contents: JournalContents) {
        let written = Set(contents.entries)
        let newer = entries.filter { !written.contains($0) && $0.when >= contents.entries.last?.when ?? $0.when }
        entries = contents.entries
        known = contents.known
        skipped = contents.skipped
        isRead = true
        for entry in newer { take(entry) }
    }
}

/// What there is to tell of the journal.
package enum JournalNews: Sendable {
    /// Something was done, and is being written down.
    case made(JournalEntry)

    /// An attempt to write came out otherwise than it should.
    case reported(JournalReport)
    case read(Result<JournalContents, PrivateFileError>)
}

extension ServiceKind {
    /// The service's name in the journal.
    var journalName: SafeText { SafeText(rawValue) }
}
