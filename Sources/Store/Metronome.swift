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
        // The leeway lets the system wake up once for several timers; a countdown of seconds has little of it.
        source.schedule(
            deadline: .now() + .seconds(seconds), repeating: .seconds(seconds),
            leeway: .milliseconds(seconds > 1 ? 500 : 20))
        source.setEventHandler { MainActor.assumeIsolated { tick() } }
        source.activate()
    }

    isolated deinit { source.cancel() }
}
