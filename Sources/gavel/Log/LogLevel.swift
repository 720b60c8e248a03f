import ArgumentParser
import Logging

/// How much is written to the log: what is as bad as this, and worse.
enum LogLevel: String, CaseIterable, ExpressibleByArgument, Sendable {
    case debug
    case info
    case notice
    case warning
    case error

    /// Calm: logins, what went wrong, and when the program began and ended.
    static let usual = LogLevel.notice

    var level: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        }
    }
}
