/// The time by which calls to a server are limited, repeated and held back; tests have one of their own.
struct UpstreamClock: Sendable {
    /// The time that has passed since some beginning; it never jumps.
    let now: @Sendable () -> Duration

    /// Waits so long; throws where the task is cancelled.
    let sleep: @Sendable (Duration) async throws -> Void

    /// The system's.
    static let system: UpstreamClock = {
        let beginning = ContinuousClock.now
        return UpstreamClock(now: { ContinuousClock.now - beginning }, sleep: { try await Task.sleep(for: $0) })
    }()
}
