package import Meetings

extension V4HService {
    /// Starts a conference as its moderator (contract row `startConference`).
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - name: Who starts it, as the others shall see it.
    ///   - avatarURL: A picture, or an empty text.
    /// - Returns: The meeting's address, and what to tell the service when leaving.
    /// - Throws: Why it was not started.
    package func startConference(
        _ id: ConferenceIdentifier,
        name: String,
        avatarURL: String
    ) async throws(ServiceError) -> MeetingEntry {
        try check(id, name, avatarURL)
        return try await enter(id, by: .start, name: name, avatarURL: avatarURL)
    }

    /// Joins a conference as an ordinary participant (contract row `joinConference`).
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - name: Who joins, as the others shall see it.
    ///   - avatarURL: A picture, or an empty text.
    /// - Returns: The meeting's address, and what to tell the service when leaving.
    /// - Throws: The service's own refusal where the conference was not started or has ended.
    package func joinConference(
        _ id: ConferenceIdentifier,
        name: String,
        avatarURL: String
    ) async throws(ServiceError) -> MeetingEntry {
        try check(id, name, avatarURL)
        return try await enter(id, by: .join, name: name, avatarURL: avatarURL)
    }

    /// Makes a link with which a guest joins without a login (contract row `getGuestUrl`).
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - name: The guest, as the others shall see it.
    ///   - avatarURL: A picture, or an empty text.
    /// - Returns: The link, its token, and the token's claims.
    /// - Throws: Why there is none.
    package func getGuestUrl(
        _ id: ConferenceIdentifier,
        name: String,
        avatarURL: String
    ) async throws(ServiceError) -> MeetingLink {
        try check(id, name, avatarURL)
        guard deployment.dialect == .classic else {
            return try await enter(id, by: .guest, name: name, avatarURL: avatarURL).link
        }
        let body = V4HService.person(name: name, avatarURL: avatarURL)
        let answer = try await send(.guest, id: id.wire, short: try await shortName(of: id), body: .object(body))
        return try guestLink(in: answer)
    }

    /// Tells the service that a participant has left (`POST /sessions/{id}/left`).
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - participation: The ticket's participation (`partId`).
    /// - Throws: Why the service does not know it.
    package func leaveConference(
        _ id: ConferenceIdentifier,
        participation: WireText
    ) async throws(ServiceError) {
        try InputCheck.require(id.wire, in: .conference)
        let body: [String: JSONValue] =
            participation.sent.isEmpty ? [:] : ["partId": JSONValue(reference: participation.sent)]
        _ = try await send(.leave, id: session(of: id), body: .object(body))
    }

    private func check(_ id: ConferenceIdentifier, _ name: String, _ avatarURL: String) throws(ServiceError) {
        try InputCheck.require(id.wire, in: .conference)
        try InputCheck.require(name, in: .name)
        try InputCheck.require(avatarURL, in: .avatarURL)
    }

    /// The link of a guest route's `{"jwt","url"}`.
    private func guestLink(in answer: ServiceAnswer) throws(ServiceError) -> MeetingLink {
        let document = try answer.document()
        guard let url = document.text("url") else { throw answer.unreadable("has no url of a guest link") }
        let address: WebAddress
        do {
            address = try WebAddress(url)
        } catch {
            throw answer.unsafeAddress(url, error)
        }
        // The token as it stands in the URL is the one to hide when the URL is shown.
        guard let token = MeetingAddress.token(inURL: url) ?? document.text("jwt"), Token.isWellFormed(token) else {
            throw answer.unreadable("has no usable token of a guest link")
        }
        return MeetingLink(url: address, token: Secret(token), claims: Claims(token: Secret(token)))
    }
}

extension V4HService {
    /// Gets a ticket and makes the meeting's address of it.
    private func enter(
        _ id: ConferenceIdentifier,
        by route: V4HRoute,
        name: String,
        avatarURL: String
    ) async throws(ServiceError) -> MeetingEntry {
        switch deployment.dialect {
        case .classic:
            // The contract names no body; a service that puts the person into the token takes them from here.
            var body = V4HService.person(name: name, avatarURL: avatarURL)
            let password = rooms[id].password
            if let password { body["password"] = .string(password.reveal()) }
            let answer = try await send(
                route,
                id: id.wire,
                short: try await shortName(of: id),
                body: .object(body),
                secrets: password.map { [$0] } ?? []
            )
            return try entry(in: answer, room: id.wire, name: name, avatarURL: avatarURL)
        case .sessionManagerV1:
            let room = try await shortName(of: id)
            let password = rooms[id].password
            let secrets = password.map { [$0] } ?? []
            if route == .start {
                let body: [String: JSONValue] = password.map { ["openPwd": .string($0.reveal())] } ?? [:]
                _ = try await send(.open, id: id.wire, short: room, body: .object(body), secrets: secrets)
            }
            let (firstName, lastName) = V4HService.split(name: name)
            var body: [String: JSONValue] = [
                "firstName": .string(firstName), "lastName": .string(lastName), "moderator": .bool(route == .start),
            ]
            if let password { body["joinPwd"] = .string(password.reveal()) }
            let answer = try await send(route, id: id.wire, short: room, body: .object(body), secrets: secrets)
            let entry = try entry(in: answer, room: room, name: name, avatarURL: avatarURL)
            if let session = entry.ticket.session { rooms.update(id) { $0.session = session } }
            return entry
        }
    }

    private func entry(
        in answer: ServiceAnswer,
        room: String,
        name: String,
        avatarURL: String
    ) throws(ServiceError) -> MeetingEntry {
        let document = try answer.document()
        guard let token = document.text("sessionToken", "token", "jwt"), Token.isWellFormed(token) else {
            throw answer.unreadable("has no session token")
        }
        let ticket = MeetingTicket(
            token: Secret(token),
            room: document.text("short").map { SafeText($0, limit: 256).string } ?? room,
            participation: document.text("partId").map { WireText($0) },
            session: document.text("sessionId").map { WireText($0) }
        )
        let link = MeetingAddress.link(
            domain: deployment.domain,
            room: ticket.room,
            token: ticket.token,
            displayName: name
        )
        return MeetingEntry(
            link: try answer.link(link), ticket: ticket, origin: MeetingAddress.origin(ofDomain: deployment.domain),
            displayName: name, avatarURL: avatarURL)
    }

    /// The room of a conference, where the deployment has routes that are about rooms.
    ///
    /// It is known from the answer that named the conference, else from its record; else the identifier is the room's.
    private func shortName(of id: ConferenceIdentifier) async throws(ServiceError) -> String {
        guard deployment.namesRooms else { return id.wire }
        if let short = rooms[id].short { return short }
        do {
            return try await getConference(id).conference.room?.string ?? id.wire
        } catch .refused(_, let refusal) where [400, 404, 405].contains(refusal.status) {
            return id.wire
        }
    }

    private static func person(name: String, avatarURL: String) -> [String: JSONValue] {
        avatarURL.isEmpty ? ["name": .string(name)] : ["name": .string(name), "avatarUrl": .string(avatarURL)]
    }

    /// A name as the session manager wants it: the last word is the family name.
    static func split(name: String) -> (first: String, last: String) {
        let words = name.split(whereSeparator: \.isWhitespace)
        guard words.count > 1, let last = words.last else { return (words.joined(), "") }
        return (words.dropLast().joined(separator: " "), String(last))
    }
}
