import Logging

/// Where the lines of the log go.
protocol LogDestination: Sendable {
    /// The least that is written.
    var level: Logger.Level { get }

    /// Has a line written soon; nobody waits for it.
    ///
    /// - Parameter line: The line without its end.
    func write(_ line: String)
}

extension LogDestination {
    /// Makes this the log of every room.
    ///
    /// To be called once in a process, before anything is logged.
    func takeEverything() { LoggingSystem.bootstrap { LogLineHandler(label: $0, destination: self) } }
}
