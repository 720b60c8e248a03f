import Store
import Testing

@testable import gavel

@Suite("Keys in the configuration")
struct KeysConfigurationTests {
    private func keys(_ lines: String...) throws -> CommandKeys {
        try Configuration.decode((["keys:"] + lines.map { "  \($0)" }).joined(separator: "\n"), file: "c.yaml").keys
    }

    /// What a configuration with these keys is refused for, one problem a line.
    private func refusal(_ lines: String...) -> String {
        let text = (["keys:"] + lines.map { "  \($0)" }).joined(separator: "\n")
        do throws(ConfigurationError) {
            _ = try Configuration.decode(text, file: "c.yaml")
            return ""
        } catch {
            return error.description
        }
    }

    @Test("take the place of those of the table, one or several, and leave all others as they are")
    func changed() throws {
        let keys = try keys("refresh: [F6, C-r]", "copy: W", "sort: f7", "delete: disabled")
        #expect(keys[.refresh] == ["F6", "C-r"] && keys[.copy] == ["W"] && keys[.sort] == ["F7"])
        #expect(keys[.deleteConference].isEmpty)
        for declaration in CommandTable.all
        where ![.refresh, .copy, .sort, .deleteConference].contains(declaration.command) {
            #expect(keys[declaration.command] == declaration.keys)
        }
    }

    @Test("of one place that ask for two commands are refused with line, key and both names")
    func conflicts() {
        #expect(
            refusal("copy: W", "close: x")
                == "c.yaml:3: keys.close: “x” asks for close and for raw; write another key for close or raw")
        #expect(
            refusal("copy: F9", "close: [c, F9]")
                == "c.yaml:3: keys.close: “F9” asks for close and for copy; write another key for close or copy")
    }

    @Test("may have two meanings in different places, or be free because another command has none")
    func noConflicts() {
        #expect(refusal("reveal: o").isEmpty)
        #expect(refusal("raw: disabled", "close: x").isEmpty)
        #expect(refusal("copy: W", "close: w", "watch: F7").isEmpty)
        #expect(refusal("copy: c", "close: W", "chat: F7").isEmpty)
    }

    @Test("with unknown names are refused with the nearest right word")
    func unknown() {
        #expect(refusal("clsoe: x") == "c.yaml:2: keys.clsoe: is no known key; write close")
        #expect(
            refusal("close: PageDwn")
                == "c.yaml:2: keys.close: “PageDwn” is no key that terminals can tell; write PgDn")
        #expect(refusal("close: C-m").contains("“C-m” is no key that terminals can tell"))
    }

    @Test("that answer dialogs and end the console stay, and cannot be given away")
    func fixed() throws {
        let keys = try keys("open: o", "sort: F7", "lobby: F9", "back: [F8]", "quit: W")
        #expect(keys[.open] == ["o", "Enter"] && keys[.back] == ["F8", "Esc"] && keys[.quit] == ["W", "C-c"])
        for (command, key) in CommandKeys.fixed {
            let name = CommandTable[command].name
            #expect(refusal("\(name): disabled").contains("keys.\(name): cannot be disabled"))
            let words = refusal("close: \(key)")
            #expect(
                words.contains("“\(key)” asks for close and for \(name); write another key; \(key) stays"), "\(words)")
        }
    }
}
