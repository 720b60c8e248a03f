import Console
import Foundation
import Gateway
import PrivateFiles

/// What an operator has written down for a gateway.
///
/// The file is `gavel/gateway.yaml` in `$XDG_CONFIG_HOME`, or in `~/.config` where that is not set. Its reference, with
/// every key, is in README.md under "The gateway".
struct GatewaySettings: Hashable, Sendable {
    var gateway: GatewayConfiguration

    /// Where the users and the keys are.
    var state: PrivateFolder

    /// Where it is written down what was asked for.
    var accessLog = AccessLogPlace.standardOutput

    /// The least that is written to the log.
    var logLevel = LogLevel.usual

    /// The file this was read from; nil for the Sandbox's gateway, which has none.
    var file: String?
}

/// Where the access log is written.
enum AccessLogPlace: Hashable, Sendable {
    case standardOutput
    case nowhere
    case file(String)
}

extension GatewaySettings {
    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - named: The file that was asked for; nil for the one in the operator's folder.
    ///   - environment: The process's environment.
    /// - Returns: The settings.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    static func load(file named: String?, environment: [String: String]) throws(ConfigurationError) -> GatewaySettings {
        let file = named ?? ConfigurationFolder(environment: environment).file(of: .gateway)
        guard let text = try ConfigurationDocument.text(ofFile: file) else {
            throw ConfigurationError(
                file: file,
                reason: "is not there",
                remedy: named == nil
                    ? "write admin-control: and the address of Admin Control into it, or run gavel gateway --sandbox"
                    : "check the name after --config"
            )
        }
        return try decode(text, file: file, environment: environment)
    }

    /// Reads settings from their text.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The file it comes from; paths in it are relative to its folder.
    ///   - environment: The process's environment.
    /// - Returns: The settings.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    static func decode(
        _ text: String,
        file: String,
        environment: [String: String]
    ) throws(ConfigurationError) -> GatewaySettings {
        let document = YAMLDocument(file: file)
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let root = document.root(
            of: text, keys: ConfigurationDocument.gateway.root.keys.map(\.name), refusals: YAMLRefusal.gatewaySecrets)
        let adminControl = root?.required("admin-control", example: "https://admin.example.org/api")?
            .serviceURL(example: "https://admin.example.org/api", login: "remove it")
        var settings = GatewaySettings(
            gateway: GatewayConfiguration(adminControl: adminControl ?? URL(fileURLWithPath: "/")),
            state: root?["state"]?.path(in: folder).map(PrivateFolder.init)
                ?? PrivateFolder(path: PrivateFolder(environment: environment).path(of: "gateway")),
            file: file)
        if let root { settings.read(root, folder: folder) }
        guard document.problems.isEmpty else { throw ConfigurationError(problems: document.problems) }
        return settings
    }
}

extension YAMLRefusal {
    /// What has its place in the folder of the key `state`, where commands keep it.
    static let gatewaySecrets: [String: YAMLRefusal] = {
        let users = YAMLRefusal(
            reason: "is not read, since users are not kept in this file",
            remedy: "remove it, and run gavel gateway user add")
        let keys = YAMLRefusal(
            reason: "is not read, since a key in this file could leak",
            remedy: "remove it: gavel gateway makes a key, and gavel gateway key rotate another")
        let names = ["user", "users", "password", "passwords", "passwd"].map { ($0, users) }
        return Dictionary(uniqueKeysWithValues: names + ["key", "keys", "secret", "token"].map { ($0, keys) })
    }()
}
