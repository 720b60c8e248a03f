import Journal
import Meetings
import Services

extension Order {
    /// Completes what is written down of an order with what came of it.
    ///
    /// - Parameters:
    ///   - entry: The entry as it was begun.
    ///   - answers: What the services answered.
    ///   - trace: The answers of the calls that were made.
    ///   - duration: How long it took.
    /// - Returns: The entry; nil where nothing was asked of any service.
    func complete(
        _ entry: JournalEntry,
        with answers: [Action],
        _ trace: CallTrace,
        after duration: Duration
    ) -> JournalEntry? {
        guard !answers.isEmpty else { return nil }
        let last = trace.answers.last
        guard let error = answers.lazy.compactMap(\.failure).first else {
            return entry.ended(
                .done, target: answers.lazy.compactMap { $0.subject(asked: entry) }.first, after: duration,
                status: last?.status, request: last?.requestIdentifier)
        }
        // Of a call that was not answered, an answer to another says nothing.
        let answer = error.wasAnswered ? last : nil
        return entry.ended(
            outcome(of: error), words: error.words, after: duration, status: answer?.status,
            request: answer?.requestIdentifier)
    }

    private func outcome(of error: ServiceError) -> JournalEntry.Outcome {
        if error.mayHaveBeenCarriedOut, safety != .read { return .unknown }
        return switch error {
        case .refused(_, let refusal): refusal.status >= 500 ? .failed : .refused
        case .sessionUnavailable: .refused
        default: .failed
        }
    }
}

extension Action {
    /// Why what was ordered was not done, where this is the answer that says so.
    fileprivate var failure: ServiceError? {
        switch self {
        case .loginFinished(_, let result): result.failure
        case .requested(let result): result.failure
        case .lookedUp(_, let result): result.failure
        case .entered(_, _, let result): result.failure
        case .left(_, let result), .closed(_, let result), .updated(_, let result), .deleted(_, let result):
            result.failure
        case .guestLinkMade(_, let result): result.failure
        case .tokenMade(_, let result): result.failure
        default: nil
        }
    }

    /// What the answer says of the conference it is about.
    fileprivate func subject(asked entry: JournalEntry) -> JournalTarget? {
        switch self {
        case .requested(.success(let id)): JournalTarget(id: SafeText(id.text), created: entry.when)
        case .lookedUp(_, .success(let record)): JournalTarget(record.conference)
        case .tokenMade(_, .success(let token)): JournalTarget(room: token.link.claims?.room)
        default: nil
        }
    }
}

extension ServiceError {
    fileprivate var wasAnswered: Bool {
        switch self {
        case .refused, .unreadable, .sessionUnavailable, .unsafeAddress: true
        case .notLoggedIn, .loginEnded, .invalidInput, .unreachable, .unsupported, .cancelled: false
        }
    }

    /// The service's words where there are any, and else ours.
    fileprivate var words: SafeText {
        switch self {
        case .refused(_, let refusal) where !refusal.words.isEmpty: refusal.words
        case .sessionUnavailable(_, let words) where !words.isEmpty: words
        default: SafeText(title)
        }
    }
}
