import Console
import Foundation

/// What was answered about a new profile so far.
struct ProfileAnswers {
    var name = ""

    /// What was answered, by the configuration's keys with dots between them; a key without an answer is not there.
    var values: [String: String] = [:]

    /// The keys that are asked for, in the order in which they are written.
    private static let paths = [
        "v4h.url", "v4h.domain", "v4h.user", "v4h.password-command", "proconf.application-server",
        "proconf.admin-control", "proconf.domain", "proconf.user", "proconf.password-command", "read-only",
    ]

    /// Whether a service was named.
    var hasService: Bool { values.keys.contains { $0.hasPrefix("v4h.") || $0.hasPrefix("proconf.") } }

    /// The profile as it would be written.
    var text: ProfileText {
        ProfileText(
            name: name,
            settings: ProfileAnswers.paths.compactMap { path in values[path].map { "\(path)=\($0)" } })
    }

    /// What would be the host of the meetings of a service, if it is that of its address.
    ///
    /// - Parameter path: The key of the address.
    /// - Returns: The host, with its port where one is written; nil where there is no address.
    func host(of path: String) -> String? {
        guard let address = values[path].flatMap({ URLComponents(string: $0) }), let host = address.host else {
            return nil
        }
        return address.port.map { "\(host):\($0)" } ?? host
    }

    /// What is wrong with one answer.
    ///
    /// The configuration that it would make is read, with everything else in it right: so there is but one judge.
    ///
    /// - Parameters:
    ///   - value: The answer.
    ///   - path: Its key; nil for the profile's name.
    ///   - source: The configuration that the profile is to be in.
    /// - Returns: What is wrong and what to write instead, as a sentence; nil where it will do.
    func complaint(about value: String, at path: String?, in source: ConfigurationOptions) -> String? {
        var trial = ProfileAnswers(name: path == nil ? value : name)
        switch path {
        case "proconf.application-server", "proconf.admin-control": trial.values["proconf.domain"] = "call.example.org"
        case let path? where path.hasPrefix("proconf."):
            trial.values["proconf.application-server"] = "https://app.example.org"
            trial.values["proconf.domain"] = "call.example.org"
        default:
            trial.values["v4h.url"] = "https://v4h.example.org"
            trial.values["v4h.domain"] = "meet.example.org"
        }
        if let path { trial.values[path] = value }
        do {
            _ = try trial.text.draft(for: source)
            return nil
        } catch let error as ConfigurationError {
            // Some reasons quote what was written, others go on from the name of the key.
            return error.problems.first.map { "\($0.reason.hasPrefix("“") ? "" : "It ")\($0.reason); \($0.remedy)." }
        } catch {
            return "\(error)"
        }
    }
}
