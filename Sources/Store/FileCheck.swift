package import Foundation
package import Meetings

/// Whether a downloaded file is the recording of a conference, as far as that was found out.
package struct FileCheck: Sendable {
    /// What was found.
    package enum Finding: Hashable, Sendable {
        case match(algorithm: String)
        case mismatch(algorithm: String, expected: String, found: String)

        /// It cannot be told.
        case open(Trouble)
    }

    package let subject: ConferenceIdentifier

    /// The file, as its path was typed.
    package let file: SafeText
    package let finding: Finding

    /// What the record said of the recording then.
    let evidence: IntegrityEvidence

    /// When it was found out.
    package let moment: Date
}

/// A file that is being held against a conference's record.
package struct FileReading: Hashable, Sendable {
    package let subject: ConferenceIdentifier

    /// The file, as its path was typed.
    let path: String

    /// How many of a hundred parts have been read; nil while that is not known.
    package internal(set) var percent: Int?

    /// The file, as it is shown.
    package var file: SafeText { SafeText(path) }

    init(_ path: String, of subject: ConferenceIdentifier) {
        self.path = path
        self.subject = subject
    }

    /// Whether it is the same file, held against the same record.
    func isSame(as other: FileReading) -> Bool { subject == other.subject && path == other.path }
}

/// What there is to tell of a file that is being read.
package enum FileNews: Sendable {
    /// So much of it has been read.
    case read(FileReading)

    /// It was read, and held against what the record says.
    case found(FileReading, FileCheck.Finding, against: IntegrityEvidence)
}
