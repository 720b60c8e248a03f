import Foundation
import Logging
import Synchronization

/// The log of a program that runs for others, such as a service manager, which take what it says on standard error.
final class StandardErrorLog: LogDestination {
    private let lines = LineQueue(to: .standard(STDERR_FILENO), lossNote: { "… \($0) lines were lost here" })
    private let least: Mutex<Logger.Level>

    /// Begins the log.
    ///
    /// - Parameter level: The least that is written.
    init(level: Logger.Level) { least = Mutex(level) }

    var level: Logger.Level {
        get { least.withLock(\.self) }
        set { least.withLock { $0 = newValue } }
    }

    func write(_ line: String) { lines.write(Data((line + "\n").utf8)) }

    /// Waits until all is written, but no longer than a moment.
    func finish() { lines.finish() }
}
