import Meetings
import Synchronization

/// What a service remembers of conferences beyond their identifiers: a room and its sessions have names of their own in
/// the session manager's dialect, and a password is asked for again when joining.
final class RoomBook: Sendable {
    /// What is known of one conference.
    struct Entry {
        /// The room's name in paths (`short`).
        var short: String?

        /// The session that a start or a join gave.
        var session: WireText?

        /// What the room was created with, needed to open it and to join it.
        var password: Secret?
    }

    private let entries = Mutex<[ConferenceIdentifier: Entry]>([:])

    subscript(id: ConferenceIdentifier) -> Entry {
        entries.withLock { $0[id] ?? Entry() }
    }

    /// Changes what is known of a conference.
    func update(_ id: ConferenceIdentifier, _ change: (inout Entry) -> Void) {
        entries.withLock { change(&$0[id, default: Entry()]) }
    }
}
