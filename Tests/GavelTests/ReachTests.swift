import Console
import Foundation
import Meetings
import Plain
import Store
import Terminal
import Testing

@testable import gavel

/// Holds every action to being reached in every way there is.
///
/// Whoever adds an action says here what the command line has for it, or why it has nothing.
struct ReachTests {
    /// What the command line has for an action.
    private enum Way {
        /// A command, without the program's name.
        case call(String)

        /// An option of a command.
        case option(String, of: String)
        case nothing(because: String)
    }

    private static let moving = Way.nothing(because: "a command names what it is about")
    private static let marking = Way.nothing(because: "a script names what it is about, one after the other")
    private static let screen = Way.nothing(because: "there is no screen")

    /// What is said to a meeting is said by the live object's own names.
    private static func way(of command: Command) -> Way? {
        ways[command] ?? (CommandTable[command].isOfStage ? .call("stage run") : nil)
    }

    private static let ways: [Command: Way] = [
        .open: .call("conference show"), .back: moving, .up: moving, .down: moving, .left: moving, .right: moving,
        .pageUp: moving, .pageDown: moving, .first: moving, .last: moving, .nextPane: moving, .previousPane: moving,
        .sessionPane: .call("login"), .conferencesPane: .call("conference list"),
        .detailsPane: .call("conference show"),
        .guestLinkPane: .call("guest-link"), .nextSection: moving, .previousSection: moving,
        .fold: .option("--format", of: "conference show"),
        .guestLink: .call("guest-link"), .copy: .option("--copy", of: "guest-link"),
        .reveal: .option("--url-only", of: "guest-link"), .showCode: .option("--qr", of: "guest-link"),
        .chooseCopy: .nothing(because: "a pipe takes what --format and --json print"),
        .export: .option("--json", of: "conference list"), .verify: .call("verify"),
        .openInBrowser: .nothing(because: "a shell opens what --url-only prints"),
        .requestConference: .call("conference request"), .lookUpConference: .call("conference show"),
        .startConference: .call("conference start"), .joinConference: .call("conference join"),
        .leaveConference: .call("conference leave"), .closeConference: .call("conference close"),
        .deleteConference: .call("conference delete"), .watchConference: .call("conference watch"),
        .rawDocument: .option("--json", of: "conference show"),
        .refresh: .call("conference list"),
        .filter: .option("--filter", of: "conference list"),
        .mark: marking, .markRange: marking, .markFound: marking, .unmarkAll: marking,
        .chooseSort: .option("--sort", of: "conference list"), .sort: .option("--sort", of: "conference list"),
        .reverseSort: .option("--reverse", of: "conference list"),
        .switchService: .option("--service", of: "login"), .profile: .option("--profile", of: "conference list"),
        .logOut: .call("logout"), .palette: .nothing(because: "the shell is one"),
        .readOnly: .option("--read-only", of: "conference close"), .help: .nothing(because: "--help tells"),
        .messages: .nothing(because: "standard error has them"), .journal: .call("journal"), .theme: .call("themes"),
        .livePane: .call("stage show"),
        .newAddress: .nothing(because: "the console makes it, and shows how it is reached"),
        .redraw: screen, .suspend: screen, .quit: .nothing(because: "a command ends by itself"),
    ]

    /// The actions that no key asks for, by their will.
    private static let withoutKey: Set<Command> = []

    @Test("every action has a key where it applies, unless it is to have none", arguments: Command.allCases)
    func keys(command: Command) throws {
        let keymap = Keymap(.standard)
        let keys = CommandKeys.standard[command]
        #expect(keys.isEmpty == ReachTests.withoutKey.contains(command))
        for name in keys {
            let key = try #require(Key(name: name))
            let scopes: [Scope] = [.session, .conferences, .details, .guestLink, .live, .typing, .question, .overlay]
            #expect(
                scopes.contains { keymap.command(for: key, in: $0) == command }, "\(name) never asks for \(command)")
        }
    }

    @Test("every action is said by its name, at the palette and in plain mode", arguments: CommandTable.all.map(\.name))
    func names(name: String) throws {
        let said = try SpokenCommand(name)
        #expect(CommandTable[said.command].name == name)
        let state = ConsoleState(
            profile: ProfileState(name: "ward", services: [.v4h: "https://v4h.example"]), now: .now)
        #expect(state.candidates(for: name).first?.line == name)
        let reason = PlainMode.reasonWithoutScreen(against: said.command)
        #expect(PlainMode.usages.contains(CommandTable[said.command].usage) == (reason == nil))
    }

    @Test("every action is reached from the command line, or it is said why not", arguments: Command.allCases)
    func commandLine(command: Command) throws {
        let commands = try CommandTree.gavel().leaves
        let find = { (call: String) in commands.first { $0.words.dropFirst().joined(separator: " ") == call } }
        switch ReachTests.way(of: command) {
        case .call(let call): #expect(find(call) != nil, "there is no gavel \(call)")
        case .option(let option, let call):
            let found = try #require(find(call), "there is no gavel \(call)")
            #expect(found.arguments.contains { $0.forms.contains { $0.hasPrefix(option) } }, "\(call) has no \(option)")
        case .nothing(let reason): #expect(!reason.isEmpty)
        case nil: Issue.record("say in this table what the command line has for \(command), or why it has nothing")
        }
    }
}
