import Login

extension LoginPolicy {
    /// A token of a minute is renewed after a second: the others are there for a machine that is busy.
    static var everySecond: LoginPolicy {
        var policy = LoginPolicy()
        policy.refreshAfter = 1.0 / 60
        return policy
    }
}
