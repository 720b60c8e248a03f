/// What the service gives to one who starts or joins a conference.
package struct MeetingTicket: Hashable, Sendable {
    /// The token the meeting's server asks for.
    package var token: Secret

    /// The Jitsi room.
    package var room: String

    /// The participation, told again when leaving (`partId`).
    ///
    /// Not every server gives one.
    package var participation: WireText?

    /// The session to end with, where the dialect tells it apart from the room.
    package var session: WireText?

    package init(token: Secret, room: String, participation: WireText? = nil, session: WireText? = nil) {
        self.token = token
        self.room = room
        self.participation = participation
        self.session = session
    }
}

/// An address with a token in it: it opens a meeting for whoever holds it.
package struct MeetingLink: Hashable, Sendable {
    /// The whole address, with its token.
    package var url: WebAddress

    /// The token in it.
    package var token: Secret

    /// The token's claims, where it is a JWT that can be read.
    ///
    /// They are shown, never verified: only the server has the key.
    package var claims: Claims?

    package init(url: WebAddress, token: Secret, claims: Claims? = nil) {
        self.url = url
        self.token = token
        self.claims = claims
    }

    /// The address with the token hidden: `https://meet.example/room?jwt=•••`.
    package var maskedURL: String {
        token.isEmpty ? url.reveal() : url.reveal().replacing(token.reveal(), with: Secret.mask)
    }
}
