import Stage
import Store

/// How a profile has its meetings opened in a page.
struct StagePreferences: Hashable, Sendable {
    /// What the forms offer first.
    var opening = Opening.Way.stage

    /// The port of 127.0.0.1 to serve the page on; 0 for a free one.
    var port: UInt16 = 0
    var size = StageSize()

    /// The program that is run when the meeting is over, with its first arguments; empty for none.
    var endedCommand: [String] = []
}
