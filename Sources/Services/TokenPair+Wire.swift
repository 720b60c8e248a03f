import Foundation
import HTTPTypes
import Meetings
import Transport

extension TokenPair {
    /// How long an access token is good for where nothing says otherwise: the seed's five minutes.
    static let usualLifetime: TimeInterval = 300

    /// Ten years: what a service says beyond that is more than timers can count.
    static let longestLifetime: TimeInterval = 315_360_000

    /// Reckons when a token was made and ends (contract: "Tokens").
    ///
    /// Where the access token is a JWT its `exp` rules; else the lifetime the answer gives; else five minutes.
    ///
    /// - Parameters:
    ///   - access: The access token.
    ///   - refresh: The token to renew it with.
    ///   - lifetime: What the answer says, in seconds.
    ///   - received: When it came.
    ///   - clockDifference: What to add to the service's moments to get ours, in seconds.
    init(
        access: Secret,
        refresh: Secret?,
        lifetime: TimeInterval?,
        received: Date,
        clockDifference: TimeInterval
    ) {
        let claims = Claims(token: access)
        let made = claims?.issued.map { max(received - TokenPair.longestLifetime, min(received, $0 + clockDifference)) }
        let expires: Date =
            if let end = claims?.expires {
                end + clockDifference
            } else if let lifetime {
                received + lifetime
            } else {
                (made ?? received) + TokenPair.usualLifetime
            }
        let end = min(expires, received + TokenPair.longestLifetime)
        self.init(access: access, refresh: refresh, issued: made ?? received, expires: end)
    }

    /// Reads the tokens of an answer to a login or a refresh, in any of the known shapes.
    ///
    /// They are V4H's `{"accessToken","refreshToken"}`, the session manager's `{"access":{"token","expires"},…}` with
    /// `expires` in minutes, and the same under other usual names, since ProCONF's application servers are free in it.
    /// Beside the token, `expiresIn` is in seconds (RFC 6749, section 5.1: `expires_in`).
    ///
    /// - Parameters:
    ///   - document: The payload.
    ///   - previous: The refresh token that was sent, kept where the service gives no new one.
    ///   - answer: The answer that the payload came in.
    init?(document: JSONValue, previous: Secret? = nil, answer: ServiceAnswer) {
        var access: String?
        if case .string(let text) = document { access = text }
        access =
            access ?? document.text("accessToken", "access_token", "token", "jwt")
            ?? document["access"]?.text("token") ?? document["access"]?.text
        guard let access, Token.isWellFormed(access) else { return nil }
        let refresh =
            document.text("refreshToken", "refresh_token") ?? document["refresh"]?.text("token")
            ?? document["refresh"]?.text
        let minutes = document["access"]?.text("expires").flatMap { Double($0) }
        let lifetime = document.text("expiresIn", "expires_in").flatMap { Double($0) } ?? minutes.map { $0 * 60 }
        self.init(
            access: Secret(access),
            refresh: refresh.map { Secret($0) } ?? previous,
            lifetime: lifetime.flatMap { $0.isFinite && $0 > 0 ? $0 : nil },
            received: answer.response.receivedAt,
            clockDifference: answer.clockDifference
        )
    }
}

extension ServiceAnswer {
    /// What to add to the service's moments to get ours, in seconds.
    ///
    /// `Date` has whole seconds, and the answer took its time: a difference that these explain is none.
    var clockDifference: TimeInterval {
        guard let theirs = HTTPDate.date(response.head.headerFields[.date]) else { return 0 }
        let travel = max(0, response.duration / .seconds(1))
        let most = response.receivedAt.timeIntervalSince(theirs)
        let least = most - travel - 1
        return least <= 0 && most >= 0 ? 0 : (least + most) / 2
    }
}
