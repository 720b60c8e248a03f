import ArgumentParser
import Foundation
import Gateway
import Meetings

/// The application server, and what it needs to be kept.
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Run a ProCONF application server in front of Admin Control, and keep its users and keys.",
        subcommands: [
            RunGateway.self, GatewayUserCommand.self, GatewayKeyCommand.self, CheckGateway.self, GatewaySchema.self,
            GatewayOpenAPI.self,
        ],
        defaultSubcommand: RunGateway.self)
}

/// Which gateway a command is about.
struct GatewayOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The gateway's configuration, to be read instead of the usual one.", valueName: "file"))
    var config: String?

    /// Reads the configuration.
    ///
    /// - Returns: What it says.
    /// - Throws: A `Complaint` with every problem of the file.
    func settings() throws -> GatewaySettings {
        do {
            return try GatewaySettings.load(file: config, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw Complaint(.configuration, error.description)
        }
    }
}

/// Reads all that a gateway is made of.
struct CheckGateway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read the gateway's configuration, users and keys, and name everything that is wrong.",
        discussion: "Nothing is started, asked or written. What is wrong is told on standard error, with its line.")

    @OptionGroup var source: GatewayOptions

    func run() throws {
        let settings = try source.settings()
        try settings.checkStages()
        let (users, keys) = try Complaint.telling {
            let file = KeyFile(folder: settings.state)
            // They would be made where there are none.
            let keys = FileManager.default.fileExists(atPath: file.path) ? try file.readOrMake(now: .now) : nil
            return (try UserFile(folder: settings.state).read(), keys)
        }
        for user in users.users {
            for role in user.roles where !settings.gateway.roles.contains(role) {
                throw Complaint(
                    .configuration, "\(user.name) has the role \(role), which is none of the configuration's roles.")
            }
        }
        let count = { (number: Int, what: String) in "\(number) \(what)\(number == 1 ? "" : "s")" }
        let file = settings.file ?? ""
        let parts = [count(users.users.count, "user"), keys.map { count($0.keys.count, "key") } ?? "no key yet"]
        try StandardOutput.writeLine("\(file) is right; \(parts.joined(separator: ", "))")
        if users.isEmpty { complain("Nobody can sign in. gavel gateway user add NAME adds somebody.") }
    }
}

/// Prints what may be in the gateway's configuration.
struct GatewaySchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print what may be in the gateway's configuration, as JSON Schema.",
        discussion: "Editors that complete YAML by a schema can read it from a file.")

    func run() throws { try StandardOutput.writeLine(ConfigurationSchema.schema(of: .gateway).pretty) }
}

/// Prints what the gateway answers to what.
struct GatewayOpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print what the gateway answers to what, as an OpenAPI description.",
        discussion: "Programs make clients of it, and try whether a server answers as it says.")

    func run() throws { try StandardOutput.writeLine(OpenAPIDescription.document.pretty) }
}

extension GatewaySettings {
    /// Lets pass what says of which deployments stages may be opened, where any may.
    ///
    /// - Throws: A `Complaint` where it does not.
    func checkStages() throws {
        guard gateway.publicOrigin != nil, gateway.meetingOrigins.isEmpty else { return }
        throw Complaint(
            .configuration,
            "A public-url lets stages be opened, but nothing says of which deployments: write meeting-origins: and theirs, "
                + "such as [https://meet.example.org].")
    }
}

extension Complaint {
    /// Does something with the users or the keys, and tells the operator why it failed.
    ///
    /// - Parameter body: What is to be done.
    /// - Returns: What it gives.
    /// - Throws: A `Complaint` in place of what the files say.
    @discardableResult
    static func telling<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        do {
            return try body()
        } catch let error as SignInFileError {
            throw Complaint(status(of: error), words(of: error))
        } catch let flaw as GatewayUserFlaw {
            throw Complaint(.usage, "\(flaw.title) \(flaw.advice)")
        }
    }

    /// What happened to users or keys, and what to do about it.
    static func words(of error: SignInFileError) -> String { "\(error.title) \(error.advice)" }

    private static func status(of error: SignInFileError) -> ExitStatus {
        switch error {
        case .nameTaken, .keyInUse: .conflict
        case .noSuchUser: .notFound
        case .unreadable: .configuration
        case .file: .failure
        }
    }
}
