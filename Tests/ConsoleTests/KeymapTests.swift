import Store
import Terminal
import Testing

@testable import Console

@Suite("The keymap")
struct KeymapTests {
    private static let scopes: [Scope] = [
        .typing, .session, .conferences, .details, .guestLink, .question, .overlay,
    ]

    @Test("knows every key of the command table by its name")
    func names() throws {
        for declaration in CommandTable.all {
            for name in declaration.keys {
                let key = try #require(Key(name: name), "\(name)")
                #expect(key.name == name)
            }
        }
    }

    @Test("asks for the command that the table declares, in each place of its scope, and for none elsewhere")
    func commands() throws {
        let keymap = Keymap()
        for declaration in CommandTable.all {
            for name in declaration.keys {
                let key = try #require(Key(name: name))
                for scope in KeymapTests.scopes {
                    let command = keymap.command(for: key, in: scope)
                    let isTyped = scope == .typing && name.count == 1
                    if declaration.scope.contains(scope), !isTyped {
                        #expect(command == declaration.command, "\(name) in \(scope.rawValue)")
                    } else {
                        #expect(command != declaration.command, "\(name) in \(scope.rawValue)")
                    }
                }
            }
        }
    }

    @Test("types every letter into a line of input, so that none is lost to a command")
    func letters() {
        let keymap = Keymap()
        let letters = CommandTable.all.flatMap(\.keys).filter { $0.count == 1 }.joined() + "áç語👩🏽‍⚕️ "
        for letter in letters {
            #expect(keymap.command(for: .character(letter), in: .typing) == nil)
            #expect(Key.character(letter).fieldEdit == .insert(String(letter)))
        }
    }

    @Test("leaves every command of a line of input a key that does not edit the line instead")
    func reachable() {
        for declaration in CommandTable.all where declaration.scope.contains(.typing) {
            let keys = declaration.keys.compactMap(Key.init(name:))
            #expect(keys.contains { $0.fieldEdit == nil }, "\(declaration.command)")
        }
    }
}
