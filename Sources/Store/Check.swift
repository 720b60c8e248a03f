import Foundation
import Meetings

/// An order whose answer did not come, or has not come yet, and how it is found out what became of it.
struct Check: Sendable {
    /// How far it has come.
    enum Standing: Sendable {
        /// The answer may still come.
        case sent
        /// No answer came: the service is being asked how it stands.
        case open
        /// The service does not know of it, so far.
        case denied
    }

    let order: Order
    let sent: Date
    var standing = Standing.sent

    /// The conferences that were known when it was sent; nil where the list was not there yet.
    var known: Set<ConferenceIdentifier>?

    /// What was typed, to be sent again once it is known that nothing was made.
    var form: FormState?

    /// By how many seconds a service's clock may be off when it says when a conference was made.
    private static let clockMargin: TimeInterval = 15 * 60

    /// The conferences that may be the one that was requested, the newest first.
    ///
    /// - Parameter rows: The list, as it was read after the request.
    /// - Returns: Those that are new since, and called as was asked for.
    func findings(in rows: [ConferenceRow]) -> [Conference] {
        guard case .request(let draft) = order else { return [] }
        let name = draft.name.map { SafeText($0) }
        let found = rows.lazy.map(\.conference).filter { conference in
            guard known?.contains(conference.id) != true else { return false }
            // Not every service has names, or says when a conference was made.
            if let name, let other = conference.name, other != name { return false }
            guard let created = conference.created else { return known != nil }
            return created > sent - Check.clockMargin
        }
        return found.sorted { ($0.created ?? .distantPast) > ($1.created ?? .distantPast) }
    }

    /// Whether nothing can come of it any more that a list would tell.
    func isOver(at now: Date) -> Bool { standing == .denied && now > sent + Check.clockMargin }
}
