/// Why somebody was not signed in.
///
/// The caller learns no more of it than that it is so: who guesses must not be told which part was right.
struct SignInRefusal: Error, Hashable, Sendable {
    /// What the log and the metrics call it.
    enum Reason: String, CaseIterable, Hashable, Sendable {
        /// There is no such user, or the password is another.
        case credentials

        /// Too many tries came from this address.
        case addressThrottled = "address-throttled"

        /// Too many tries failed for this user.
        case userThrottled = "user-throttled"

        /// Too many tries are waiting.
        case overloaded

        /// The refresh token is none of ours, is changed, or is no refresh token.
        case tokenInvalid = "token-invalid"

        /// The refresh token, or the whole login, has run out.
        case expired

        /// The user was removed, or has another password.
        case loginEnded = "login-ended"

        /// It could not be computed.
        case failed
    }

    let reason: Reason

    /// In how many seconds it can be tried again; nil where time changes nothing.
    var retryAfter: Int?
}
