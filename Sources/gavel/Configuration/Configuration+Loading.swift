import Console
import Foundation
import Meetings
import Store
import Terminal

extension Configuration {
    /// Reads the configuration.
    ///
    /// - Parameters:
    ///   - named: The file that was asked for; nil for the one in the operator's folder.
    ///   - environment: The process's environment.
    /// - Returns: Nil where no file was asked for and there is none.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    static func load(
        file named: String?,
        environment: [String: String]
    ) throws(ConfigurationError) -> Configuration? {
        let file = named ?? ConfigurationFolder(environment: environment).file(of: .console)
        guard let text = try ConfigurationDocument.text(ofFile: file) else {
            guard named != nil else { return nil }
            throw ConfigurationError(
                file: file,
                reason: "is not there",
                remedy: "check the name after --config, or run gavel demo to look around without one"
            )
        }
        return try decode(text, file: file)
    }

    /// Reads a configuration from its text.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The file it comes from; paths in it are relative to its folder, where the operator's themes are too.
    /// - Returns: The configuration, which has no profiles where the text has none.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    static func decode(_ text: String, file: String) throws(ConfigurationError) -> Configuration {
        let document = YAMLDocument(file: file)
        let folder = ConfigurationFolder(path: URL(fileURLWithPath: file).deletingLastPathComponent().path)
        let root = document.root(
            of: text, keys: ConfigurationDocument.console.root.keys.map(\.name), refusals: YAMLRefusal.secrets)
        let entries = root?["profiles"]?.section()?.entries ?? []
        let profiles = entries.compactMap { $0.profile(folder: folder) }
        let configuration = Configuration(
            profiles: profiles,
            defaultProfile: root?["profile"]?.name(among: entries.map(\.name), what: "profile")
                ?? (entries.count == 1 ? profiles.first?.name : nil),
            theme: root?["theme"]?.name(among: folder.themeNames, what: "theme") ?? "default",
            logLevel: root?["log-level"]?.choice(of: LogLevel.self) ?? .usual,
            keys: root?["keys"]?.commandKeys() ?? .standard,
            columns: root?["columns"]?.columns() ?? ColumnChoice.standard,
            clipboard: root?["clipboard"]?.choice(of: ClipboardWay.self) ?? .usual,
            usesMouse: root?["mouse"]?.flag() ?? false,
            notifications: root?["notifications"]?.notificationWays() ?? [.bell],
            file: file
        )
        guard document.problems.isEmpty else { throw ConfigurationError(problems: document.problems) }
        return configuration
    }
}

extension ConfigurationDocument {
    /// Reads the text of a file that somebody has configured.
    ///
    /// - Parameter file: Its path.
    /// - Returns: Nil where there is none.
    /// - Throws: `ConfigurationError` where it cannot be read.
    static func text(ofFile file: String) throws(ConfigurationError) -> String? {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch let error as CocoaError where [.fileReadNoSuchFile, .fileNoSuchFile].contains(error.code) {
            return nil
        } catch {
            throw ConfigurationError(
                file: file,
                reason: "cannot be read: \(error.localizedDescription)",
                remedy: "make it a file that you can read"
            )
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ConfigurationError(file: file, reason: "is not in UTF-8", remedy: "save it in UTF-8")
        }
        return text
    }
}

extension YAMLEntry {
    /// One name of those there are.
    func name(among names: [String], what: String) -> String? {
        guard let name = text(example: names.first ?? "the name of a \(what)") else { return nil }
        if names.contains(name) { return name }
        let all = names.isEmpty ? "add a \(what) of that name" : "use one of \(names.joined(separator: ", "))"
        report("“\(name)” is no \(what)", remedy: names.nearest(to: name).map { "write \($0)" } ?? all)
        return nil
    }
}

extension YAMLRefusal {
    /// Secrets have no place in a file that is copied around and shown to others.
    static let secrets: [String: YAMLRefusal] = Dictionary(
        uniqueKeysWithValues: ["password", "passwd", "secret", "token", "access-token", "refresh-token"].map { key in
            let reason = "is not read, since a \(key.hasSuffix("token") ? "token" : "password") in this file could leak"
            let remedy = "remove it, and write password-command: [pass, show, …] or type it in the Session pane"
            return (key, YAMLRefusal(reason: reason, remedy: remedy))
        }
    )
}
