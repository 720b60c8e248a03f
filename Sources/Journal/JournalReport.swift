package import PrivateFiles

/// What is to be said of an attempt to write entries down.
package struct JournalReport: Hashable, Sendable {
    /// How many bytes of a line that a killed process had left torn were put aside.
    package var torn: Int?

    /// Why nothing was written.
    package var failure: PrivateFileError?

    /// How many entries wait to be written, since they could not be.
    package var waiting = 0

    /// How many entries that had waited are written now.
    package var caughtUp = 0

    /// How many entries were given up, since more waited than are kept.
    package var lost = 0

    package init(
        torn: Int? = nil,
        failure: PrivateFileError? = nil,
        waiting: Int = 0,
        caughtUp: Int = 0,
        lost: Int = 0
    ) {
        self.torn = torn
        self.failure = failure
        self.waiting = waiting
        self.caughtUp = caughtUp
        self.lost = lost
    }

    /// Whether there is anything in it that the operator does not take for granted.
    package var isNews: Bool { torn != nil || failure != nil || caughtUp > 0 }
}
