package import Meetings

/// What starting or joining a conference gives: the address to open, and what to tell the service later.
package struct MeetingEntry: Hashable, Sendable {
    package var link: MeetingLink
    package var ticket: MeetingTicket

    /// The scheme and the host of the deployment, where the meeting's script lies.
    package var origin: String

    /// Who enters, as it was asked for: what the others are to see.
    package var displayName: String
    package var avatarURL: String

    package init(link: MeetingLink, ticket: MeetingTicket, origin: String, displayName: String, avatarURL: String) {
        self.link = link
        self.ticket = ticket
        self.origin = origin
        self.displayName = displayName
        self.avatarURL = avatarURL
    }
}
