import Meetings

/// What somebody gets who signed in.
struct IssuedTokens: Hashable, Sendable {
    /// The token that calls carry.
    let access: Secret

    /// The token that new ones are got with.
    let refresh: Secret

    /// How long the access token is good for.
    let lifetime: Duration
}
