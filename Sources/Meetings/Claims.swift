package import Foundation

/// What a token says about itself: decoded, never verified.
package struct Claims: Hashable, Sendable {
    package var header: JSONValue
    package var payload: JSONValue

    package init(header: JSONValue, payload: JSONValue) {
        self.header = header
        self.payload = payload
    }

    package var issuer: SafeText? { text("iss") }
    package var subject: SafeText? { text("sub") }
    package var audience: SafeText? { text("aud") }
    package var room: SafeText? { text("room") }

    /// Seconds since the epoch in the token (RFC 7519, section 4.1), here as dates.
    package var issued: Date? { date("iat") }
    package var notBefore: Date? { date("nbf") }
    package var expires: Date? { date("exp") }

    /// `context.user.role`, where ProCONF says who is the moderator.
    package var role: SafeText? { safe(payload["context"]?["user"]?["role"]) }

    /// ProCONF's `participantName`, or Jitsi's `context.user.name`.
    package var participantName: SafeText? {
        text("participantName") ?? safe(payload["context"]?["user"]?["name"])
    }

    private func text(_ name: String) -> SafeText? { safe(payload[name]) }

    private func safe(_ value: JSONValue?) -> SafeText? { value?.text.map { SafeText($0) } }

    private func date(_ name: String) -> Date? {
        switch payload[name] {
        case .integer(let seconds): bounded(TimeInterval(seconds))
        case .number(let seconds) where seconds.isFinite: bounded(seconds)
        default: nil
        }
    }

    /// A date that timers and calendars can reckon with: no token lasts beyond the year 9999.
    private func bounded(_ seconds: TimeInterval) -> Date {
        Date(timeIntervalSince1970: min(253_402_300_799, max(0, seconds)))
    }
}
