package import Meetings

extension V4HService {
    /// All conferences that the service lets the login see (`GET /sessions`).
    ///
    /// The list is read off the caller's actor, since a long one takes seconds.
    ///
    /// - Returns: The conferences, in the service's order.
    /// - Throws: Why there is no list.
    @concurrent package func listConferences() async throws(ServiceError) -> [Conference] {
        let conferences = try await send(.list).conferences()
        for conference in conferences { remember(conference, as: conference.id) }
        return conferences
    }

    /// One conference with everything the service says of it (contract row `getConference`).
    ///
    /// - Parameter id: The conference.
    /// - Returns: The record, and the document it was read from.
    /// - Throws: `ServiceError.refused` with 404 where there is none.
    package func getConference(_ id: ConferenceIdentifier) async throws(ServiceError) -> ConferenceRecord {
        try InputCheck.require(id.wire, in: .conference)
        var record = try await send(.find, id: session(of: id)).record()
        // A session's record is still about the conference that was asked for.
        if rooms[id].session != nil { record.conference.id = id }
        remember(record.conference, as: id)
        return record
    }

    /// Requests a new conference (contract row `requestConference`, without an id).
    ///
    /// - Parameter draft: What it shall be like; the profile fills in what it does not say.
    /// - Returns: The identifier of the conference.
    /// - Throws: Why there is none.
    package func requestConference(_ draft: ConferenceDraft) async throws(ServiceError) -> ConferenceIdentifier {
        try draft.check()
        let filled = draft.filled(from: deployment)
        let answer = try await send(
            .request,
            body: deployment.dialect == .classic ? filled.classicBody : filled.roomBody,
            secrets: filled.password.map { [$0] } ?? []
        )
        let conference = try answer.conference(in: try answer.document())
        remember(conference, as: conference.id)
        if let password = filled.password { rooms.update(conference.id) { $0.password = password } }
        return conference.id
    }

    /// Finds a conference that can be started or joined (contract row `requestConference`, with an id).
    ///
    /// - Parameter id: The conference.
    /// - Returns: Its record.
    /// - Throws: `ServiceError.sessionUnavailable` where the conference is closed, or unknown to the service.
    package func requestConference(_ id: ConferenceIdentifier) async throws(ServiceError) -> ConferenceRecord {
        let record: ConferenceRecord
        do {
            record = try await getConference(id)
        } catch .refused(_, let refusal) where [404, 409, 410].contains(refusal.status) {
            throw .sessionUnavailable(id, refusal.words)
        }
        guard !record.conference.hasEnded else { throw .sessionUnavailable(id, "the conference has ended") }
        return record
    }

    /// Changes a conference (`PUT /sessions/{id}`).
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - draft: What shall be different; what it does not say stays.
    /// - Throws: Why nothing was changed.
    package func updateConference(
        _ id: ConferenceIdentifier,
        _ draft: ConferenceDraft
    ) async throws(ServiceError) {
        try InputCheck.require(id.wire, in: .conference)
        try draft.check()
        let secrets = draft.password.map { [$0] } ?? []
        _ = try await send(.update, id: session(of: id), body: draft.classicBody, secrets: secrets)
    }

    /// Deletes a conference (`DELETE /sessions/{id}`).
    ///
    /// - Parameter id: The conference.
    /// - Throws: Why it was not deleted.
    package func deleteConference(_ id: ConferenceIdentifier) async throws(ServiceError) {
        try InputCheck.require(id.wire, in: .conference)
        _ = try await send(.delete, id: session(of: id))
    }

    /// Ends a conference for everyone (`POST /sessions/{id}/close`; the session manager has `DELETE /sessions/{id}`).
    ///
    /// - Parameter id: The conference.
    /// - Throws: Why it was not closed.
    package func closeConference(_ id: ConferenceIdentifier) async throws(ServiceError) {
        try InputCheck.require(id.wire, in: .conference)
        _ = try await send(.close, id: session(of: id))
    }

    /// The recordings of a conference (`GET /recordings?sessionId={id}`, session manager only).
    ///
    /// - Parameter id: The conference.
    /// - Returns: What the service has stored.
    /// - Throws: `ServiceError.unsupported` where neither dialect nor profile has the route.
    package func recordings(of id: ConferenceIdentifier) async throws(ServiceError) -> [Recording] {
        try InputCheck.require(id.wire, in: .conference)
        var recordings: [Recording] = []
        try await send(.recordings, id: session(of: id)).elements { recordings.append(Recording(document: $0)) }
        return recordings
    }

    /// What to put for `{id}`: the session that was started, where the dialect tells it apart from the room.
    func session(of id: ConferenceIdentifier) -> String { rooms[id].session?.sent ?? id.wire }

    private func remember(_ conference: Conference, as id: ConferenceIdentifier) {
        guard deployment.namesRooms, let room = conference.room else { return }
        rooms.update(id) { $0.short = room.string }
    }
}
