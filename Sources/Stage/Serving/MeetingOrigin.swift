import Meetings

/// The scheme and the host of a deployment, safe to stand in a header field: nothing can be added to a policy by it.
package struct MeetingOrigin: Hashable, Sendable {
    /// The origin, such as `https://meet.example.org`; there is no slash at its end.
    package let text: String

    /// Takes an origin; nil where the text is none, or names anything beyond scheme, host and port.
    ///
    /// - Parameter text: The origin, with or without a slash at its end.
    package init?(_ text: String) {
        // A host is the same however it is written, and is told apart from others as browsers write it.
        let origin = (text.hasSuffix("/") ? String(text.dropLast()) : text).lowercased()
        // The host of a web address has letters, digits, dots, hyphens and low lines alone, or is an address in
        // brackets.
        guard (try? WebAddress(origin)) != nil, let authority = MeetingOrigin.authority(of: origin),
            !authority.utf8.contains(where: { "/?#;,'\" ".utf8.contains($0) })
        else { return nil }
        self.text = origin
    }

    /// The host and the port.
    var authority: String { MeetingOrigin.authority(of: text) ?? "" }

    private static func authority(of origin: String) -> String? {
        guard let range = origin.firstRange(of: "://") else { return nil }
        return String(origin[range.upperBound...])
    }
}

/// Where a stage's page is served.
package enum StagePlace: Hashable, Sendable {
    /// On this machine: the host must be one of its own names, at any port, since `ssh -L` may have chosen another.
    case loopback

    /// By a gateway under its public origin, below a path that begins and ends with a slash.
    ///
    /// The `Host` field is not looked at there, since proxies rewrite it; `Origin` is, and browsers set it by
    /// themselves.
    case published(origin: MeetingOrigin, path: String)

    /// What all paths begin with.
    var path: String {
        switch self {
        case .loopback: "/"
        case .published(_, let path): path
        }
    }
}
