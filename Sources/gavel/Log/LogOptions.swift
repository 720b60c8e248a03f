import ArgumentParser
import Foundation
import PrivateFiles

/// How much a command writes to the log.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The least that is written to the log: \(LogLevel.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "level"))
    var logLevel: LogLevel?

    /// Begins the log; from here on every room writes to it.
    ///
    /// - Returns: The log, which takes no more than the command line asks for.
    func startLog() -> LogFile {
        let log = LogFile(folder: PrivateFolder(environment: ProcessInfo.processInfo.environment))
        if let logLevel { log.level = logLevel.level }
        log.takeEverything()
        return log
    }
}
