import Terminal
import Testing
import Themes

@testable import Console

struct ThemeTests {
    @Test("every built-in theme can be read, and gives each role a style of its own")
    func complete() throws {
        let names = ["default", "dark", "light", "high-contrast", "colour-blind", "monochrome"]
        #expect(Theme.builtIn.map(\.name) == names)
        for theme in Theme.builtIn {
            #expect(Set(theme.styles.keys) == Set(Role.allCases), "in \(theme.name)")
        }
    }

    @Test("the default theme uses only the 16 colours and what stays readable on dark and light terminals")
    func defaultIsCalm() {
        for role in Role.allCases {
            let style = Theme.standard[role]
            switch (style.foreground, style.background) {
            case (.standard, .standard): continue
            case (.indexed(let color), .standard):
                // Red, green, magenta, cyan; and not brightened, as many terminals do with bold.
                #expect([1, 2, 5, 6].contains(color), "\(role)")
                #expect(!style.attributes.contains(.bold), "\(role)")
            case (.indexed(let foreground), .indexed(let background)):
                #expect(foreground < 16 && background < 16 && foreground != background, "\(role)")
            default: Issue.record("\(role) takes only one colour from the terminal")
            }
        }
    }

    @Test("colours are read by name, number and hex, and a role takes from text what it does not name")
    func decoding() throws {
        let theme = try Theme.decode(
            """
            text: { fg: "#102030", bg: 17 }
            danger: { fg: bright-red, attributes: [bold, underline] }
            selection: { fg: default, bg: 255 }
            """,
            file: "/home/maria/.config/gavel/themes/ward.yaml"
        )
        #expect(theme.name == "ward")
        #expect(theme[.text] == Style(foreground: .rgb(16, 32, 48), background: .indexed(17)))
        let danger = Style(foreground: .indexed(9), background: .indexed(17), attributes: [.bold, .underline])
        #expect(theme[.danger] == danger)
        #expect(theme.style(.danger, over: .selection).background == .indexed(255))
        #expect(theme[.stateLive].foreground == .indexed(2), "what a theme leaves out comes from the default theme")
    }

    @Test("a theme can build on another built-in one")
    func extending() throws {
        let theme = try Theme.decode("extends: dark\nkey: { fg: red }", file: "mine.yaml")
        let dark = try #require(Theme.builtIn.first { $0.name == "dark" })
        #expect(theme[.dialog] == dark[.dialog])
        #expect(theme[.key].foreground == .indexed(1))
    }

    @Test("a wrong theme is refused with every file, line, key and the right word")
    func refusing() throws {
        let error = try #require(throws: ThemeError.self) {
            try Theme.decode(
                """
                extends: drak
                text: { fg: grene, background: blue }
                dialog-buton: { fg: red }
                link:
                  fg: #8fd0f5
                  attributes: [underlined]
                """,
                file: "ward.yaml"
            )
        }
        #expect(
            error.description == """
                ward.yaml:1: extends: “drak” is no built-in theme; write dark
                ward.yaml:2: text.background: is no known key; use one of fg, bg, attributes
                ward.yaml:2: text.fg: “grene” is no colour; write green
                ward.yaml:3: dialog-buton: is no known key; write dialog-button
                ward.yaml:5: link.fg: has no value; write a colour such as cyan, 110 or "#8fd0f5" (in quotes)
                ward.yaml:6: link.attributes: “underlined” is no attribute; write underline
                """
        )
    }

    @Test("what is not YAML is refused with the line", arguments: ["text: [", "text: {}\ntext: {}", "\tkey: 1"])
    func notYAML(text: String) throws {
        let error = try #require(throws: ThemeError.self) { try Theme.decode(text, file: "ward.yaml") }
        #expect(error.problems.count == 1)
        #expect(error.problems.allSatisfy { $0.line != nil })
    }
}
