import ArgumentParser
import Foundation

/// Which configuration a command reads.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file to read instead of the usual one.", valueName: "file"))
    var config: String?

    /// The folder with themes, and with the configuration where none is named.
    var folder: ConfigurationFolder {
        ConfigurationFolder(ofFile: config, environment: ProcessInfo.processInfo.environment)
    }

    /// The file that is read, whether it is there or not.
    var file: String { config ?? folder.file(of: .console) }

    /// Reads the configuration.
    ///
    /// - Returns: Nil where none was named and there is none.
    /// - Throws: A `Complaint` with every problem of the file.
    func configuration() throws -> Configuration? {
        do {
            return try Configuration.load(file: config, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw Complaint(.configuration, error.description)
        }
    }
}
