import Foundation
import Gateway
import Meetings
import PrivateFiles
import Sandbox

/// Who may sign in at a gateway, and what its tokens are signed with.
struct GatewayCredentials: Sendable {
    let users: UserBook
    let keys: KeyRing

    /// Takes what is known.
    init(users: UserBook, keys: KeyRing) {
        self.users = users
        self.keys = keys
    }

    /// Reads both from their folder; the first gateway makes the keys.
    ///
    /// It blocks, since others may be about to change them.
    init(readFrom folder: PrivateFolder) throws(SignInFileError) {
        users = try UserFile(folder: folder).read()
        keys = try KeyFile(folder: folder).readOrMake(now: .now)
    }

    /// Reads both while others go on.
    @concurrent static func reading(from folder: PrivateFolder) async -> Result<GatewayCredentials, SignInFileError> {
        do throws(SignInFileError) {
            return .success(try GatewayCredentials(readFrom: folder))
        } catch {
            return .failure(error)
        }
    }
}

/// A Sandbox's users as those of a gateway in front of it.
struct SandboxUsers: Sendable {
    /// What is told of somebody who can sign in.
    struct User: Encodable, Sendable {
        let name: String
        let password: String
        let roles: [String]
    }

    let all: [User]

    /// Takes the users of a Sandbox: who may be owner, and a participant who may not.
    init(of address: SandboxAddress) {
        all = [
            User(name: address.user, password: address.password, roles: ["owner", "member"]),
            User(name: SandboxConfiguration.participant, password: address.password, roles: ["member"]),
        ]
    }

    /// The users in memory, with a key that nobody else has.
    ///
    /// - Throws: `GatewayUserFlaw` where there is too little memory for a hash.
    func credentials() throws(GatewayUserFlaw) -> GatewayCredentials {
        var users: [GatewayUser] = []
        for user in all {
            let hash = try PasswordHash(of: Secret(user.password))
            users.append(
                try GatewayUser(name: user.name, password: hash, roles: user.roles, rooms: [try RoomPattern("*")]))
        }
        return GatewayCredentials(users: UserBook(users), keys: KeyRing(now: .now))
    }
}
