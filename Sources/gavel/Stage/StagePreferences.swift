import Stage
import Store

/// How a profile has its meetings opened in a page.
struct StagePreferences: Hashable, Sendable {
    /// What the forms offer first.
    var opening = Opening.Way.stage

    /// Who serves the page.
    var way = StageWay.machine

    /// The port of 127.0.0.1 to serve the page on; 0 for a free one.
    var port: UInt16 = 0
    var size = StageSize()

    /// The program that is run when the meeting is over, with its first arguments; empty for none.
    var endedCommand: [String] = []
}

/// Who serves a stage's page to its browser.
enum StageWay: String, CaseIterable, Sendable {
    /// This machine, on 127.0.0.1.
    case machine

    /// The profile's ProCONF application server, where it is a gateway of gavel's that has a public address.
    case gateway
}
