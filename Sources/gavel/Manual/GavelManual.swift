import Plain
import Store

/// The page gavel(1), made of the command line, the table of keys, and the exit statuses.
enum GavelManual {
    /// The page.
    static func page() throws -> String {
        let tree = try CommandTree.gavel()
        var page = Roff(page: "gavel", section: 1)
        page.section("Name")
        page.paragraph("gavel - \(sentence(tree.abstract))")
        page.section("Synopsis")
        page.paragraph("gavel [command] [options]")
        page.section("Description")
        page.paragraph(
            """
            gavel without a command, or gavel console, opens the console on a profile of the configuration. The other \
            commands do one thing each, for people and for scripts.

            \(tree.discussion)

            Every command tells its options with --help; gavel --version tells the version.
            """)
        write(output: &page)
        let common = commonArguments(of: tree.leaves)
        page.section("Options")
        page.paragraph("Many commands take some of these; what is said of a command names which.")
        for argument in common { write(argument, to: &page) }
        page.section("Commands")
        for command in tree.leaves { write(command, besides: Set(common.map(\.description)), to: &page) }
        page.section("Keys")
        page.paragraph("In the console; the ? there says why one cannot be used just now.")
        for declaration in CommandTable.all {
            page.item(declaration.keys.joined(separator: ", "), declaration.summary + ".")
        }
        write(plainMode: &page)
        page.section("Exit status")
        for status in ExitStatus.allCases { page.item("\(status.rawValue)", status.meaning) }
        page.section("Environment")
        page.item("NO_COLOR", "Set to anything, it keeps the console without colours.")
        page.item(
            "XDG_CONFIG_HOME", "Where gavel/config.yaml and gavel/gateway.yaml are; ~/.config where it is not set.")
        page.item(
            "XDG_STATE_HOME",
            """
            Where the folder gavel is with journal, log, remembered logins, what was said in the palette, and the \
            gateway's users and keys; ~/.local/state where it is not set.
            """)
        page.section("See also")
        page.paragraph(
            ConfigurationDocument.allCases.map { "\(ConfigurationManual.name(of: $0))(5)" }.joined(separator: ", "))
        return page.text
    }

    private static func write(plainMode page: inout Roff) {
        page.section("Plain mode")
        let commands = PlainMode.usages.joined(separator: ", ")
        page.paragraph(
            """
            With --plain, and on a terminal that has no screen, the console asks and answers line by line, and writes \
            nothing but text. Commands are said by their names, or by the beginning of one: \(commands). A number \
            selects that row of the list as it was shown last; help tells what each command does, and a question mark \
            at the end of a line what can be said there. Ctrl-C leaves a question and ends a wait, Ctrl-D leaves.

            Where standard input is no terminal its lines are a script: no prompt is written, and the exit status is 1 \
            where one of them was refused, or what it asked for has failed.
            """)
    }

    private static func write(output page: inout Roff) {
        page.section("Output")
        page.paragraph(
            """
            Results go to standard output, everything else to standard error. On a terminal a list is a table of \
            as many columns as fit; into a pipe or a file nothing is left out or cut. What is not known is – there.

            --json prints one document: an array of objects for a list, and else one object. Every field is there \
            under its name, null where it is not known; moments are in UTC, such as 2026-11-22T14:05:00Z.

            --format prints a line for each result with the values of the fields that are named, and tabs between \
            them; what is not known is empty, and a tab, a line break and a backslash in a value are \\t, \\n and \\\\.

            What cannot be undone asks first, and is refused without --yes where standard input is no terminal. What \
            changes something is sent once: where no answer comes, the exit status says that it may have been done.
            """)
    }

    /// The arguments that many commands have, in the order in which they first come.
    private static func commonArguments(of commands: [CommandTree]) -> [CommandTree.Argument] {
        let all = commands.flatMap(\.arguments)
        let counts = Dictionary(all.map { ($0.description, 1) }, uniquingKeysWith: +)
        var seen: Set<String> = []
        return all.filter {
            counts[$0.description, default: 0] > 4 && !$0.isPositional && seen.insert($0.description).inserted
        }
    }

    private static func write(_ argument: CommandTree.Argument, to page: inout Roff) {
        page.item(argument.forms.joined(separator: ", "), argument.description)
    }

    private static func write(_ command: CommandTree, besides common: Set<String>, to page: inout Roff) {
        page.subsection(
            ([command.call] + command.arguments.filter(\.isPositional).flatMap(\.forms)).joined(separator: " "))
        page.paragraph(command.abstract)
        if !command.discussion.isEmpty { page.paragraph(command.discussion) }
        for argument in command.arguments where !common.contains(argument.description) { write(argument, to: &page) }
        let also = command.arguments.filter { common.contains($0.description) }.compactMap(\.forms.last)
        if !also.isEmpty { page.paragraph("Options: \(also.joined(separator: ", ")).") }
        guard !command.fields.isEmpty else { return }
        page.paragraph("Its fields are:")
        for field in command.fields { page.item(field.name, field.summary) }
    }

    /// A sentence as it stands behind a dash.
    private static func sentence(_ words: String) -> String {
        words.prefix(1).lowercased() + words.dropFirst().prefix { $0 != "." }
    }
}
