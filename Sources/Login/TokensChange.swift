package import Meetings

/// What became of the tokens of a login.
package enum TokensChange: Hashable, Sendable {
    /// These are held from now on: after a login or a refresh.
    case held(TokenPair)

    /// The service has refused them, and they were dropped.
    case refused

    /// The operator has logged out.
    case loggedOut
}

extension TokensChange {
    /// What an event has done to the tokens.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - before: The tokens that were held before it.
    ///   - after: Those that are held since; nil comes where nothing has changed.
    init?(_ event: LoginMachine.Event, from before: TokenPair?, to after: TokenPair?) {
        switch (event, after) {
        case (.loggedOut, _): self = .loggedOut
        case (.adopted, let after?): self = .held(after)
        case (_, let after?):
            guard after != before else { return nil }
            self = .held(after)
        case (_, nil):
            guard before != nil else { return nil }
            self = .refused
        }
    }
}
