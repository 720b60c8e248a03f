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
        if bare.lowercased().hasPrefix("https://") || bare.lowercased().hasPrefix("http://") { return encoded(bare) }
        return encoded((isLoopback(bare) ? "http://" : "https://") + bare)
    }

    /// An origin with its host in ASCII: what an internationalised one is written as in an address.
    private static func encoded(_ origin: String) -> String {
        guard !origin.utf8.allSatisfy({ $0 < 0x80 }), let parts = URLComponents(string: origin),
            let scheme = parts.scheme, let host = parts.encodedHost
        else { return origin }
        return "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
    }

    /// The link of a meeting.
    ///
    /// - Parameters:
    ///   - domain: The deployment's domain.
    ///   - room: The room, as one path segment.
    ///   - token: The meeting's token: of the characters of a bearer token only, so that it stands in the query as it is.
    ///   - displayName: Who enters, told to Jitsi as a parameter of the URL. An avatar has none: it travels in the token.
    /// - Returns: The link as it is written, not checked yet.
    static func link(domain: String, room: String, token: Secret, displayName: String?) -> UncheckedLink {
        var url = "\(origin(ofDomain: domain))/\(room.percentEncoded)?jwt=\(token.reveal())"
        if let displayName {
            let quoted = String(decoding: JSONValue.string(displayName).encoded, as: UTF8.self)
            url += "#userInfo.displayName=\(quoted.percentEncoded)"
        }
        return UncheckedLink(url: url, token: token)
    }

    /// The token in a link, as it is written there.
    static func token(inURL url: String) -> String? {
        url.prefix { $0 != "#" }.firstMatch(of: /[?&](?:jwt|token)=([^&]+)/).map { String($0.output.1) }
    }

    private static func isLoopback(_ domain: String) -> Bool {
        let host =
            domain.hasPrefix("[")
            ? String(domain.dropFirst().prefix { $0 != "]" }) : String(domain.prefix { $0 != ":" && $0 != "/" })
        return WebAddress.isLoopback(host: host)
    }
}

/// A meeting's address that was put together of what the profile and the service say.
struct UncheckedLink {
    let url: String
    let token: Secret
}

extension ServiceAnswer {
    /// A link that can be used, with what its token says.
    ///
    /// - Parameter link: The link as it was put together with this answer.
    /// - Returns: The link.
    /// - Throws: `ServiceError.unsafeAddress` where it must not be copied or opened.
    func link(_ link: UncheckedLink) throws(ServiceError) -> MeetingLink {
        do {
            return MeetingLink(url: try WebAddress(link.url), token: link.token, claims: Claims(token: link.token))
        } catch {
            throw unsafeAddress(link.url, error)
        }
    }
}
