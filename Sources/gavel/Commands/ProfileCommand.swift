import ArgumentParser
import Foundation
import Meetings
import Services
import Store

/// Profiles of the configuration.
struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "List, add and try the profiles of the configuration.",
        subcommands: [ListProfiles.self, AddProfile.self, CheckProfile.self])

    /// Lists profiles.
    struct ListProfiles: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the profiles, in the configuration's order.")

        static var fields: [Field<ProfileEntry>] { Field.all }

        @OptionGroup var source: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let configuration = try source.configuration()
            let entries = configuration?.profiles.map { profile in
                ProfileEntry(profile: profile, isDefault: profile.name == configuration?.defaultProfile)
            }
            if entries?.isEmpty != false { output.say("\(source.file) has no profile. gavel setup writes one.") }
            try output.write(Report(Self.fields, ofAll: entries ?? []))
        }
    }

    /// Adds a profile.
    struct AddProfile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add a profile to the configuration, which is made where there is none.",
            discussion: """
                Each key stands as in the configuration below the profile's name, with dots and without blanks: \
                v4h.url=https://v4h.example.org/v1 v4h.domain=meet.example.org v4h.user=maria. A list is written \
                [a, b] in quotes. Nothing is written where the result would not be right. No service is asked; \
                gavel profile check does that.
                """)

        @Argument(help: "The new profile's name.")
        var name: String

        @Argument(
            help: ArgumentHelp("What it says; gavel-config(5) has all keys.", valueName: "key=value"),
            completion: .list(ProfileText.paths.map { $0 + "=" }))
        var settings: [String]

        @OptionGroup var source: ConfigurationOptions

        func run() throws {
            try ProfileText(name: name, settings: settings).add(to: source)
            complain(
                "\(source.file) has the profile \(SafeText(name)) now. gavel profile check \(SafeText(name)) tries it.")
        }
    }

    /// Tries a profile.
    struct CheckProfile: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Ask the services of a profile whether they answer, and whether the login is good.",
            discussion: """
                Without a remembered login, and without a password-command, it tells only whether a service answers. \
                The exit status is that of the first service that fails.
                """)

        static var fields: [Field<ServiceCheck>] { Field.all }

        @Argument(
            help: "The profile; the default one unless it is named.",
            completion: .custom { _, _, _ in ServiceOptions.profileNames })
        var name: String?

        @OptionGroup var source: ConfigurationOptions
        @OptionGroup var log: LogOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try CommandSession(profile: name, source, log, isReadOnly: true, output)
            var checks: [ServiceCheck] = []
            for service in session.namedServices { checks.append(await session.check(service)) }
            await session.close()
            try output.write(Report(Self.fields, ofAll: checks))
            if let problem = checks.lazy.compactMap(\.problem).first { throw problem }
        }
    }
}

/// A profile as it is listed.
struct ProfileEntry: Sendable {
    let profile: Profile
    let isDefault: Bool
}

extension Field where Subject == ProfileEntry {
    static var all: [Field] {
        [
            Field("profile", "Profile", in: .key, "The name.") { .text($0.profile.name) },
            Field("default", "Default", "Whether it is used where none is named.") { .flag($0.isDefault) },
            Field("v4h", "V4H", "The address of its V4H service.") { entry in
                .init(entry.profile.v4h.map { SafeText($0.deployment.baseURL.absoluteString) })
            },
            Field("proconf", "ProCONF", "The address of its ProCONF service.") { entry in
                .init(entry.profile.proconf.map { SafeText($0.deployment.address.absoluteString) })
            },
            Field("user", "User", "Who logs in to V4H, or else to ProCONF.") { entry in
                .init((entry.profile.v4h?.user ?? entry.profile.proconf?.user).map { SafeText($0) })
            },
            Field("readOnly", "Read-only", "Whether it refuses what would change something.") {
                .flag($0.profile.isReadOnly)
            },
        ]
    }
}

extension ProConfDeployment {
    /// The address of its server, whichever it is.
    fileprivate var address: URL {
        switch server {
        case .applicationServer(let url), .adminControl(let url): url
        }
    }
}
