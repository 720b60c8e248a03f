package import Foundation
import Meetings
import Services

/// Something that is read of a service, and read again by itself after an outage.
enum Reading: Hashable, Sendable {
    /// A login that the console makes by itself.
    case login
    case list
    case features
    case record(ConferenceIdentifier)
    case status(SafeText)
    case catchUp(SafeText)
    case summary(SafeText)

    /// How it stands with what may have been carried out.
    case check(Order)
}

/// A service that is away: since when, what was asked in vain, and when it is asked again.
package struct Outage: Sendable {
    /// How the absence shows.
    package enum Manner: Hashable, Sendable {
        case silent
        case failing(status: Int)
        case busy
        case behindWebPage
        case breakingOff
    }

    package let since: Date
    package private(set) var manner: Manner = .silent

    /// When it is asked again; nil while it is being asked, or cannot be because nobody is logged in.
    package private(set) var nextTry: Date?

    /// What was asked in vain.
    var readings: Set<Reading> = []

    /// How many tries have failed in a row.
    private(set) var failures = 0

    /// How long the wait for the next try is in all, in seconds.
    private var wait: TimeInterval = 0

    init(since: Date) { self.since = since }

    /// Whether the list is what the service does not give.
    package var isOfList: Bool { readings.contains(.list) }

    /// Whether the service gives nothing at all: neither its list nor a login.
    package var isOfAll: Bool { isOfList || isOfLogin }

    /// Whether a login that the console makes by itself is what it does not give.
    package var isOfLogin: Bool { readings.contains(.login) }

    /// What the service does, as it stands behind its name.
    package var predicate: String {
        switch manner {
        case .silent: isOfAll ? "does not answer" : "answers only in part"
        case .failing(let status): "fails\(isOfAll ? "" : " in part") (status \(status))"
        case .busy: "asks to slow down"
        case .behindWebPage: "is behind a web page"
        case .breakingOff: "breaks off its answers"
        }
    }

    /// How many seconds are left until the next try, whatever has been done to the clock since.
    ///
    /// - Parameter now: The time.
    /// - Returns: Nil where no try is planned.
    package func secondsLeft(at now: Date) -> Int? {
        nextTry.map { Int(min(max($0.timeIntervalSince(now), 1), max(wait, 1)).rounded(.up)) }
    }

    /// Notes that a try is made now.
    mutating func beginTry() { nextTry = nil }

    /// Notes a reading that failed, and plans the next try where none is planned.
    ///
    /// Readings that fail together are one failure. What was planned is put off only where the service wants that.
    ///
    /// - Parameters:
    ///   - error: Why it failed.
    ///   - reading: What was asked.
    ///   - now: The time.
    ///   - backOff: How long to wait between tries.
    ///   - chance: A random number from 0 to 1.
    /// - Returns: How many seconds to wait, where that was decided now.
    mutating func note(
        _ error: ServiceError,
        of reading: Reading,
        at now: Date,
        backOff: BackOff,
        chance: Double
    ) -> TimeInterval? {
        readings.insert(reading)
        manner = Manner(error)
        if let nextTry {
            let asked = min(error.secondsToWait, backOff.longestAsked)
            guard asked > nextTry.timeIntervalSince(now) else { return nil }
            wait = asked
        } else {
            failures += 1
            wait = backOff.delay(afterFailures: failures, asked: error.secondsToWait, chance: chance)
        }
        nextTry = now.addingTimeInterval(wait)
        return wait
    }
}

extension Outage.Manner {
    init(_ error: ServiceError) {
        switch error {
        case .refused(_, let refusal) where refusal.status == 429: self = .busy
        case .refused(_, let refusal): self = .failing(status: refusal.status)
        case .unreadable(_, let status, _, _) where status >= 500: self = .failing(status: status)
        case .unreadable where error.isCutOff: self = .breakingOff
        case .unreadable: self = .behindWebPage
        default: self = .silent
        }
    }
}
