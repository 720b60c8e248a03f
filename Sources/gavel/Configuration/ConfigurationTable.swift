import Console
import Services
import Store

/// Every key that a configuration file may have, in the order in which the reference shows them; those of each file
/// stand together.
enum ConfigurationTable {
    static let all = root + profile + v4h + proconf + stage + gateway

    private static let root = [
        ConfigurationKey(
            section: .root, name: "profile", value: .text, example: "clinic-a",
            remark: "the one used without --profile; not needed where there is only one",
            summary: "The profile that is used where --profile names none."),
        ConfigurationKey(
            section: .root, name: "theme", value: .text, example: "default",
            remark: "one of “gavel themes”, or NAME for themes/NAME.yaml beside this file", usual: "default",
            summary: "The theme of the console: a built-in one, or a file of the folder themes beside this file."),
        ConfigurationKey(
            section: .root, name: "log-level", value: .choice(LogLevel.allCases.map(\.rawValue)), example: "notice",
            remark: "debug, info, notice, warning or error", usual: LogLevel.usual.rawValue,
            summary: "The least that is written to the log."),
        ConfigurationKey(
            section: .root, name: "keys", value: .mapping(CommandTable.all.map(\.name), .textOrList),
            example: "refresh: [r, C-r]", remark: "the names are those of the table of keys",
            summary: """
                Keys that take the place of a command's own, by the command's name: a key, a list of keys, or disabled \
                for none. Enter for open, Esc for back and C-c for quit always stay.
                """),
        ConfigurationKey(
            section: .root, name: "columns", value: .columns, example: "[state, id, room, owner: 24, created]",
            remark: "of the list of conferences; a number is a width in cells",
            usual: "[\(ConferenceRow.Column.allNames)]",
            summary: """
                The columns of the list of conferences, from left to right. A number behind one is its width in cells, \
                which it has where there is room. On a narrow screen the last of these give way first: \
                \(ConferenceRow.Column.allCases.sorted { $0.rank < $1.rank }.map(\.name).joined(separator: ", ")).
                """),
        ConfigurationKey(
            section: .root, name: "clipboard", value: .choice(ClipboardWay.allCases.map(\.rawValue)),
            example: "terminal", remark: "terminal (OSC 52), program, both or none",
            usual: ClipboardWay.usual.rawValue,
            summary: """
                How something is copied: by the terminal (OSC 52), which works over SSH too; by a program of this \
                machine, which is wl-copy, xclip or pbcopy; by both; or not at all, so that it is shown to be \
                selected by mouse.
                """),
        ConfigurationKey(
            section: .root, name: "notifications", value: .choices(YAMLEntry.notificationWords),
            example: "[bell, osc9]", remark: "none, bell, osc9, osc777, or a list of them", usual: "bell",
            summary: """
                How you are called when a watched conference has ended, or a login ends: by the terminal's bell, by \
                notifications of the desktop (osc9, osc777), or not at all. What terminals do not know they ignore.
                """),
        ConfigurationKey(
            section: .root, name: "mouse", value: .flag, example: "false",
            remark: "true lets you click rows, panes and heads, and scroll", usual: "false",
            summary: """
                Whether the console takes the mouse: a click selects a row, goes to a pane, or sorts by a column's head, \
                and the wheel scrolls. The terminal's own selection then wants Shift held, in most terminals.
                """),
        ConfigurationKey(
            section: .root, name: "profiles", value: .named(.profile), example: "clinic-a",
            remark: "each has v4h, proconf, or both",
            summary: "The places with meetings. A name has up to 64 letters, digits, dots, - and _."),
    ]

    private static let profile = [
        ConfigurationKey(
            section: .profile, name: "v4h", value: .section(.v4h), example: "", summary: "The V4H service."),
        ConfigurationKey(
            section: .profile, name: "proconf", value: .section(.proconf), example: "",
            summary: "The ProCONF service."),
        ConfigurationKey(
            section: .profile, name: "stage", value: .section(.stage), example: "",
            summary: "The page that a meeting is opened in, and steered from here."),
        ConfigurationKey(
            section: .profile, name: "browser", value: .textOrList, example: "[firefox, --private-window]",
            remark: "the meeting's address is appended as one argument",
            summary: "The program that opens a meeting, with its first arguments. No shell runs it."),
        ConfigurationKey(
            section: .profile, name: "refresh-interval", value: .numberOrNever(5...3600), example: "30",
            remark: "seconds, 5 to 3600, or 0 for never", usual: "30",
            summary: "How many seconds pass until the console asks for the list again."),
        ConfigurationKey(
            section: .profile, name: "read-only", value: .flag, example: "false",
            remark: "true refuses everything that would change something", usual: "false",
            summary: "Whether everything is refused that would change something on a service."),
        ConfigurationKey(
            section: .profile, name: "theme", value: .text, example: "dark",
            remark: "instead of the one above, for this profile",
            summary: "The theme of the console with this profile, instead of the one for all."),
        ConfigurationKey(
            section: .profile, name: "color", value: .choice(ProfileColor.allCases.map(\.rawValue)), example: "red",
            remark: "of its frames and its name: red, green, yellow, blue, magenta or cyan",
            summary: "The colour of the console's frames and of the profile's name, so that it is told at a glance."),
        ConfigurationKey(
            section: .profile, name: "certificate-authority", value: .text, example: "clinic-ca.pem",
            remark: "trusted besides the system's; relative to this file", isAside: true,
            summary: "A file in PEM form with certificates that are trusted besides those of the system."),
    ]

    private static let stage = [
        ConfigurationKey(
            section: .stage, name: "open", value: .choice(Opening.Way.allCases.map(\.rawValue)), example: "stage",
            remark: "or link, where the form is to offer that first", usual: Opening.Way.stage.rawValue,
            summary: """
                How the forms that start and join a conference offer to open it: in gavel's page, from which the meeting \
                is steered in the console, or by its link alone.
                """),
        ConfigurationKey(
            section: .stage, name: "via", value: .choice(StageWay.allCases.map(\.rawValue)), example: "machine",
            remark: "or gateway, where proconf: names one that has a public-url", usual: StageWay.machine.rawValue,
            summary: """
                Who serves the page: this machine, on 127.0.0.1, or the profile's ProCONF application server, where that \
                is a gavel gateway with a public-url and the profile is logged in to it.
                """),
        ConfigurationKey(
            section: .stage, name: "port", value: .number(0...65_535), example: "0",
            remark: "on 127.0.0.1; 0 takes a free one", usual: "0",
            summary: "The port of 127.0.0.1 on which the page is served. A fixed one suits ssh -L."),
        ConfigurationKey(
            section: .stage, name: "width", value: .text, example: "100%", remark: "per cent, or pixels: 1280",
            usual: "100%", summary: "How wide the meeting is in its page."),
        ConfigurationKey(
            section: .stage, name: "height", value: .text, example: "100%", usual: "100%",
            summary: "How high the meeting is in its page."),
        ConfigurationKey(
            section: .stage, name: "ended-command", value: .textOrList, example: "[logger, -t, meetings]",
            remark: "the conference's id is appended as one argument",
            summary: """
                The program that is run when the meeting on the stage is over, with its first arguments. No shell runs \
                it; it has a minute.
                """),
    ]

    private static let v4h =
        [
            ConfigurationKey(
                section: .v4h, name: "url", value: .text, example: "https://v4h.example.org/v1", isRequired: true,
                summary: "The address below which the service's routes lie: https, or http on this machine."),
            ConfigurationKey(
                section: .v4h, name: "dialect", value: .choice(V4HDialect.allCases.map(\.rawValue)),
                example: "classic", remark: "or session-manager-v1", usual: V4HDialect.classic.rawValue,
                summary: "Which of the two ways of speaking V4H the service understands."),
            ConfigurationKey(
                section: .v4h, name: "domain", value: .text, example: "meet.example.org",
                remark: "where meetings are opened", isRequired: true,
                summary: "The host, with or without a port, on which meetings are opened."),
        ] + login(.v4h, user: "maria", command: "[pass, show, v4h]", remembers: false) + [
            ConfigurationKey(
                section: .v4h, name: "organisation", value: .text, example: "\"12\"",
                remark: "what new conferences are requested with",
                summary: "The organisation that new conferences are requested with."),
            ConfigurationKey(
                section: .v4h, name: "organisation-unit", value: .text, example: "\"3\"",
                summary: "The unit of the organisation that new conferences are requested with."),
            ConfigurationKey(
                section: .v4h, name: "conference-profile", value: .text, example: "\"1\"",
                summary: "The service's profile that new conferences are requested with."),
            ConfigurationKey(
                section: .v4h, name: "skin", value: .text, example: "\"1\"",
                summary: "The appearance that new conferences are requested with."),
            ConfigurationKey(
                section: .v4h, name: "routes", value: .mapping(V4HRoute.allCases.map(\.rawValue), .text),
                example: "guest: POST /sessions/{id}/guest",
                remark: "where this service's paths differ from the dialect's",
                summary: """
                    Routes of this service that differ from the dialect's, each as a method and a path. A path begins \
                    at url, or at its host where it begins with {origin}; {id} and {short} stand for the conference \
                    and its room.
                    """),
        ]

    private static let proconf =
        [
            ConfigurationKey(
                section: .proconf, name: "application-server", value: .text, example: "https://app.example.org",
                summary: "The address of the application server, which people log in to."),
            ConfigurationKey(
                section: .proconf, name: "admin-control", value: .text, example: "https://admin.example.org/api",
                remark: "instead of application-server, not beside it", isAside: true,
                summary: "The address of ProCONF's back end, which nobody logs in to."),
            ConfigurationKey(
                section: .proconf, name: "domain", value: .text, example: "call.example.org",
                summary: "The host on which meetings are opened. It has to be there where join-template names it."),
            ConfigurationKey(
                section: .proconf, name: "roles", value: .list, example: "[owner, member]", usual: "[owner, member]",
                summary: "The roles that a token can be asked for."),
            ConfigurationKey(
                section: .proconf, name: "join-template", value: .text,
                example: ProConfDeployment.usualJoinTemplate, usual: ProConfDeployment.usualJoinTemplate,
                summary: "How the address of a meeting is made of its domain, room and token."),
        ] + login(.proconf, user: "maria", command: "pass show proconf", remembers: true)

    /// What both services have: who logs in, and how.
    private static func login(
        _ section: ConfigurationSection,
        user: String,
        command: String,
        remembers: Bool
    ) -> [ConfigurationKey] {
        [
            ConfigurationKey(
                section: section, name: "user", value: .text, example: user,
                summary: "Who logs in, unless another name is typed."),
            ConfigurationKey(
                section: section, name: "password-command", value: .textOrList, example: command,
                remark: remembers ? nil : "the first line of its output is the password",
                summary: "The program that tells the password: the first line of its output. No shell runs it."),
            ConfigurationKey(
                section: section, name: "remember-login", value: .flag, example: "\(remembers)",
                remark: remembers ? nil : "what the login form's “Remember” says first", usual: "false",
                summary: "What the login form's “Remember” says first: whether tokens, never the password, are kept."),
        ]
    }
}
