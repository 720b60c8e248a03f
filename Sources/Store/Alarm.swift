import Dispatch

/// Calls something once, on the main actor, unless it is let go before.
@MainActor
final class Alarm {
    private let source: any DispatchSourceTimer

    /// Begins to wait.
    ///
    /// - Parameters:
    ///   - seconds: How long, whatever is done to the clock meanwhile.
    ///   - ring: What to call.
    init(seconds: Double, ring: @escaping @MainActor () -> Void) {
        source = DispatchSource.makeTimerSource(queue: .main)
        source.schedule(deadline: .now() + seconds, leeway: .milliseconds(20))
        source.setEventHandler { MainActor.assumeIsolated { ring() } }
        source.activate()
    }

    isolated deinit { source.cancel() }
}
