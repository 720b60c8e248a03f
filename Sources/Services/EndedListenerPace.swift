/// How often a listener looks whether a conference has ended.
package struct EndedListenerPace: Hashable, Sendable {
    /// The time between two looks while the service answers.
    package var interval: Duration

    /// The longest time between two looks, however often the service has failed.
    package var longest: Duration

    /// How many times longer each failure makes the wait.
    package var growth: Double

    /// The share of a wait by which chance makes it longer or shorter, so that many consoles do not ask at once.
    package var jitter: Double

    package init(
        interval: Duration = .seconds(15),
        longest: Duration = .seconds(300),
        growth: Double = 2,
        jitter: Double = 0.2
    ) {
        self.interval = interval
        self.longest = longest
        self.growth = growth
        self.jitter = jitter
    }

    /// How long to wait before the next look.
    ///
    /// - Parameters:
    ///   - failures: How many looks in a row brought no record.
    ///   - asked: How many seconds the service asked to wait.
    ///   - chance: A number from -1 to 1.
    /// - Returns: The wait, never above `longest`.
    func wait(afterFailures failures: Int, asked: Double? = nil, chance: Double) -> Duration {
        // Beyond 64 doublings every wait is at its longest.
        var factor = 1.0
        for _ in 0..<min(failures, 64) where interval * factor < longest { factor *= max(1, growth) }
        let grown = max(interval * factor, asked.map { .seconds(max(0, min($0, 86_400))) } ?? .zero)
        return min(longest, grown * (1 + jitter * min(1, max(-1, chance))))
    }
}
