import Meetings
import Services

/// What came of a try to sign in.
enum PasswordCheck: Hashable, Sendable {
    case right(GatewayUser)
    case wrong

    /// There was too little memory to know.
    case undecided

    /// Computes whether a password is a user's; it blocks.
    ///
    /// The work is the same for every name and every password: scrypt once at each cost that any user's password has,
    /// which is one cost as a rule. So neither what is said nor the time it takes tells whether there is such a user.
    ///
    /// - Parameters:
    ///   - name: The user's name, as it was sent.
    ///   - password: The password, as it was sent.
    ///   - users: Who may sign in.
    ///   - derive: Computes scrypt.
    init(_ name: String, _ password: Secret, in users: UserBook, by derive: SignIn.Derivation) {
        let user = users[name]
        let standIn = PasswordHash.newSalt()
        var isRight = false
        for cost in users.costs {
            let own = user.flatMap { $0.password.cost == cost ? $0.password : nil }
            guard let computed = derive(password, own?.salt ?? standIn, cost) else {
                self = .undecided
                return
            }
            if own?.matches(computed) == true { isRight = true }
        }
        // To scrypt, a password is the same with NULs behind it.
        let canBeOne = InputCheck.complaint(about: password.reveal(), in: .password) == nil
        if let user, isRight, canBeOne { self = .right(user) } else { self = .wrong }
    }
}
