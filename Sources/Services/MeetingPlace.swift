package import Meetings

/// Where a deployment's meetings are opened, by their rooms: the address that anybody may see, without a token.
package struct MeetingPlace: Hashable, Sendable {
    /// The address, with `{room}` where the room stands.
    private let template: String

    private static let room = "{room}"

    /// Where meetings of a V4H deployment are opened.
    package init(_ deployment: V4HDeployment) {
        template = "\(MeetingAddress.origin(ofDomain: deployment.domain))/\(MeetingPlace.room)"
    }

    /// Where meetings of a ProCONF deployment are opened; nil where its join template names no room before the token.
    package init?(_ deployment: ProConfDeployment) {
        // What stands behind the token may belong to it, and the mark before it too.
        let begun = deployment.placedTemplate.prefix { $0 != "?" && $0 != "#" }
        guard begun.contains(MeetingPlace.room), !begun.contains("{token}") else { return nil }
        template = String(begun)
    }

    /// The address of a room's meeting.
    ///
    /// - Parameter room: The room's name, as one path segment.
    /// - Returns: Nil where it makes no address that can be used.
    package func address(ofRoom room: String) -> WebAddress? {
        try? WebAddress(template.replacing(MeetingPlace.room, with: room.percentEncoded))
    }
}
