import Console
import Foundation
import Meetings
import Themes

/// The folder with the operator's own `config.yaml` and `themes`.
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

    /// The file that is read where none is named.
    var file: String { path + "/config.yaml" }

    /// The names of all themes: the operator's own, then the built-in ones.
    var themeNames: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path + "/themes")) ?? []
        let own = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        return own + Themes.builtIn.map(\.name).filter { !own.contains($0) }
    }

    /// Reads a theme: the operator's own of that name, or else the built-in one.
    ///
    /// - Throws: `ThemeError` where there is none of that name, with the nearest, or where its file is wrong.
    func theme(named name: String) throws(ThemeError) -> Theme {
        guard themeNames.contains(name) else {
            throw ThemeError(
                problems: [
                    FileProblem(
                        file: path,
                        line: nil,
                        key: "theme",
                        reason: "“\(name)” is no theme",
                        remedy: themeNames.nearest(to: name).map { "use \($0)" }
                            ?? "use one of \(themeNames.joined(separator: ", "))"
                    )
                ]
            )
        }
        let own = "\(path)/themes/\(name).yaml"
        if FileManager.default.fileExists(atPath: own) {
            guard let text = try? String(contentsOfFile: own, encoding: .utf8) else {
                let remedy = "make it a readable file in UTF-8"
                throw ThemeError(
                    problems: [FileProblem(file: own, line: nil, key: nil, reason: "cannot be read", remedy: remedy)]
                )
            }
            return try Theme.decode(text, file: own)
        }
        return Theme.builtIn.first { $0.name == name } ?? .standard
    }
}
