import ArgumentParser
import Console
import Foundation
import Meetings

/// Tells where the configuration is, whether it is right, and what may be in it.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Find, check and describe the configuration.",
        subcommands: [Path.self, Check.self, Schema.self])

    /// Prints where the configuration is read from.
    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print where the configuration is, or belongs where there is none yet.")

        @OptionGroup var source: ConfigurationOptions

        func run() throws {
            try StandardOutput.writeLine(URL(fileURLWithPath: source.file).path)
            guard !FileManager.default.fileExists(atPath: source.file) else { return }
            complain("It does not exist yet. gavel setup writes it.")
        }
    }

    /// Reads the configuration and its themes.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the configuration and its themes, and name everything that is wrong.",
            discussion: "No service is asked. What is wrong is told on standard error, each with its line.")

        @OptionGroup var source: ConfigurationOptions

        func run() throws {
            guard let configuration = try source.configuration() else {
                throw Complaint(.configuration, "\(source.file) does not exist. gavel setup writes it.")
            }
            do {
                for name in Set([configuration.theme] + configuration.profiles.compactMap(\.theme)) {
                    _ = try source.folder.theme(named: name)
                }
            } catch {
                throw Complaint(.configuration, error.description)
            }
            let names = configuration.profiles.map(\.name)
            let profiles = names.isEmpty ? "no profiles" : "profiles: \(names.joined(separator: ", "))"
            try StandardOutput.writeLine("\(configuration.file) is right; \(profiles)")
        }
    }

    /// Prints what may be in the configuration.
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what may be in the configuration, as JSON Schema.",
            discussion: "Editors that complete YAML by a schema can read it from a file.")

        func run() throws { try StandardOutput.writeLine(ConfigurationSchema.schema(of: .console).pretty) }
    }
}
