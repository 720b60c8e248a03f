import Foundation
import Synchronization

/// Who may log in, and the refresh tokens that are out.
final class LoginBook: Sendable {
    private struct RefreshToken {
        var user: String
        var expires: Date
    }

    private let owner: String
    private let accounts: [String: String]
    private let refreshLifetime: TimeInterval
    private let clock: @Sendable () -> Date
    private let refreshTokens = Mutex<[String: RefreshToken]>([:])

    /// Opens the book with the accounts of a configuration.
    init(_ configuration: SandboxConfiguration) {
        owner = configuration.user
        accounts = Dictionary(
            [SandboxConfiguration.participant, configuration.user].map { ($0, configuration.password) },
            uniquingKeysWith: { first, _ in first }
        )
        refreshLifetime = configuration.refreshLifetime.seconds
        clock = configuration.clock
    }

    /// Checks a user name and a password.
    ///
    /// - Throws: 401 where they do not belong together.
    func checkPassword(user: String, password: String) throws(SandboxRefusal) {
        guard let expected = accounts[user], expected == password else {
            throw .unauthorized("User name or password is wrong.")
        }
    }

    /// A new refresh token for a user.
    func refreshToken(for user: String) -> String {
        let token = UUID().uuidString.lowercased() + "." + String(UInt64.random(in: .min ... .max), radix: 36)
        let now = clock()
        refreshTokens.withLock { tokens in
            tokens[token] = RefreshToken(user: user, expires: now.addingTimeInterval(refreshLifetime))
        }
        return token
    }

    /// Takes a refresh token, which is then used up.
    ///
    /// - Returns: The user whose it was.
    /// - Throws: 401 where it is unknown, used before or expired.
    func redeem(_ token: String) throws(SandboxRefusal) -> String {
        let found = refreshTokens.withLock { $0.removeValue(forKey: token) }
        guard let found, clock() < found.expires else {
            throw .unauthorized("The refresh token is invalid, used or expired.")
        }
        return found.user
    }

    /// Forgets every refresh token that is out.
    func forgetTokens() { refreshTokens.withLock { $0 = [:] } }

    /// Whether a user is the owner of the sandbox's conferences.
    func isOwner(_ user: String) -> Bool { user == owner }
}
