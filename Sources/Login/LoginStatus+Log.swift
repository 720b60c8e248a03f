import Foundation
import Logging
import Services

extension LoginStatus {
    /// Writes down how the login fares, where that has changed.
    ///
    /// - Parameters:
    ///   - earlier: The status before.
    ///   - logger: Where to.
    func report(after earlier: LoginStatus, to logger: Logger) {
        var metadata: Logger.Metadata = [:]
        if let until { metadata["until"] = "\(until.formatted(.iso8601))" }
        if let lastProblem { metadata["failure"] = "\(lastProblem.title)" }
        switch (phase, earlier.phase) {
        case (.valid, .valid), (.valid, .refreshing):
            if lastRefresh != earlier.lastRefresh {
                logger.info("login renewed", metadata: metadata)
            } else if lastProblem != nil, lastProblem != earlier.lastProblem {
                logger.warning("login could not be renewed yet", metadata: metadata)
            }
        case (.valid, _): logger.notice("login begins", metadata: metadata)
        case (.refreshing, .refreshing):
            if lastProblem != nil, lastProblem != earlier.lastProblem {
                logger.warning("login could not be renewed yet", metadata: metadata)
            }
        case (.refreshing, _): logger.debug("login is being renewed", metadata: metadata)
        case (.loggedOut, .loggedOut): break
        case (.loggedOut, _): logger.notice("logged out")
        case (.expired, .expired), (.failed, .failed): break
        case (.expired, _): logger.warning("login has run out", metadata: metadata)
        case (.failed, _): logger.warning("login was ended by the service", metadata: metadata)
        }
    }
}
