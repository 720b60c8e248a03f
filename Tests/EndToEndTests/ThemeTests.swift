import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Themes")
    struct ThemeTests {
        @Test("one is chosen by its looks, and followed while its file is written", .timeLimit(.minutes(10)))
        func choosing() async throws {
            try await TerminalWindow.with(type: "xterm-256color") { window in
                let file = try window.home.write(
                    "extends: dark\ntext: { fg: 231, bg: 17 }", to: "config/gavel/themes/ward.yaml")
                try await window.startGavel("demo", "--token-lifetime", "3600")
                try await window.wait(until: "the list is ready") { $0.isListReady }
                window.forgetWritten()
                try await window.press("T")
                try await window.wait(for: "▸ default")
                try await window.press("Up")
                try await window.wait(for: "▸ ward")
                try await window.wait(until: "it is to be seen") { _ in window.shows("48;5;17") }
                try await window.press("Enter")
                try await window.wait(for: "Theme ward. theme: ward in the configuration keeps it.")

                window.forgetWritten()
                try Data("extends: dark\ntext: { fg: 231, bg: 52 }".utf8).write(to: URL(fileURLWithPath: file))
                try await window.wait(for: "The theme ward has been read anew.")
                try await window.wait(until: "it is to be seen") { _ in window.shows("48;5;52") }
                try Data("extends: dark\ntext: { fg: 231, bg: rot }".utf8).write(to: URL(fileURLWithPath: file))
                try await window.wait(for: "The theme ward has a mistake: \(window.home.path("config"))")
                try await window.press("m")
                // Where the line is broken depends on the length of the file's name.
                try await window.wait(for: "“rot”")
            }
        }

        @Test(
            "are listed with their colours on a terminal, and as a script needs them elsewhere",
            .timeLimit(.minutes(10))
        )
        func listing() async throws {
            let home = try TemporaryHome()
            defer { home.remove() }
            let file = try home.write("key: { fg: rot }", to: "config/gavel/themes/ward.yaml")
            let plain = try await Program.run(["themes"], in: home)
            #expect(plain.status == 0 && plain.complaint.isEmpty && !plain.output.contains("\u{1B}"))
            let names = plain.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
                .map { $0.split(separator: " ").first.map(String.init) ?? "" }
            #expect(
                names == ["default", "dark", "light", "high-contrast", "colour-blind", "monochrome", "ward"])
            #expect(plain.output.contains("  ! \(file):1: key.fg: “rot” is no colour; write red"))

            let json = try await Program.run(["themes", "--json"], in: home)
            let document = try JSONDecoder().decode(Listing.self, from: Data(json.output.utf8))
            #expect(document.themes.map(\.name) == names)
            #expect(document.themes.map(\.builtIn) == [true, true, true, true, true, true, false])
            #expect(document.themes.last?.file == file && document.themes.last?.problems.count == 1)

            let source = try await Program.run(["themes", "light"], in: home)
            #expect(source.status == 0 && source.output.contains("state-live: {"))
            let unknown = try await Program.run(["themes", "lihgt"], in: home)
            #expect(unknown.status == 78 && unknown.output.isEmpty && unknown.complaint.contains("use light"))

            try await TerminalWindow.with(type: "xterm-256color") { window in
                try await window.startGavel("themes")
                #expect(try await window.exitStatus() == 0)
                try await window.wait(for: "This terminal shows 256 colours.")
                #expect(window.shows("48;5;") && window.shows(" state-live "))
            }
        }

        private struct Listing: Decodable {
            struct Theme: Decodable {
                let name: String
                let builtIn: Bool
                let file: String?
                let problems: [String]
            }

            let themes: [Theme]
        }
    }
}

extension TerminalWindow {
    /// Whether the program has written this since ``forgetWritten()``.
    fileprivate func shows(_ bytes: String) -> Bool { String(decoding: written, as: UTF8.self).contains(bytes) }
}
