import ArgumentParser

/// The command line.
///
/// Without a subcommand it is the console.
@main
struct Gavel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gavel",
        abstract: "A terminal console for meetings on V4H and ProCONF.",
        discussion: """
            Without a configuration file, gavel asks a few questions: it sets up a profile, or opens the console on \
            its own Sandbox, a local V4H and ProCONF with believable conferences, where nothing can go wrong.
            """,
        version: gavelVersion,
        subcommands: [
            ConsoleCommand.self, DemoCommand.self, SetUpCommand.self, LoginCommand.self, LogoutCommand.self,
            WhoAmICommand.self,
            ConferenceCommand.self, GuestLinkCommand.self, ProConfCommand.self, StageCommands.self, VerifyCommand.self,
            ProfileCommand.self, ConfigCommand.self, JournalCommand.self, ThemesCommand.self, ManualCommand.self,
            SandboxCommand.self, GatewayCommand.self,
        ],
        defaultSubcommand: ConsoleCommand.self
    )
}

/// The program's version, as `--version` and the `User-Agent` tell it.
let gavelVersion = "0.1.0"
