import Foundation
import Logging

/// Writes what any room logs, each event as a line.
struct LogLineHandler: LogHandler {
    let label: String
    let destination: any LogDestination
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private var ownLevel: Logger.Level?

    /// The destination's level, which is known only when the configuration has been read, unless a logger has its own.
    var logLevel: Logger.Level {
        get { ownLevel ?? destination.level }
        set { ownLevel = newValue }
    }

    init(label: String, destination: any LogDestination) {
        self.label = label
        self.destination = destination
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
        destination.write(line)
    }
}
