import ArgumentParser
import Foundation

/// The command line as swift-argument-parser describes it itself, and the fields that a command tells.
struct CommandTree {
    /// The words by which the command is called, `gavel` first.
    let words: [String]
    let abstract: String
    let discussion: String
    let arguments: [Argument]
    let subcommands: [CommandTree]

    /// What `--json` and `--format` know; empty where a command does not tell results.
    let fields: [(name: String, summary: String)]

    /// One argument, option or flag.
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
        let abstract: String?
        let defaultValue: String?
    }

    /// The whole command line.
    static func gavel() throws -> CommandTree {
        let dump = try JSONDecoder().decode(Dump.self, from: Data(Gavel._dumpHelp().utf8))
        return CommandTree(dump.command, Gavel.self, below: [])
    }

    private struct Dump: Decodable {
        let command: Command
    }

    private struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let arguments: [Argument]?
        let subcommands: [Command]?
    }

    private init(_ command: Command, _ type: any ParsableCommand.Type, below parents: [String]) {
        let words = parents + [command.commandName]
        self.words = words
        abstract = command.abstract ?? ""
        discussion = command.discussion ?? ""
        // Help and version are the same everywhere.
        arguments = (command.arguments ?? []).filter { argument in
            argument.shouldDisplay && argument.names?.contains { ["help", "version"].contains($0.name) } != true
        }
        let types = type.configuration.subcommands
        // The parser adds a command of its own that prints help, which every command does with --help.
        subcommands = (command.subcommands ?? []).compactMap { inner in
            types.first { $0._commandName == inner.commandName }.map { CommandTree(inner, $0, below: words) }
        }
        fields = (type as? any ReportingCommand.Type)?.describedFields ?? []
    }
}

extension CommandTree {
    /// The commands that do something, in the order of the command line.
    var leaves: [CommandTree] { subcommands.isEmpty ? [self] : subcommands.flatMap(\.leaves) }

    /// How the command is called.
    var call: String { words.joined(separator: " ") }
}

extension CommandTree.Argument {
    /// Whether it stands by itself, without a name.
    var isPositional: Bool { kind == "positional" }

    /// What it is for, and what holds without it.
    var description: String {
        let usual = defaultValue.map { $0.isEmpty ? "" : " Usually \($0)." } ?? ""
        return (abstract ?? "") + usual
    }

    /// Its names, the short one first, with a value's name where it takes one.
    var forms: [String] {
        guard let names, !isPositional else { return ["<\(valueName ?? "")>"] }
        let value = kind == "option" ? valueName.map { " <\($0)>" } ?? "" : ""
        return names.map { ($0.kind == "short" ? "-" : "--") + $0.name + value }
    }
}

extension ReportingCommand {
    /// The fields that the command tells, by name and meaning.
    static var describedFields: [(name: String, summary: String)] { fields.map { ($0.name, $0.summary) } }
}
