import Console
import Foundation
import Gateway
import PrivateFiles
import Sandbox
import Services
import Store
import Testing

@testable import gavel

/// Holds README.md to what the program does.
struct ReadmeTests {
    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("the configuration reference is that of the table of keys, and a configuration")
    func configuration() throws {
        let reference = try part(after: "configuration reference", fenced: true)
        let configuration = try Configuration.decode(reference, file: "config.yaml")
        let profile = try #require(try configuration.profile(named: nil))
        let v4h = try #require(profile.v4h)
        #expect(v4h.passwordCommand != nil && v4h.deployment.skin != nil && !v4h.deployment.routes.isEmpty)
        #expect(profile.proconf?.passwordCommand != nil && profile.proconf?.isRemembered == true)
        #expect(configuration.keys[.refresh] == ["r", "C-r"])
        #expect(reference + "\n" == ConfigurationReference.text(of: .console))
    }

    @Test("the reference of the gateway's configuration is that of the table of keys, and a configuration")
    func gatewayConfiguration() throws {
        let reference = try part(after: "gateway configuration reference", fenced: true)
        let settings = try GatewaySettings.decode(reference, file: "/etc/gavel/gateway.yaml", environment: [:])
        #expect(settings.gateway.objectStore != nil && settings.state.path == "/var/lib/gavel/gateway")
        #expect(reference + "\n" == ConfigurationReference.text(of: .gateway))
    }

    @Test("the configuration of a gateway behind a proxy is one")
    func gatewayBehindProxy() throws {
        let text = try part(after: "gateway behind proxy", fenced: true)
        let settings = try GatewaySettings.decode(text, file: "/etc/gavel/gateway.yaml", environment: [:])
        #expect(settings.gateway.address == "10.0.0.11" && settings.gateway.trustedProxies.count == 1)
    }

    @Test("the theme example is a theme")
    func theme() throws {
        let theme = try Theme.decode(try part(after: "theme example", fenced: true), file: "ward.yaml")
        #expect(theme.name == "ward")
    }

    @Test("the table of fields is that of the commands")
    func fields() throws {
        let rows = try part(after: "fields", fenced: false).split(separator: "\n").dropFirst(2).map(String.init)
        var declared: [(commands: [String], fields: [String])] = []
        for command in try CommandTree.gavel().leaves where !command.fields.isEmpty {
            let names = command.fields.map(\.name)
            let call = command.words.dropFirst().joined(separator: " ")
            if let place = declared.firstIndex(where: { $0.fields == names }) {
                declared[place].commands.append(call)
            } else {
                declared.append(([call], names))
            }
        }
        let written = declared.map { group in
            "| \(group.commands.map { "`\($0)`" }.joined(separator: " ")) | "
                + "\(group.fields.map { "`\($0)`" }.joined(separator: " ")) |"
        }
        #expect(rows == written)
    }

    @Test("the table of exit statuses is the program's")
    func exitStatuses() throws {
        let rows = try part(after: "exit status", fenced: false).split(separator: "\n").dropFirst(2).map(String.init)
        #expect(rows == ExitStatus.allCases.map { "| \($0.rawValue) | \($0.meaning) |" })
    }

    @Test("the table of the Sandbox's faults is the program's, and every route is named")
    func faults() throws {
        let rows = try part(after: "sandbox faults", fenced: false).split(separator: "\n").dropFirst(2).map(String.init)
        #expect(rows == FaultWord.all.map { "| `\($0.form)` | \($0.meaning) |" })
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        for route in SandboxRouteName.allCases { #expect(text.contains("`\(route.rawValue)`"), "no \(route.rawValue)") }
    }

    @Test("the table of keys is the command table")
    func keys() throws {
        let rows = try part(after: "keys", fenced: false).split(separator: "\n").dropFirst(2).map(String.init)
        let declared = CommandTable.all.map { declaration -> String in
            let keys = declaration.keys.map { "`\($0)`" }.joined(separator: " ")
            let usage = declaration.usage.replacing("|", with: "\\|")
            return "| \(keys) | `\(usage)` | \(declaration.summary) |"
        }
        #expect(rows == declared)
    }

    @Test("the map of rooms names every folder of sources, and none that is not there")
    func rooms() throws {
        let rows = try part(after: "rooms", fenced: false)
        let named = rows.matches(of: /\((Sources\/\w+)\)/).map { String($0.output.1) }
        let folders = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
        #expect(Set(named) == Set(folders.map { "Sources/\($0)" }))
    }

    /// The fenced block, or the paragraph, that follows a marker comment.
    private func part(after marker: String, fenced: Bool) throws -> String {
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let rest = try #require(text.split(separator: "<!-- \(marker) -->\n", maxSplits: 1).dropFirst().first)
        let lines = rest.split(separator: "\n", omittingEmptySubsequences: false)
        let part = fenced ? lines.dropFirst().prefix { $0 != "```" } : lines.prefix { !$0.isEmpty }
        return part.joined(separator: "\n")
    }
}
