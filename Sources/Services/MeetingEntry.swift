package import Meetings

/// What starting or joining a conference gives: the address to open, and what to tell the service later.
package struct MeetingEntry: Hashable, Sendable {
    package var link: MeetingLink
    package var ticket: MeetingTicket

    package init(link: MeetingLink, ticket: MeetingTicket) {
        self.link = link
        self.ticket = ticket
    }
}
