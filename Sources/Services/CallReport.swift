import Foundation
package import Logging
import Meetings

/// What is written down about one call: what was asked, what came of it, and how long it took.
///
/// Neither headers nor bodies nor the query of the address are part of it, since tokens travel in all three.
struct CallReport: Sendable {
    private let call: ServiceCall
    private let began = ContinuousClock.now

    /// Begins to take the time.
    init(_ call: ServiceCall) { self.call = call }

    /// Writes an answer down.
    func tell(_ answer: ServiceAnswer, to logger: Logger) {
        // A server makes thousands of calls a second, and need not clean what nobody reads.
        guard logger.logLevel <= .info else { return }
        write("\(call.purpose)", .info, status: answer.status, request: answer.requestIdentifier, to: logger)
    }

    /// Writes down why there was no answer, or none that can be used.
    func tell(_ error: ServiceError, to logger: Logger) {
        switch error {
        case .cancelled:
            write("\(call.purpose): given up", .debug, to: logger)
        case .refused(_, let refusal):
            write(
                "\(call.purpose): refused", .warning, status: refusal.status, request: refusal.requestIdentifier,
                failure: error.title, to: logger)
        case .unreadable(_, let status, _, _):
            write("\(call.purpose): unreadable", .warning, status: status, failure: error.title, to: logger)
        default:
            write("\(call.purpose): failed", .warning, failure: error.title, to: logger)
        }
    }

    private func write(
        _ message: @autoclosure () -> Logger.Message,
        _ level: Logger.Level,
        status: Int? = nil,
        request: SafeText? = nil,
        failure: String? = nil,
        to logger: Logger
    ) {
        let time = Int((ContinuousClock.now - began) / .milliseconds(1))
        var metadata: Logger.Metadata = ["method": "\(call.method)", "url": "\(call.url)", "ms": "\(time)"]
        if let status { metadata["status"] = "\(status)" }
        if let request { metadata["request"] = "\(request)" }
        if let failure { metadata["failure"] = "\(failure)" }
        logger.log(level: level, message(), metadata: metadata)
    }
}

extension Logger {
    /// One that writes nothing, where nobody has said where to.
    package static let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }
}
