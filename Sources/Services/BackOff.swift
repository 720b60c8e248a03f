package import Foundation

/// How long to wait before something that failed is tried again: exponential, with full jitter, and capped.
///
/// All times are in seconds. It is the only such rule of the program: the login's refresh, the readings of the console
/// and the watch for a conference's end differ in its numbers alone.
package struct BackOff: Hashable, Sendable {
    /// The longest wait after the first failure; it doubles with every further one.
    package var first: TimeInterval

    /// The longest wait, unless the service asks for more.
    package var longest: TimeInterval

    /// The shortest wait, whatever chance says: nobody is to be hammered.
    package var least: TimeInterval

    /// The longest wait that a service can ask for by `Retry-After`.
    package var longestAsked: TimeInterval

    package init(
        first: TimeInterval = 1,
        longest: TimeInterval = 30,
        least: TimeInterval = 0.25,
        longestAsked: TimeInterval = 3600
    ) {
        self.first = first
        self.longest = longest
        self.least = least
        self.longestAsked = longestAsked
    }

    /// How long to wait before the next try.
    ///
    /// - Parameters:
    ///   - failures: How many tries have failed in a row, at least 1.
    ///   - asked: How many seconds the service asked to wait.
    ///   - chance: A random number from 0 to 1, which spreads the tries of many consoles.
    /// - Returns: Seconds.
    package func delay(afterFailures failures: Int, asked: TimeInterval = 0, chance: Double) -> TimeInterval {
        let doublings = Double(min(max(failures, 1), 32) - 1)
        let drawn = min(longest, first * pow(2, doublings)) * min(max(chance, 0), 1)
        return max(least, drawn, min(max(asked, 0), longestAsked))
    }
}
