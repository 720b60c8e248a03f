package import Meetings
import Synchronization
import Transport

/// Notes the answers that the calls of one task get, for whoever keeps account of what was done.
///
/// Neither headers nor bodies are part of it, but for the service's name for the request.
package final class CallTrace: Sendable {
    /// One answer, whether it was a no or not.
    package struct Answer: Hashable, Sendable {
        package let call: ServiceCall
        package let status: Int
        package let requestIdentifier: SafeText?

        /// How long the exchange took.
        package let duration: Duration
    }

    /// Where the calls of this task are noted.
    @TaskLocal package static var current: CallTrace?

    private let noted = Mutex<[Answer]>([])

    package init() {}

    /// What was noted so far, in the order in which it came.
    package var answers: [Answer] { noted.withLock { $0 } }

    func note(_ answer: ServiceAnswer) {
        let answer = Answer(
            call: answer.call, status: answer.status, requestIdentifier: answer.requestIdentifier,
            duration: answer.response.duration)
        noted.withLock { $0.append(answer) }
    }
}
