import Meetings
import Synchronization

/// Watches a conference until it has ended, and tells so exactly once (contract row `registerEndedListener`).
///
/// It lives as long as somebody holds it; dropping it ends the watch, as `cancel()` does.
package final class EndedListener: Sendable {
    private let isOver: OneTimeFlag
    private let watch: Task<Void, Never>

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - id: The conference.
    ///   - pace: How often to look.
    ///   - look: Asks the service for the record.
    ///   - onEnded: Called once, outside any actor, with the last record known.
    init(
        id: ConferenceIdentifier,
        pace: EndedListenerPace,
        look: @escaping @Sendable () async throws(ServiceError) -> ConferenceRecord,
        onEnded: @escaping @Sendable (ConferenceRecord) -> Void
    ) {
        let isOver = OneTimeFlag()
        self.isOver = isOver
        watch = Task.detached {
            var progress = EndedWatch(id: id, pace: pace)
            while !Task.isCancelled {
                let result: Result<ConferenceRecord, ServiceError>
                do throws(ServiceError) {
                    result = .success(try await look())
                } catch {
                    result = .failure(error)
                }
                switch progress.next(after: result, chance: .random(in: 0...1)) {
                case .wait(let duration):
                    // A cancelled sleep is noticed by the loop.
                    try? await Task.sleep(for: duration)
                case .ended(let record):
                    if isOver.raise() { onEnded(record) }
                    return
                case .giveUp:
                    return
                }
            }
        }
    }

    deinit { cancel() }

    /// Ends the watch; nothing is told from here on.
    package func cancel() {
        _ = isOver.raise()
        watch.cancel()
    }
}

/// What a listener concludes from each look, free of time and network.
struct EndedWatch {
    enum Verdict: Equatable {
        case wait(Duration)
        case ended(ConferenceRecord)

        /// No look will ever be answered: what is asked for cannot be sent.
        case giveUp
    }

    let id: ConferenceIdentifier
    let pace: EndedListenerPace
    private var failures = 0
    private var last: ConferenceRecord?

    init(id: ConferenceIdentifier, pace: EndedListenerPace) {
        self.id = id
        self.pace = pace
    }

    /// Takes in the outcome of a look.
    ///
    /// - Parameters:
    ///   - result: The record, or why there is none.
    ///   - chance: A random number from 0 to 1, for the wait.
    /// - Returns: What to do now.
    mutating func next(after result: Result<ConferenceRecord, ServiceError>, chance: Double) -> Verdict {
        switch result {
        case .success(let record):
            failures = 0
            last = record
            return record.conference.hasEnded ? .ended(record) : .wait(pace.wait(afterFailures: 0, chance: chance))
        case .failure(.refused(_, let refusal)) where refusal.status == 404 || refusal.status == 410:
            return .ended(deleted)
        case .failure(.invalidInput), .failure(.unsupported):
            return .giveUp
        case .failure(let error):
            failures += 1
            return .wait(pace.wait(afterFailures: failures, asked: error.secondsToWait, chance: chance))
        }
    }

    /// The record of a conference that the service has no more.
    private var deleted: ConferenceRecord {
        var record = last ?? ConferenceRecord(conference: Conference(id: id), document: .null)
        record.conference.state = .finished
        return record
    }
}

/// A flag that can be raised once, from anywhere.
private final class OneTimeFlag: Sendable {
    private let isRaised = Mutex(false)

    /// Whether this call is the one that raised it.
    func raise() -> Bool {
        isRaised.withLock { raised in
            defer { raised = true }
            return !raised
        }
    }
}
