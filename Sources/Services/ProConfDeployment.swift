package import Foundation
import Meetings

/// Which of ProCONF's two servers a profile names.
package enum ProConfServer: Hashable, Sendable {
    /// The deployment's own server, which authenticates people and passes on.
    case applicationServer(URL)

    /// ProCONF's back end; its URL is like `https://admin.example.com/api`.
    case adminControl(URL)
}

/// A ProCONF service as a profile describes it.
package struct ProConfDeployment: Hashable, Sendable {
    package var server: ProConfServer

    /// The host on which meetings are opened.
    package var domain: String

    /// The roles one can ask a token for; an empty list lets any role pass.
    package var roles: [String]

    /// How a meeting's address is made of `{domain}`, `{room}` and `{token}`.
    package var joinTemplate: String

    package init(
        server: ProConfServer,
        domain: String,
        roles: [String] = ["owner", "member"],
        joinTemplate: String = ProConfDeployment.usualJoinTemplate
    ) {
        self.server = server
        self.domain = domain
        self.roles = roles
        self.joinTemplate = joinTemplate
    }

    /// The contract's default (contract: "Joining").
    package static let usualJoinTemplate = "https://{domain}/{room}?jwt={token}"
}

extension ProConfDeployment {
    /// Where the routes of the server begin.
    func baseAddress() throws(ServiceError) -> ServiceAddress {
        switch server {
        case .applicationServer(let url), .adminControl(let url): try ServiceAddress(url)
        }
    }

    /// What is wrong with a join template, as the end of "The join template …".
    ///
    /// - Parameter template: The text of a profile.
    /// - Returns: The complaint, or nil where links can be made of it.
    package static func complaint(aboutJoinTemplate template: String) -> String? {
        let places = template.matches(of: /\{[^{}]*\}/).map { String($0.output) }
        if let stranger = places.first(where: { !["{domain}", "{room}", "{token}"].contains($0) }) {
            return "has the unknown place \(stranger); known are {domain}, {room} and {token}"
        }
        if let missing = ["{room}", "{token}"].first(where: { !places.contains($0) }) { return "has no \(missing)" }
        let example = ["{domain}": "a.example", "{room}": "r", "{token}": "t"].reduce(template) { text, place in
            text.replacing(place.key, with: place.value)
        }
        return (try? WebAddress(example)) == nil ? "does not make an address that begins with https://" : nil
    }

    /// The join template with the domain in its place.
    var placedTemplate: String {
        var template = joinTemplate
        if template.hasPrefix("https://{domain}") {
            // The domain decides the scheme, since a meeting on this machine has no certificate.
            template = MeetingAddress.origin(ofDomain: domain) + template.dropFirst("https://{domain}".count)
        }
        return template.replacing("{domain}", with: domain)
    }

    /// The address of a meeting.
    func link(room: String, token: Secret) -> UncheckedLink {
        let url =
            placedTemplate
            .replacing("{room}", with: room.percentEncoded)
            .replacing("{token}", with: token.reveal())
        return UncheckedLink(url: url, token: token)
    }
}
