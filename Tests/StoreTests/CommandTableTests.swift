import Testing

@testable import Store

@Suite("The command table")
struct CommandTableTests {
    @Test("declares every command exactly once, with a key, a title and a sentence")
    func complete() {
        #expect(CommandTable.all.map(\.command.rawValue).sorted() == Command.allCases.map(\.rawValue).sorted())
        for declaration in CommandTable.all {
            #expect(!declaration.keys.isEmpty && !declaration.title.isEmpty && !declaration.summary.isEmpty)
            #expect(!declaration.scope.isEmpty && !declaration.services.isEmpty)
            #expect(CommandTable[declaration.command].summary == declaration.summary)
        }
    }

    @Test("gives every command a name of its own, in small letters and hyphens")
    func names() {
        #expect(Set(CommandTable.all.map(\.name)).count == Command.allCases.count)
        for declaration in CommandTable.all {
            #expect(declaration.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(declaration.name)")
            #expect(CommandTable.command(named: declaration.name) == declaration.command)
        }
        #expect(CommandTable.command(named: "nothing") == nil)
    }

    @Test("gives no key two meanings in one place")
    func conflicts() {
        var meanings: [String: Command] = [:]
        for declaration in CommandTable.all {
            for key in declaration.keys {
                for scope in CommandTableTests.scopes where declaration.scope.contains(scope) {
                    for service in declaration.services {
                        let place = "\(key) in \(scope.rawValue) of \(service)"
                        let other = meanings.updateValue(declaration.command, forKey: place)
                        #expect(other == nil, "\(place): \(declaration.command) and \(String(describing: other))")
                    }
                }
            }
        }
        #expect(meanings.count > 100)
    }

    @Test("gives every command that applies in a line of input a key that is no letter there")
    func typing() {
        let commands = CommandTable.all.filter { $0.scope.contains(.typing) }
        #expect(commands.contains { $0.command == .quit } && commands.contains { $0.command == .help })
        for declaration in commands { #expect(declaration.keys.contains { $0.count > 1 }, "\(declaration.command)") }
    }

    @Test("offers a way to open, back, help and quit in every place")
    func waysOut() {
        for scope in CommandTableTests.scopes {
            for command in [Command.open, .back, .help, .quit] {
                #expect(CommandTable[command].scope.contains(scope), "\(command) in \(scope.rawValue)")
            }
        }
    }

    private static let scopes: [Scope] = [
        .typing, .session, .conferences, .details, .guestLink, .live, .question, .overlay,
    ]
}
