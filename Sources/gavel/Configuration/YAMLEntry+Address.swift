import Console
import Foundation
import Meetings
import Services

extension YAMLEntry {
    /// The value as the address of a service: https, or http on this machine.
    ///
    /// - Parameters:
    ///   - example: An address that could stand here, for the report.
    ///   - login: What to do with a login that stands in it, for the report.
    /// - Returns: Nil where it is none, which is reported.
    func serviceURL(
        example: String = "https://v4h.example.org/v1",
        login: String = "write the user name under user, and remove it here"
    ) -> URL? {
        let example = "an address such as \(example)"
        guard let written = text(example: example) else { return nil }
        guard let url = URL(string: written), let parts = URLComponents(string: written), let host = parts.host,
            !host.isEmpty, let scheme = parts.scheme?.lowercased()
        else {
            let remedy = written.contains("://") ? "write \(example)" : "write https://\(written)"
            report("“\(written)” is no address", remedy: remedy)
            return nil
        }
        guard scheme == "https" || (scheme == "http" && WebAddress.isLoopback(host: host)) else {
            report(
                scheme == "http" ? "would send logins without encryption" : "is neither https nor http",
                remedy: "write https://\(written.drop { $0 != ":" }.dropFirst(3)) (http is for this machine only)"
            )
            return nil
        }
        guard parts.user == nil, parts.password == nil else {
            report("has a login in the address", remedy: login)
            return nil
        }
        guard parts.query == nil, parts.fragment == nil else {
            report("has a query or a fragment", remedy: "end the address before the ? or #")
            return nil
        }
        return url
    }

    /// The value as a host, with or without a port.
    func domain() -> String? {
        guard let written = text(example: "a host such as meet.example.org") else { return nil }
        let authority = URLComponents(string: "https://\(written)")
        guard let authority, let host = authority.host, !host.isEmpty, authority.path.isEmpty, authority.user == nil,
            authority.query == nil, authority.fragment == nil
        else {
            let host = URLComponents(string: written)?.host ?? "a host such as meet.example.org"
            report("“\(written)” is no host", remedy: "write \(host)")
            return nil
        }
        return written
    }

    /// The value as the template of a meeting's address, with `{room}` and `{token}`, and `{domain}` if it likes.
    func joinTemplate() -> String? {
        let example = ProConfDeployment.usualJoinTemplate
        guard let written = text(example: example) else { return nil }
        if let complaint = ProConfDeployment.complaint(aboutJoinTemplate: written) {
            report(complaint, remedy: "write one such as \(example)")
            return nil
        }
        let filled = written.replacing("{domain}", with: "a.example").replacing("{room}", with: "r")
            .replacing("{token}", with: "t")
        guard let parts = URLComponents(string: filled), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || (parts.scheme == "http" && WebAddress.isLoopback(host: host))
        else {
            report("would send tokens without encryption", remedy: "write one such as \(example)")
            return nil
        }
        return written
    }
}
