import JWTKit

/// What a token of a gateway says (RFC 7519, section 4).
struct TokenClaims: JWTPayload {
    /// What a token is for: one is never taken for the other.
    enum Audience: String, Codable {
        case access
        case refresh
    }

    var aud: Audience

    /// When it ends, in seconds since 1970.
    var exp: Double

    /// The generation of the user's password.
    var gen: String

    /// When it was made, in seconds since 1970.
    var iat: Double
    var iss: String

    /// Makes each token another.
    var jti: String

    /// When the login began, in seconds since 1970; refresh tokens say it.
    var since: Double?

    /// The user's name.
    var sub: String

    /// Whose tokens these are: those of all gateways with the same keys.
    static let issuer = "gavel-gateway"

    /// The times are checked against the gateway's own clock, the rest by who asks.
    func verify(using algorithm: some JWTAlgorithm) {}
}
