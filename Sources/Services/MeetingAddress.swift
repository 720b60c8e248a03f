import Foundation
import Meetings

/// Where a Jitsi meeting is opened: `https://{domain}/{room}?jwt={token}`.
enum MeetingAddress {
    /// The scheme and the host of a domain.
    ///
    /// A meeting on this machine has no certificate, so that it is opened over plain HTTP.
    static func origin(ofDomain domain: String) -> String {
        var bare = domain
        while bare.hasSuffix("/") { bare.removeLast() }
        if bare.lowercased().hasPrefix("https://") || bare.lowercased().hasPrefix("http://") { return bare }
        return (isLoopback(bare) ? "http://" : "https://") + bare
    }

    /// The link of a meeting.
    ///
    /// - Parameters:
    ///   - domain: The deployment's domain.
    ///   - room: The room, as one path segment.
    ///   - token: The meeting's token: of the characters of a bearer token only, so that it stands in the query as it is.
    ///   - displayName: Who enters, told to Jitsi as a parameter of the URL. An avatar has none: it travels in the token.
    /// - Returns: The address, its token and the token's claims.
    static func link(domain: String, room: String, token: Secret, displayName: String?) -> MeetingLink {
        var url = "\(origin(ofDomain: domain))/\(room.percentEncoded)?jwt=\(token.reveal())"
        if let displayName {
            let quoted = String(decoding: JSONValue.string(displayName).encoded, as: UTF8.self)
            url += "#userInfo.displayName=\(quoted.percentEncoded)"
        }
        return MeetingLink(url: Secret(url), token: token, claims: Claims(token: token))
    }

    /// The token in a link, as it is written there.
    static func token(inURL url: String) -> String? {
        url.prefix { $0 != "#" }.firstMatch(of: /[?&](?:jwt|token)=([^&]+)/).map { String($0.output.1) }
    }

    private static func isLoopback(_ domain: String) -> Bool {
        let host =
            domain.hasPrefix("[")
            ? String(domain.dropFirst().prefix { $0 != "]" }) : String(domain.prefix { $0 != ":" && $0 != "/" })
        return host.lowercased() == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.\d{1,3}){3}/) != nil
    }
}
