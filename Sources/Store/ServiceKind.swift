/// The two services that the console speaks to.
package enum ServiceKind: String, CaseIterable, Sendable {
    case v4h
    case proconf

    package var title: String {
        switch self {
        case .v4h: "V4H"
        case .proconf: "ProCONF"
        }
    }
}

/// The four panes, in the order in which Tab goes through them.
package enum Pane: Int, CaseIterable, Sendable {
    case session
    case conferences
    case details
    case guestLink

    /// The meeting on the stage; there only while there is one.
    case live

    package var title: String {
        switch self {
        case .session: "Session"
        case .conferences: "Conferences"
        case .details: "Details"
        case .guestLink: "Guest link"
        case .live: "Live"
        }
    }
}
