package import Foundation
package import Services

/// When to refresh a login, and how long to bear with a service that does not answer.
///
/// All times are in seconds.
package struct LoginPolicy: Hashable, Sendable {
    /// The part of the access token's lifetime after which it is refreshed: 4 of V4H's 5 minutes.
    package var refreshAfter: Double = 0.8

    /// The shortest time between taking a token over and refreshing it unasked, whatever lifetime the service claims.
    package var shortestLife: TimeInterval = 0.5

    /// How long one refresh may take before it is given up.
    package var requestLimit: TimeInterval = 30

    /// How long to wait between two tries of a refresh.
    package var backOff = BackOff(longest: 15, least: 0)

    /// How long calls without a usable token are kept waiting, counted from the start of the refresh, before they are
    /// told what is wrong.
    ///
    /// The refresh goes on without them.
    package var patience: TimeInterval = 15

    /// How long a refresh that could only be started late is tried, where the access token has no such time left.
    ///
    /// After a suspend the network needs a moment to come back.
    package var grace: TimeInterval = 60

    /// By how much the wall clock may be off its expected time before it counts as a suspend or a clock that was set.
    package var clockTolerance: TimeInterval = 5

    package init() {}

    /// When a token made at `issued` and taken over at `now` is to be refreshed.
    func refreshDate(issued: Date, lifetime: TimeInterval, takenOver now: Date) -> Date {
        max(issued.addingTimeInterval(lifetime * refreshAfter), now.addingTimeInterval(shortestLife))
    }
}
