/// Every command of the console, declared once.
package enum CommandTable {
    /// The declarations, in the order in which help shows them.
    package static let all: [CommandDeclaration] = moving + working + steering + viewing + program

    private static let byCommand = Dictionary(uniqueKeysWithValues: all.map { ($0.command, $0) })

    /// The declaration of a command.
    package static subscript(_ command: Command) -> CommandDeclaration {
        guard let declaration = byCommand[command] else {
            preconditionFailure("\(command) is not declared in the command table")
        }
        return declaration
    }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.command) })

    /// The command of a name; nil where there is none.
    package static func command(named name: String) -> Command? { byName[name] }

    private static let moving: [CommandDeclaration] = [
        declare(.open, "Open", "Open the selected row, press the button, send the form", ["Enter"], .everywhere),
        declare(.back, "Back", "Leave a form, close what lies on top, clear the filter", ["Esc"], .everywhere),
        declare(.up, "Up", "One row up", ["Up", "k"], .everywhere),
        declare(.down, "Down", "One row down", ["Down", "j"], .everywhere),
        declare(.left, "Left", "To the pane or the answer on the left", ["Left", "h"], [.panes, .question]),
        declare(.right, "Right", "To the pane or the answer on the right", ["Right", "l"], [.panes, .question]),
        declare(.pageUp, "Page up", "One page up", ["PgUp", "C-b"], [.typing, .panes, .overlay]),
        declare(.pageDown, "Page down", "One page down", ["PgDn", "C-f"], [.typing, .panes, .overlay]),
        declare(.first, "First", "To the first row", ["Home"], [.panes, .overlay]),
        declare(.last, "Last", "To the last row", ["End", "G"], [.panes, .overlay]),
        declare(.nextPane, "Next pane", "To the next pane, or the next line of a form", ["Tab"], .everywhere),
        declare(.previousPane, "Previous pane", "To the pane or line before", ["BackTab"], .everywhere),
        declare(.sessionPane, "Session", "To the Session pane", ["1"], .panes),
        declare(.conferencesPane, "Conferences", "To the Conferences pane", ["2"], .panes),
        declare(.detailsPane, "Details", "To the Details pane", ["3"], .panes),
        declare(.guestLinkPane, "Guest link", "To the Guest link pane", ["4"], .panes),
        declare(.livePane, "Live", "To the meeting on the stage", ["5"], .panes, named: "stage"),
        declare(.nextSection, "Section", "To the next heading of the details", ["]"], .details),
        declare(.previousSection, "Section before", "To the heading before, or the beginning", ["["], .details),
        declare(.fold, "Fold", "Fold a section of the details away, and out again", ["z"], .details, offered: true),
    ]

    private static let working: [CommandDeclaration] = [
        declare(
            .guestLink, "Guest link", "Make a guest link, or one for each marked row", ["g"],
            [.conferences, .details], with: .text("name"), safety: .write, offered: true),
        declare(
            .startConference, "Start", "Start the conference as moderator", ["s"], [.conferences, .details],
            named: "start", with: .conference, safety: .write, services: [.v4h], offered: true),
        declare(
            .joinConference, "Join", "Join the conference as a participant", ["J"], [.conferences, .details],
            named: "join", with: .conference, safety: .write, services: [.v4h], offered: true),
        declare(
            .requestConference, "New", "Request a new conference", ["n"], [.conferences, .details], named: "request",
            with: .conference, safety: .write, services: [.v4h], offered: true),
        declare(
            .lookUpConference, "By id", "Look up a conference by its id, or a room by its name", ["i"],
            [.conferences, .details], named: "look-up", with: .conference, offered: true),
        declare(
            .watchConference, "Watch", "Watch the conference and say when it has ended", ["w"],
            [.conferences, .details], named: "watch", with: .conference, services: [.v4h], offered: true),
        declare(
            .copy, "Copy", "Copy the link, or what is named", ["y"],
            [.conferences, .details, .guestLink, .live, .overlay], with: .copyable, offered: true),
        declare(
            .chooseCopy, "Copy what", "Choose what is copied to the clipboard", ["Y"],
            [.conferences, .details, .guestLink, .overlay], named: "copy-what"),
        declare(
            .reveal, "Show token", "Show or hide the token and what it says", ["v"], [.guestLink, .overlay],
            offered: true),
        declare(
            .showCode, "QR code", "Show the link with its token as a QR code", ["Q"], [.guestLink, .overlay],
            named: "show-qr", offered: true),
        declare(
            .openInBrowser, "Browser", "Open the link with the profile's browser command", ["b"],
            [.guestLink, .overlay], named: "browser", offered: true),
        declare(
            .leaveConference, "Leave", "Tell the service that you left the conference", ["e"],
            [.conferences, .details], named: "leave", with: .conference, safety: .write, services: [.v4h]),
        declare(
            .closeConference, "Close", "Close the conference, or all that are marked", ["c"],
            [.conferences, .details],
            named: "close", with: .conference, safety: .destructive, services: [.v4h], offered: true),
        declare(
            .deleteConference, "Delete", "Delete the conference, or all that are marked", ["D"],
            [.conferences, .details],
            named: "delete", with: .conference, safety: .destructive, services: [.v4h], offered: true),
    ]

    private static let viewing: [CommandDeclaration] = [
        declare(.refresh, "Refresh", "Ask the service again", ["r", "F5"], .panes, offered: true),
        declare(
            .filter, "Filter", "Show only rows with these words", ["/"], [.conferences, .details], with: .filter,
            offered: true),
        declare(.mark, "Mark", "Mark the row, or take its mark away", ["Space"], .conferences),
        declare(.markRange, "Range", "Mark the rows from the one marked last to this one", ["V"], .conferences),
        declare(.markFound, "Mark all", "Mark all rows that are shown", ["*"], .conferences, named: "mark-all"),
        declare(.unmarkAll, "Unmark", "Take all marks away", ["U"], .conferences),
        declare(.sort, "Sort", "Sort by the next column", ["o"], .conferences, with: .column),
        declare(.chooseSort, "Sort by", "Choose the column to sort by", ["S"], .conferences, named: "sort-by"),
        declare(.reverseSort, "Reverse", "Turn the order round", ["O"], .conferences, named: "reverse"),
        declare(
            .rawDocument, "Raw", "Show the record as the service sent it", ["x"], [.conferences, .details],
            named: "raw", services: [.v4h], offered: true),
        declare(
            .verify, "Verify", "Hold a downloaded file against the record", ["f"], [.conferences, .details],
            with: .file, services: [.v4h]),
        declare(
            .export, "Export", "Write the marked, or this one, to a file", ["E"], [.conferences, .details],
            with: .exportFile),
        declare(
            .switchService, "V4H/ProCONF", "Change between V4H and ProCONF", ["p"], .panes, named: "service",
            with: .service, offered: true),
        declare(.profile, "Profile", "Change to another profile", ["P"], .panes, with: .profile),
        declare(.logOut, "Log out", "Forget the tokens of this service", ["L"], .panes),
        declare(
            .readOnly, "Read-only", "Refuse whatever would change something, or allow it again", ["R"], .panes,
            named: "readonly", with: .onOrOff),
    ]

    private static let program: [CommandDeclaration] = [
        declare(.messages, "Messages", "Show what was said before", ["m"], [.panes, .overlay]),
        declare(.journal, "Journal", "Show what was done, now and before", ["H"], [.panes, .overlay]),
        declare(.theme, "Theme", "Choose a theme, and see it at once", ["T"], [.panes, .overlay], with: .theme),
        declare(
            .palette, "Command", "Say a command by its name", [":", "M-x"], [.typing, .panes, .overlay], offered: true),
        declare(
            .help, "Help", "Find a command, its keys, and why it cannot be used now", ["?", "F1"], .everywhere,
            offered: true),
        declare(.redraw, "Redraw", "Paint the screen anew", ["C-l"], .everywhere),
        declare(.suspend, "Suspend", "Back to the shell; fg returns", ["C-z"], .everywhere),
        declare(.quit, "Quit", "End the console", ["q", "C-c"], .everywhere, offered: true),
    ]

    static func declare(
        _ command: Command,
        _ title: String,
        _ summary: String,
        _ keys: [String],
        _ scope: Scope,
        named name: String? = nil,
        with argument: CommandArgument? = nil,
        safety: Safety = .read,
        services: Set<ServiceKind> = [.v4h, .proconf],
        offered: Bool = false
    ) -> CommandDeclaration {
        CommandDeclaration(
            command: command, name: name ?? command.rawValue.kebabCased, argument: argument, title: title,
            summary: summary, keys: keys, scope: scope, safety: safety,
            services: services, isOffered: offered)
    }
}
