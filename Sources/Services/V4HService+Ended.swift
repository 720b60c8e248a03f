package import Meetings

extension V4HService {
    /// Tells when a conference has ended (contract row `registerEndedListener`).
    ///
    /// No push channel is public, so that `GET /sessions/{id}` is watched. Failures make the looks rarer but never end
    /// the watch; a conference that the service has no more counts as ended.
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - pace: How often to look.
    ///   - onEnded: Called once with the last record known, outside any actor.
    /// - Returns: The listener, which watches as long as it is held.
    package func registerEndedListener(
        _ id: ConferenceIdentifier,
        pace: EndedListenerPace = EndedListenerPace(),
        onEnded: @escaping @Sendable (ConferenceRecord) -> Void
    ) -> EndedListener {
        EndedListener(
            id: id,
            pace: pace,
            look: { () async throws(ServiceError) in try await getConference(id) },
            onEnded: onEnded
        )
    }
}
