import ArgumentParser
import Foundation
import Gateway
import Meetings

/// What the gateway's tokens are signed with.
struct GatewayKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "List and rotate the keys that the gateway signs tokens with.",
        subcommands: [ListKeys.self, RotateKey.self])

    /// Lists keys.
    struct ListKeys: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the keys, the older first; the secrets are not told.")

        static var fields: [Field<GatewayKey>] { Field.all }

        @OptionGroup var source: GatewayOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let file = KeyFile(folder: try source.settings().state)
            var keys: [GatewayKey] = []
            if FileManager.default.fileExists(atPath: file.path) {
                keys = GatewayKey.keys(of: try Complaint.telling { try file.readOrMake(now: .now) }, now: .now)
            } else {
                output.say("There is no key yet. The first gateway that starts makes one.")
            }
            try output.write(Report(Self.fields, ofAll: keys))
        }
    }

    /// Adds a key, and lets the oldest go.
    struct RotateKey: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Add a key that signs from a while later on, and let the oldest go.",
            discussion: """
                Copy keys.json to every gateway that has files of its own, and send SIGHUP to all of them before the \
                new key begins to sign. The old key is taken until the next rotation, so that no login ends by it; a \
                rotation that would come too early for that is refused, unless it is forced.
                """)

        @Option(
            help: ArgumentHelp(
                "After how many seconds the new key signs: the time to tell every gateway.", valueName: "seconds"))
        var after = Int(KeyFile.usualDelay.components.seconds)

        @Flag(help: "Rotate though logins last that the key that goes has signed; they end at once.")
        var force = false

        @OptionGroup var source: GatewayOptions

        func validate() throws {
            guard (0...86_400).contains(after) else {
                throw ValidationError("--after takes seconds from 0 to 86400.")
            }
        }

        func run() throws {
            let settings = try source.settings()
            let file = KeyFile(folder: settings.state)
            let ring = try Complaint.telling {
                try file.rotate(
                    now: .now, after: .seconds(after), refreshLifetime: settings.gateway.refreshLifetime,
                    isForced: force)
            }
            guard let key = ring.keys.last else { return }
            complain(
                "The key \(key.identifier) signs from \(key.begins.formatted(.iso8601)) on. Send SIGHUP to every "
                    + "gateway before.")
        }
    }
}

/// A key as it is listed.
struct GatewayKey: Sendable {
    let identifier: SafeText
    let begins: Date

    /// Whether it signs now.
    let isSigning: Bool

    /// The keys of a ring, the older first.
    static func keys(of ring: KeyRing, now: Date) -> [GatewayKey] {
        let signer = ring.signer(at: now)
        return ring.keys.map { key in
            GatewayKey(
                identifier: SafeText(key.identifier), begins: key.begins,
                isSigning: key.identifier == signer?.identifier)
        }
    }
}

extension Field where Subject == GatewayKey {
    static var all: [Field] {
        [
            Field("id", "Id", in: .key, "What tokens call it (kid).") { .text($0.identifier.string) },
            Field("begins", "Signs from", "From when on it signs, unless a newer one does.") { .moment($0.begins) },
            Field("signs", "Signs", "Whether it signs now; all keys that are listed are taken.") {
                .flag($0.isSigning)
            },
        ]
    }
}
