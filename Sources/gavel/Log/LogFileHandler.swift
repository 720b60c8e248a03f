import Foundation
import Logging

/// Writes what any room logs to the program's log file.
struct LogFileHandler: LogHandler {
    let label: String
    let file: LogFile
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private var ownLevel: Logger.Level?

    /// The file's level, which is known only when the configuration has been read, unless a logger has its own.
    var logLevel: Logger.Level {
        get { ownLevel ?? file.level }
        set { ownLevel = newValue }
    }

    init(label: String, file: LogFile) {
        self.label = label
        self.file = file
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
        if let own = event.metadata { all.merge(own) { $1 } }
        let line = LogLine.text(
            at: Date(), level: event.level, label: label, message: event.message.description, metadata: all)
        file.write(line)
    }
}

extension LogFile {
    /// Makes this the log of every room.
    ///
    /// To be called once in a process, before anything is logged.
    func takeEverything() { LoggingSystem.bootstrap { [self] in LogFileHandler(label: $0, file: self) } }
}
