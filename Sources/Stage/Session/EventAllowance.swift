/// How many events are let through: any burst that a meeting can make, and no flood that goes on.
///
/// A bucket that holds ``burst`` and is refilled by ``rate`` a second. 500 participants who join within ten seconds
/// raise some five thousand events, a quarter of the bucket; more than two thousand a second for ever are no meeting.
struct EventAllowance: Hashable, Sendable {
    static let burst = 20_000.0
    static let rate = 2_000.0

    /// How many were dropped since the last remark.
    private(set) var dropped = 0

    private var left = EventAllowance.burst
    private var filled = 0.0

    /// Takes one event out of the bucket; false where there is none left, and the event is to be dropped.
    mutating func take(at second: Double) -> Bool {
        refill(at: second)
        guard left >= 1 else {
            dropped += 1
            return false
        }
        left -= 1
        return true
    }

    /// How many were dropped in a flood that is over; nil while there was none, or it goes on.
    mutating func takeRemark(at second: Double) -> Int? {
        refill(at: second)
        guard dropped > 0, left >= EventAllowance.rate / 2 else { return nil }
        defer { dropped = 0 }
        return dropped
    }

    private mutating func refill(at second: Double) {
        left = min(EventAllowance.burst, left + max(0, second - filled) * EventAllowance.rate)
        filled = second
    }
}
