import Meetings
import Store
import Terminal
import Testing

@testable import Console

@Suite("The lists of commands, as recorded")
@MainActor
struct CommandSnapshotTests {
    private nonisolated static let sizes = [(120, 40), (80, 24), (40, 12)]

    @Test("of the palette: a name that is begun, and a conference that is chosen", arguments: sizes)
    func palette(columns: Int, rows: Int) throws {
        let screen = Screen.loggedIn()
        screen.press(.palette)
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-palette-\(columns)x\(rows)")
        screen.type("c")
        screen.press(.down)
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-palette-name-\(columns)x\(rows)")
        screen.type("close ")
        screen.press(.down, .down)
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-palette-argument-\(columns)x\(rows)")
        screen.type("clsoe 410017")
        screen.press(.open)
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-palette-wrong-\(columns)x\(rows)")
    }

    @Test("of the help, searched", arguments: sizes)
    func help(columns: Int, rows: Int) throws {
        let screen = Screen()
        screen.press(.conferencesPane, .help)
        screen.type("conf")
        screen.press(.down)
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-help-search-\(columns)x\(rows)")
    }

    @Test("of read-only mode, which the first line tells however little room there is", arguments: sizes)
    func readOnly(columns: Int, rows: Int) throws {
        let screen = Screen.loggedIn()
        screen.press(.readOnly)
        let canvas = screen.frame(columns, rows).canvas
        #expect(canvas.lines[0].contains("read-only"))
        try Snapshot.expect(canvas, is: "size-read-only-\(columns)x\(rows)")
    }

    @Test("of what can be copied, with the reason for what cannot, and of a text to be selected", arguments: sizes)
    func copies(columns: Int, rows: Int) throws {
        let screen = Screen.loggedIn()
        screen.press(.chooseCopy)
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-copies-\(columns)x\(rows)")
        screen.press(.back)
        let text = try screen.state.copyText(.markdown)
        screen.send(.copied(text, Copying(program: .failed(reason: "No wl-copy, xclip or pbcopy can be used here"))))
        try Snapshot.expect(screen.frame(columns, rows).canvas, is: "size-copied-text-\(columns)x\(rows)")
    }

    @Test("of profiles to choose from")
    func profiles() throws {
        let screen = Screen.loggedIn(profiles: ["clinic-a", "hospital", "test-ward"])
        screen.press(.profile)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "size-profiles-80x24")
        try Snapshot.expect(screen.frame(40, 12).canvas, is: "size-profiles-40x12")
    }

    @Test("of keys that the operator has set: footer, help and words show them")
    func keys() throws {
        var keys: [Command: [String]] = [.copy: ["W"], .reveal: [], .help: ["F2"], .guestLink: ["M-g"]]
        keys[.refresh] = ["F6", "C-r"]
        let screen = Screen.loggedIn(keys: CommandKeys(changes: keys))
        screen.press(.guestLink, .open)
        guard let id = screen.state.target?.id else { return }
        screen.send(.guestLinkMade(id, .success(.example())))
        try Snapshot.expect(screen.frame(120, 40).canvas, is: "size-keys-120x40")
        screen.press(.conferencesPane)
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "size-keys-80x24")
        screen.press(.help)
        screen.type("link")
        try Snapshot.expect(screen.frame(80, 24).canvas, is: "size-keys-help-80x24")
    }
}
