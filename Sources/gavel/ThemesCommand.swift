import ArgumentParser
import Console
import Foundation
import Terminal

/// Lists the themes, or prints one as a start for one's own.
struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "List the themes, or print one as a start for your own.",
        discussion: """
            A theme of your own is NAME.yaml in the folder themes beside the configuration. On a terminal each theme \
            is shown with its roles, in the colours that the console would have there.
            """)

    @Argument(help: "The theme to print.")
    var name: String?

    @Flag(help: "Print the list as JSON.")
    var json = false

    @OptionGroup var source: ConfigurationOptions

    func validate() throws {
        if name != nil, json { throw ValidationError("A theme is printed as YAML: leave out --json.") }
    }

    func run() throws {
        let folder = source.folder
        if let name { return try printSource(of: name, in: folder) }
        let listings = folder.themeNames.sorted { left, right in
            // The built-in ones first, in their own order.
            (ThemeListing.rank(of: left), left) < (ThemeListing.rank(of: right), right)
        }.map { ThemeListing(name: $0, in: folder) }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try printAll(String(decoding: try encoder.encode(["themes": listings]), as: UTF8.self) + "\n")
        } else {
            try printAll(table(of: listings))
        }
    }

    private func printSource(of name: String, in folder: ConfigurationFolder) throws {
        do throws(ThemeError) {
            let text = try folder.themeSource(named: name).text
            try? printAll(text.hasSuffix("\n") ? text : text + "\n")
        } catch {
            throw Complaint(.configuration, error.description)
        }
    }

    private func printAll(_ text: String) throws(Complaint) { _ = try StandardOutput.write(Data(text.utf8)) }

    private func table(of listings: [ThemeListing]) -> String {
        let escape = StyleEscape(environment: ProcessInfo.processInfo.environment, output: STDOUT_FILENO)
        let width = (listings.map { DisplayText.cells(of: $0.name) }.max() ?? 0) + 2
        var lines: [String] = []
        for listing in listings {
            lines.append(DisplayText.fitted(listing.name, to: width) + (listing.file ?? "built in"))
            lines += listing.problems.map { "  ! \($0)" }
            guard let depth = escape.colorDepth, let theme = listing.theme?.fitted(to: depth) else { continue }
            lines += ThemeSample(theme: theme).lines(width: 76).map { line in
                "  " + line.map { escape.text($0.text, $0.style) }.joined()
            }
            lines.append("")
        }
        if let depth = escape.colorDepth { lines.append("This terminal shows \(depth.words).") }
        return lines.map { $0 + "\n" }.joined()
    }
}

/// A theme in the list.
private struct ThemeListing: Encodable {
    let name: String

    /// The file it is from; nil for one inside the program.
    let file: String?
    let isBuiltIn: Bool

    /// What is wrong in it, so that it cannot be used.
    let problems: [String]
    let theme: Theme?

    private enum CodingKeys: String, CodingKey {
        case name
        case file
        case isBuiltIn = "builtIn"
        case problems
    }

    init(name: String, in folder: ConfigurationFolder) {
        self.name = name
        let own = folder.file(ofTheme: name)
        file = FileManager.default.fileExists(atPath: own) ? own : nil
        isBuiltIn = file == nil
        do throws(ThemeError) {
            theme = try folder.theme(named: name)
            problems = []
        } catch {
            theme = nil
            problems = error.problems.map(\.description)
        }
    }

    /// The place of a built-in theme in their order; any other comes after them.
    static func rank(of name: String) -> Int { Theme.builtIn.firstIndex { $0.name == name } ?? .max }
}

extension ColorDepth {
    fileprivate var words: String {
        switch self {
        case .none: "no colours"
        case .eight: "8 colours"
        case .sixteen: "16 colours"
        case .indexed256: "256 colours"
        case .trueColor: "colours of 24 bits"
        }
    }
}
