import Dispatch

/// Calls something again and again, on the main actor, and sleeps in between.
@MainActor
final class Metronome {
    private let source: any DispatchSourceTimer

    /// Begins to tick; the first tick comes after one interval.
    ///
    /// - Parameters:
    ///   - seconds: The interval.
    ///   - tick: What to call.
    init(seconds: Int, tick: @escaping @MainActor () -> Void) {
        source = DispatchSource.makeTimerSource(queue: .main)
        // The leeway lets the system wake up once for several timers.
        source.schedule(deadline: .now() + .seconds(seconds), repeating: .seconds(seconds), leeway: .milliseconds(500))
        source.setEventHandler { MainActor.assumeIsolated { tick() } }
        source.activate()
    }

    isolated deinit { source.cancel() }
}
