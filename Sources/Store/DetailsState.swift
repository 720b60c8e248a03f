package import Meetings

/// The Details pane: what is known of the selected conference, or of a ProCONF room.
package struct DetailsState: Sendable {
    /// Whose record `record` is.
    package var subject: ConferenceIdentifier?
    package var record: Loadable<ConferenceRecord> = .notAsked

    /// Whether the document is shown as the service sent it.
    package var showsDocument = false

    /// The first visible line.
    package var top = 0

    package init() {}
}

/// What ProCONF knows of one room.
package struct RoomState: Sendable {
    package var room: SafeText?
    package var status: Loadable<ProConfRoomStatus> = .notAsked
    package var catchUp: Loadable<SafeText> = .notAsked
    package var summary: Loadable<ProConfSummary> = .notAsked

    package init() {}
}
