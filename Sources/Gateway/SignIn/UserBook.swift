import Meetings

/// Those who may sign in at a gateway, by name.
package struct UserBook: Hashable, Sendable {
    private var byName: [String: GatewayUser]

    /// Takes users; of two with one name, the later counts.
    package init(_ users: [GatewayUser] = []) {
        byName = Dictionary(users.map { ($0.name, $0) }) { $1 }
    }

    /// All users, by name.
    package var users: [GatewayUser] { byName.values.sorted { $0.name < $1.name } }

    /// Whether nobody may sign in.
    package var isEmpty: Bool { byName.isEmpty }

    /// The user of a name.
    package subscript(name: String) -> GatewayUser? { byName[name] }

    /// Adds a user.
    ///
    /// - Throws: `SignInFileError.nameTaken` where there is one of that name.
    package mutating func add(_ user: GatewayUser) throws(SignInFileError) {
        guard byName[user.name] == nil else { throw .nameTaken(SafeText(user.name, limit: 100)) }
        byName[user.name] = user
    }

    /// Removes a user, which ends all logins.
    ///
    /// - Throws: `SignInFileError.noSuchUser` where there is none of that name.
    package mutating func remove(_ name: String) throws(SignInFileError) {
        guard byName.removeValue(forKey: name) != nil else { throw .noSuchUser(SafeText(name, limit: 100)) }
    }

    /// Gives a user another password, which ends all logins.
    ///
    /// - Throws: `SignInFileError.noSuchUser` where there is none of that name.
    package mutating func change(_ name: String, to password: PasswordHash) throws(SignInFileError) {
        guard byName[name] != nil else { throw .noSuchUser(SafeText(name, limit: 100)) }
        byName[name]?.change(to: password)
    }
}

extension UserBook {
    /// The costs of all passwords, each once; the usual one where there is no user.
    var costs: [ScryptCost] {
        byName.isEmpty ? [.usual] : Set(byName.values.map(\.password.cost)).sorted()
    }
}
