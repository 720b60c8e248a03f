import Console
import Foundation
import Meetings
import Themes

/// The folder with the operator's own `config.yaml`, `gateway.yaml` and `themes`.
struct ConfigurationFolder: Hashable, Sendable {
    let path: String

    /// Takes a folder as it is.
    init(path: String) { self.path = path }

    /// The folder where the environment says it is (XDG Base Directory Specification 0.8).
    ///
    /// A relative `XDG_CONFIG_HOME` does not count, as the specification demands.
    init(environment: [String: String]) {
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            path = folder + "/gavel"
        } else {
            path = (environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()) + "/.config/gavel"
        }
    }

    /// The folder of the file that was asked for, or else the one where the environment says it is.
    init(ofFile file: String?, environment: [String: String]) {
        if let file {
            self.init(path: URL(fileURLWithPath: file).deletingLastPathComponent().path)
        } else {
            self.init(environment: environment)
        }
    }

    /// The file that is read where none is named.
    func file(of document: ConfigurationDocument) -> String { "\(path)/\(document.fileName)" }

    /// The names of all themes: the operator's own, then the built-in ones.
    var themeNames: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path + "/themes")) ?? []
        let own = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        return own + Themes.builtIn.map(\.name).filter { !own.contains($0) }
    }

    /// Where the operator's own theme of a name is, or would be.
    func file(ofTheme name: String) -> String { "\(path)/themes/\(name).yaml" }

    /// The YAML of a theme, and the file it is from: the operator's own of that name, or else the built-in one, which is
    /// in no file.
    ///
    /// - Throws: As ``theme(named:)``, but for what is wrong within the YAML.
    func themeSource(named name: String) throws(ThemeError) -> (text: String, file: String?) {
        guard themeNames.contains(name) else { throw ThemeError(problems: [unknownTheme(name)]) }
        let own = file(ofTheme: name)
        if FileManager.default.fileExists(atPath: own) {
            guard let text = try? String(contentsOfFile: own, encoding: .utf8) else {
                let remedy = "make it a readable file in UTF-8"
                throw ThemeError(
                    problems: [FileProblem(file: own, line: nil, key: nil, reason: "cannot be read", remedy: remedy)]
                )
            }
            return (text, own)
        }
        return (Themes.builtIn.first { $0.name == name }?.text ?? "", nil)
    }

    private func unknownTheme(_ name: String) -> FileProblem {
        FileProblem(
            file: path,
            line: nil,
            key: "theme",
            reason: "“\(name)” is no theme",
            remedy: themeNames.nearest(to: name).map { "use \($0)" }
                ?? "use one of \(themeNames.joined(separator: ", "))"
        )
    }

    /// Reads a theme: the operator's own of that name, or else the built-in one.
    ///
    /// - Throws: `ThemeError` where there is none of that name, with the nearest, or where its file is wrong.
    func theme(named name: String) throws(ThemeError) -> Theme {
        let source = try themeSource(named: name)
        guard let file = source.file else { return Theme.builtIn.first { $0.name == name } ?? .standard }
        return try Theme.decode(source.text, file: file)
    }
}
