package import Foundation

/// The tokens of a login, with the moments at which they were made and end, by the local clock.
package struct TokenPair: Hashable, Sendable {
    package var access: Secret

    /// Nil where the operator logged in with an access token alone, or the service gives none.
    package var refresh: Secret?

    /// When the access token was made, already corrected to the local clock.
    package var issued: Date

    /// When the access token ends, already corrected to the local clock.
    package var expires: Date

    package init(access: Secret, refresh: Secret? = nil, issued: Date, expires: Date) {
        self.access = access
        self.refresh = refresh
        self.issued = issued
        self.expires = expires
    }

    /// How long the access token is good for, in seconds.
    package var lifetime: TimeInterval { max(0, expires.timeIntervalSince(issued)) }
}
