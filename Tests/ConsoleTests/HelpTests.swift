import Meetings
import Store
import Terminal
import Testing

@testable import Console

@Suite("What the console says about its keys")
@MainActor
struct HelpTests {
    private func text(_ screen: Screen, _ columns: Int, _ rows: Int) -> [String] {
        screen.frame(columns, rows).canvas.lines
    }

    @Test("the help names every command with all its keys, and says which write and which ask")
    func help() {
        let screen = Screen.loggedIn()
        screen.press(.help)
        let lines = text(screen, 120, 140)
        for declaration in CommandTable.all where !declaration.isOfStage {
            let line = lines.first { $0.contains("\(declaration.summary) ") }
            #expect(line != nil, "\(declaration.command)")
            for key in declaration.keys {
                #expect(line?.contains("\(key) ") == true, "\(key) of \(declaration.command)")
            }
            #expect((line?.contains("  writes") == true) == (declaration.safety == .write))
            #expect((line?.contains("  asks first") == true) == (declaration.safety == .destructive))
        }
        #expect(lines.contains { $0.contains("With a meeting on the stage there are") })
    }

    @Test("the help says why a command cannot be used just now")
    func reasons() {
        let screen = Screen()
        screen.press(.sessionPane, .help)
        let lines = text(screen, 120, 160)
        for declaration in CommandTable.all where !declaration.isOfStage {
            guard let reason = screen.state.reason(against: declaration.command) else { continue }
            let index = lines.firstIndex { $0.contains("\(declaration.summary) ") }
            #expect(index.map { lines[$0 + 1].contains("not now: \(reason)") } == true, "\(declaration.command)")
        }
    }

    @Test("the footer offers, with its key, each command that is meant to be offered and can be used in that place")
    func footer() {
        let places: [(Screen) -> Void] = [
            { $0.press(.sessionPane) }, { $0.press(.conferencesPane) }, { $0.press(.open) },
            { screen in
                screen.press(.guestLink, .open)
                guard let id = screen.state.target?.id else { return }
                screen.send(.guestLinkMade(id, .success(.example())))
            },
            { screen in
                screen.press(.guestLink, .open)
                guard let id = screen.state.target?.id else { return }
                screen.send(.guestLinkMade(id, .success(.example())))
                screen.press(.reveal)
            },
            { $0.press(.switchService) },
        ]
        var offered: Set<Command> = []
        for place in places {
            let screen = Screen.loggedIn()
            place(screen)
            let state = screen.state
            let footer = text(screen, 400, 30).last ?? ""
            for declaration in CommandTable.all where declaration.isOffered && declaration.scope.contains(state.scope) {
                let isUsable =
                    declaration.services.contains(state.service)
                    && Availability.reason(against: declaration.command, in: state) == nil
                let hint = "\(declaration.keys[0]) \(declaration.title)"
                guard state.scope != .overlay || ![.help, .quit].contains(declaration.command) else { continue }
                #expect(footer.contains(hint) == isUsable, "\(hint) in “\(footer)”")
                if isUsable { offered.insert(declaration.command) }
            }
        }
        #expect(offered == Set(CommandTable.all.filter { $0.isOffered && !$0.isOfStage }.map(\.command)))
    }

    @Test("the footer offers no letter as a key where letters are typed")
    func typing() {
        let places: [(Screen) -> Void] = [
            { $0.press(.filter) }, { $0.press(.guestLink) }, { $0.press(.requestConference, .down) },
        ]
        for place in places {
            let screen = Screen.loggedIn()
            place(screen)
            #expect(screen.state.scope == .typing)
            let footer = text(screen, 200, 30).last ?? ""
            for hint in footer.split(separator: "  ") {
                #expect((hint.split(separator: " ").first?.count ?? 0) > 1, "\(footer)")
            }
            #expect(footer.contains("Esc") && footer.contains("F1 Help"))
        }
    }

    @Test("the footer keeps the way to help and out however little room there is", arguments: [40, 60, 80])
    func narrow(columns: Int) {
        let footer = text(Screen.loggedIn(), columns, 12).last ?? ""
        #expect(footer.contains("? Help") && footer.contains("q Quit"))
    }
}
