import ArgumentParser
import Meetings
import Store

/// Logs in, and remembers the login for the commands that follow.
struct LoginCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Log in, and remember the login for other commands and the console.",
        discussion: """
            The password is asked for without echo, unless --password-fd or the profile's password-command tells it. \
            The tokens of the login, never the password, are kept in a file that only you can read, until gavel logout.
            """)

    static var fields: [Field<LoginReport>] { Field.all }

    @Option(help: ArgumentHelp("The service, where the profile has both: v4h or proconf.", valueName: "service"))
    var service: ServiceKind?

    @Option(help: ArgumentHelp("Who logs in, where the profile does not say.", valueName: "name"))
    var user: String?

    @OptionGroup var password: PasswordOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try services.open(output)
        do {
            try await logIn(in: session)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }

    private func logIn(in session: CommandSession) async throws {
        let service = try session.service(self.service)
        guard session.connection.keeper(of: service) != nil else {
            throw Complaint(.usage, "Admin Control has nobody log in: its routes are open.")
        }
        let name = try user(of: service, in: session)
        let secret = try await password.secret(
            prompt: "Password of \(SafeText(name)) for \(service.title): ",
            orElse: session.settings.passwords[service])
        try await session.logIn(to: service, as: name, secret, isRemembered: true)
        let report = await session.loginReport(of: service)
        output.say("Logged in to \(service.title). gavel logout forgets it.")
        try output.write(Report(Self.fields, of: report), plain: [])
    }

    private func user(of service: ServiceKind, in session: CommandSession) throws -> String {
        switch (session.settings.users[service], user) {
        case (let known?, nil): return known
        case (nil, let typed?): return typed
        case (let known?, let typed?) where known == typed: return known
        case (let known?, _?):
            throw Complaint(
                .usage,
                "The profile “\(session.settings.name)” is \(SafeText(known))'s. Leave --user out, or use another.")
        case (nil, nil): throw Complaint(.usage, "The profile names no user. Add --user NAME.")
        }
    }
}

/// Forgets logins.
struct LogoutCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "Forget the login that gavel login, or the console, remembered.")

    static var fields: [Field<LoginReport>] { Field.all }

    @Option(help: ArgumentHelp("The service; both unless one is named.", valueName: "service"))
    var service: ServiceKind?

    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try services.open(output)
        let chosen = service.map { [$0] } ?? session.namedServices
        var reports: [LoginReport] = []
        for service in chosen {
            try await session.logOut(of: service)
            reports.append(await session.loginReport(of: service))
            if session.connection.keeper(of: service) != nil { output.say("Logged out of \(service.title).") }
        }
        await session.close()
        try output.write(Report(Self.fields, ofAll: reports), plain: [])
    }
}

/// Tells who is logged in.
struct WhoAmICommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami",
        abstract: "Tell who is logged in, without asking the services.",
        discussion: "The exit status is 67 where nobody is logged in to any service of the profile.")

    static var fields: [Field<LoginReport>] { Field.all }

    @OptionGroup var services: ServiceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try services.open(output)
        var reports: [LoginReport] = []
        for service in session.namedServices { reports.append(await session.loginReport(of: service)) }
        await session.close()
        try output.write(Report(Self.fields, ofAll: reports))
        guard !reports.contains(where: \.isUsable) else { return }
        throw session.notLoggedIn(to: session.namedServices.first ?? .v4h)
    }
}

extension ServiceKind: ExpressibleByArgument {}
