/// How often a listener looks whether a conference has ended.
package struct EndedListenerPace: Hashable, Sendable {
    /// The time between two looks while the service answers.
    package var interval: Duration

    /// The share of that time by which chance makes it longer or shorter, so that many consoles do not ask at once.
    package var jitter: Double

    /// How long to wait after looks that brought no record.
    package var backOff: BackOff

    package init(
        interval: Duration = .seconds(15),
        jitter: Double = 0.2,
        backOff: BackOff = BackOff(first: 30, longest: 300, least: 15)
    ) {
        self.interval = interval
        self.jitter = jitter
        self.backOff = backOff
    }

    /// How long to wait before the next look.
    ///
    /// - Parameters:
    ///   - failures: How many looks in a row brought no record.
    ///   - asked: How many seconds the service asked to wait.
    ///   - chance: A random number from 0 to 1.
    /// - Returns: The wait.
    func wait(afterFailures failures: Int, asked: Double = 0, chance: Double) -> Duration {
        guard failures > 0 else { return interval * (1 + jitter * (2 * min(1, max(0, chance)) - 1)) }
        return .seconds(backOff.delay(afterFailures: failures, asked: asked, chance: chance))
    }
}
