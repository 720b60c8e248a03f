import ArgumentParser
import Gateway
import Meetings
import Services

/// Those who may sign in at the gateway.
struct GatewayUserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "List, add and remove those who may sign in at the gateway.",
        discussion: "A gateway that runs takes changes when it is sent SIGHUP.",
        subcommands: [ListUsers.self, AddUser.self, RemoveUser.self, ChangePassword.self])

    /// Lists users.
    struct ListUsers: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List those who may sign in, by name.")

        static var fields: [Field<GatewayUser>] { Field.all }

        @OptionGroup var source: GatewayOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let file = UserFile(folder: try source.settings().state)
            let users = try Complaint.telling { try file.read() }
            if users.isEmpty { output.say("There are no users. gavel gateway user add NAME adds one.") }
            try output.write(Report(Self.fields, ofAll: users.users))
        }
    }

    /// Adds a user.
    struct AddUser: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add somebody who may sign in at the gateway.",
            discussion: """
                The password is asked for twice, unless --password-fd tells it. To give somebody other roles or rooms, \
                remove the user and add it again.
                """)

        @Argument(help: "The name to sign in with.")
        var name: String

        @Option(
            name: .customLong("role"),
            help: ArgumentHelp(
                "A role that the user may ask for; may be given more than once. Without it, the members' role.",
                valueName: "role"))
        var roles: [String] = []

        @Option(
            name: .customLong("room"),
            help: ArgumentHelp(
                "Rooms that the user may enter: a name, with * for any run of characters; may be given more than once.",
                valueName: "pattern"))
        var rooms: [String] = ["*"]

        @OptionGroup var password: PasswordOptions
        @OptionGroup var source: GatewayOptions

        func run() throws {
            let settings = try source.settings()
            let roles = roles.isEmpty ? [settings.gateway.memberRole] : roles
            for role in roles where !settings.gateway.roles.contains(role) {
                let all = settings.gateway.roles
                let remedy = all.nearest(to: role).map { "Write \($0)." } ?? "There are \(all.joined(separator: ", "))."
                throw Complaint(.usage, "“\(SafeText(role))” is no role of the configuration. \(remedy)")
            }
            let file = UserFile(folder: settings.state)
            // What is wrong is told before somebody types a password in vain.
            let patterns = try Complaint.telling {
                if let complaint = InputCheck.complaint(about: name, in: .user) {
                    throw GatewayUserFlaw.name(SafeText(name, limit: 100), complaint: complaint)
                }
                if try file.read()[name] != nil { throw SignInFileError.nameTaken(SafeText(name, limit: 100)) }
                return try rooms.map { try RoomPattern($0) }
            }
            let secret = try password.newSecret(of: name)
            try Complaint.telling {
                let user = try GatewayUser(
                    name: name, password: try PasswordHash(of: secret), roles: roles, rooms: patterns)
                try file.change { users throws(SignInFileError) in try users.add(user) }
            }
            complain("\(SafeText(name)) may sign in, as soon as the gateway has read \(file.path) again.")
        }
    }

    /// Removes a user.
    struct RemoveUser: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Remove a user, which ends all its logins.")

        @Argument(help: "The user's name.")
        var name: String

        @OptionGroup var confirmation: Confirmation
        @OptionGroup var source: GatewayOptions

        func run() throws {
            let file = try source.file(with: name)
            try confirmation.require("This removes \(SafeText(name)), and ends all logins of that user.")
            try Complaint.telling {
                try file.change { users throws(SignInFileError) in try users.remove(name) }
            }
            complain("\(SafeText(name)) is no user, as soon as the gateway has read \(file.path) again.")
        }
    }

    /// Changes a password.
    struct ChangePassword: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "passwd", abstract: "Give a user another password, which ends all logins with the old one.")

        @Argument(help: "The user's name.")
        var name: String

        @OptionGroup var password: PasswordOptions
        @OptionGroup var source: GatewayOptions

        func run() throws {
            let file = try source.file(with: name)
            let secret = try password.newSecret(of: name)
            try Complaint.telling {
                let hash = try PasswordHash(of: secret)
                try file.change { users throws(SignInFileError) in try users.change(name, to: hash) }
            }
            complain("\(SafeText(name)) has another password, as soon as the gateway has read \(file.path) again.")
        }
    }
}

extension GatewayOptions {
    /// The file of the users, in which there is one of a name.
    fileprivate func file(with name: String) throws -> UserFile {
        let file = UserFile(folder: try settings().state)
        return try Complaint.telling {
            guard try file.read()[name] != nil else {
                throw SignInFileError.noSuchUser(SafeText(name, limit: 100))
            }
            return file
        }
    }
}

extension Field where Subject == GatewayUser {
    static var all: [Field] {
        [
            Field("name", "Name", in: .key, "The name to sign in with.") { .text(SafeText($0.name).string) },
            Field("roles", "Roles", "The roles that the user may ask for.") { user in
                .texts(user.roles.map { SafeText($0).string })
            },
            Field("rooms", "Rooms", "The rooms that the user may enter, as patterns.") { user in
                .texts(user.rooms.map { SafeText($0.text).string })
            },
        ]
    }
}
