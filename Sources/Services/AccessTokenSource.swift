package import Meetings

/// Where a service takes the access token from.
///
/// Login's keeper is the one that renews them.
package protocol AccessTokenSource: Sendable {
    /// The access token to send. Waits where a refresh is under way.
    ///
    /// - Throws: `ServiceError.notLoggedIn` or `ServiceError.loginEnded` where there is none to be had.
    func accessToken() async throws(ServiceError) -> Secret

    /// A newer token than one the service has just refused with 401.
    ///
    /// However many calls ask at once, there is one refresh; a caller whose token has been replaced meanwhile gets the
    /// newer one without any.
    ///
    /// - Parameter refused: The token that the service did not take.
    /// - Returns: A token to repeat the call with.
    /// - Throws: `ServiceError.loginEnded` where the service gives no newer one.
    func accessToken(replacing refused: Secret) async throws(ServiceError) -> Secret
}
