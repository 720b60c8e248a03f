package import Foundation
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

    /// The sections of which only the heading is shown, whatever is selected.
    package var folded: Set<DetailsSection> = []

    /// The section whose heading was gone to.
    package var section: DetailsSection?

    /// What is other than when the operator looked at this conference before.
    package var changes: Set<ConferenceField> = []

    /// When that was; nil where nothing has changed.
    package var changesSince: Date?

    /// The fields that were there when the operator looked before, and are not any more.
    ///
    /// - Parameter conference: The record as it is now.
    /// - Returns: The fields, by what they are called.
    package func gone(from conference: Conference) -> [ConferenceField] {
        changes.filter { !conference.has($0) }.sorted { $0.label < $1.label }
    }

    var looks = RecordLooks()

    package init() {}

    /// Takes a record into view, and marks what is new in it.
    ///
    /// What was marked stays marked for as long as the conference stays in view.
    mutating func look(at conference: Conference, now: Date) {
        guard let (fields, since) = looks.note(conference, at: now), !fields.isEmpty else { return }
        changes.formUnion(fields)
        changesSince = changesSince ?? since
    }
}

/// What ProCONF knows of one room.
package struct RoomState: Sendable {
    package var room: SafeText?
    package var status: Loadable<ProConfRoomStatus> = .notAsked
    package var catchUp: Loadable<SafeText> = .notAsked
    package var summary: Loadable<ProConfSummary> = .notAsked

    package init() {}
}
