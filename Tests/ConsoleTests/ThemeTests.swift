import Foundation
import Terminal
import Testing
import Themes

@testable import Console

struct ThemeTests {
    @Test("every built-in theme can be read, and gives each role a style of its own")
    func complete() throws {
        #expect(Theme.builtIn.map(\.name) == ["default", "dark", "light"])
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

    @Test("dark and light keep WCAG's contrast, for borders that of graphics", arguments: ["dark", "light"])
    func contrast(name: String) throws {
        let theme = try #require(Theme.builtIn.first { $0.name == name })
        for role in Role.allCases {
            let needed = [.border, .borderFocused].contains(role) ? 3 : 4.5
            let ratio = try #require(theme[role].contrast, "\(role) is not in true colour")
            #expect(ratio >= needed, "\(role) has \(ratio)")
        }
        let grounds: [Role] = [.selection, .selectionUnfocused, .dialog, .overlay, .statusBar]
        let painted: [Role] = [
            .stateReady, .stateLive, .stateEnded, .stateUnknown, .success, .warning, .danger, .info, .muted, .link,
            .key, .label, .value, .match, .placeholder,
        ]
        for ground in grounds {
            for role in painted {
                let ratio = try #require(theme.style(role, over: ground).contrast)
                #expect(ratio >= 4.5, "\(role) over \(ground) has \(ratio)")
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

extension Style {
    /// The contrast ratio of WCAG 2.2 ("contrast ratio", "relative luminance"), where both colours are known.
    fileprivate var contrast: Double? {
        guard let foreground = foreground.luminance, let background = background.luminance else { return nil }
        return (max(foreground, background) + 0.05) / (min(foreground, background) + 0.05)
    }
}

extension Color {
    fileprivate var luminance: Double? {
        guard case .rgb(let red, let green, let blue) = self else { return nil }
        let linear = [red, green, blue].map { part in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
