/// How many answers took how long.
struct DurationHistogram: Sendable {
    /// The upper limits of the buckets in seconds: from an answer out of memory to the longest wait for Admin Control.
    static let limits = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// How many were within each limit and beyond the one before; the last are beyond all of them.
    private(set) var counts = [Int](repeating: 0, count: limits.count + 1)

    /// All of them together, in seconds.
    private(set) var sum = 0.0

    /// Counts one.
    mutating func note(seconds: Double) {
        let seconds = seconds.isFinite ? max(0, seconds) : 0
        counts[DurationHistogram.limits.firstIndex { seconds <= $0 } ?? DurationHistogram.limits.count] += 1
        sum += seconds
    }
}
