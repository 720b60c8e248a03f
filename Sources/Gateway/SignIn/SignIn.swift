package import Foundation
package import Logging
import Meetings
import Services
import Synchronization

/// Who signs in at a gateway, and who is signed in.
///
/// Nothing is kept of a login: its tokens are signed, and any gateway with the same users and keys takes them. What
/// ends a login before its time is another password, or the removal of the user.
package final class SignIn: Sendable {
    /// Computes scrypt; nil where there is too little memory.
    typealias Derivation = @Sendable (_ password: Secret, _ salt: [UInt8], _ cost: ScryptCost) -> [UInt8]?

    private struct State {
        var users: UserBook
        var tokens: TokenDesk
    }

    private let state: Mutex<State>
    private let configuration: GatewayConfiguration
    private let throttle: SignInThrottle
    private let desk: ScryptDesk
    private let derive: Derivation
    private let clock: @Sendable () -> Date
    private let logger: Logger

    /// Takes users and keys.
    ///
    /// - Parameters:
    ///   - users: Who may sign in.
    ///   - keys: What tokens are signed with.
    ///   - configuration: How long logins last, and how often somebody may try.
    ///   - clock: The time.
    ///   - logger: Where refusals are written down.
    package convenience init(
        users: UserBook,
        keys: KeyRing,
        configuration: GatewayConfiguration,
        clock: @escaping @Sendable () -> Date = { .now },
        logger: Logger = .silent
    ) {
        self.init(
            users: users, keys: keys, configuration: configuration, clock: clock, logger: logger,
            derive: PasswordHash.derive)
    }

    /// As above, with another way to compute scrypt, and another number of those that are computed at once.
    init(
        users: UserBook,
        keys: KeyRing,
        configuration: GatewayConfiguration,
        clock: @escaping @Sendable () -> Date,
        logger: Logger = .silent,
        desk: ScryptDesk = ScryptDesk(),
        derive: @escaping Derivation
    ) {
        state = Mutex(State(users: users, tokens: TokenDesk(keys)))
        self.configuration = configuration
        throttle = SignInThrottle(configuration.signInLimits, clock: clock)
        self.desk = desk
        self.derive = derive
        self.clock = clock
        self.logger = logger
    }

    /// Takes other users and keys, from the next call on.
    package func reload(users: UserBook, keys: KeyRing) async {
        let new = State(users: users, tokens: TokenDesk(keys))
        state.withLock { $0 = new }
    }

    /// Signs somebody in.
    ///
    /// An unknown user and a wrong password are the same to the caller, in what is said and in how long it takes.
    ///
    /// - Parameters:
    ///   - name: The user's name, as it was sent.
    ///   - password: The password, as it was sent.
    ///   - address: Where it came from.
    /// - Returns: New tokens.
    /// - Throws: Why not. Nothing is computed for who has tried too often, not even for the right password.
    func signIn(
        user name: String,
        password: Secret,
        from address: ClientAddress
    ) async throws(SignInRefusal) -> IssuedTokens {
        do throws(SignInRefusal) {
            try throttle.take(user: name, from: address)
            let state = state.withLock { $0 }
            let user = try await check(name, password, from: address, in: state.users)
            throttle.noteSuccess(user: name, from: address)
            return try await issue(for: user, since: clock(), state.tokens)
        } catch {
            // Into the place of a name people type passwords, too: only names that are some are written down.
            let user = state.withLock { $0.users[name] }
            note(error, "sign-in refused", user: user?.name, from: address)
            throw error
        }
    }

    /// Renews a login.
    ///
    /// - Parameters:
    ///   - refreshToken: The token that was given for that.
    ///   - address: Where it came from.
    /// - Returns: New tokens; the old ones stay good until they end.
    /// - Throws: Why not.
    func renew(_ refreshToken: Secret, from address: ClientAddress) async throws(SignInRefusal) -> IssuedTokens {
        let state = state.withLock { $0 }
        var name: String?
        do throws(SignInRefusal) {
            let claims = try await refreshClaims(of: refreshToken, state.tokens)
            name = claims.sub
            guard let user = state.users[claims.sub], user.generation == claims.gen else {
                throw SignInRefusal(reason: .loginEnded)
            }
            guard let since = claims.since else { throw SignInRefusal(reason: .tokenInvalid) }
            let begin = Date(timeIntervalSince1970: since)
            guard clock() < begin + configuration.loginLifetime / .seconds(1) else {
                throw SignInRefusal(reason: .expired)
            }
            return try await issue(for: user, since: begin, state.tokens)
        } catch {
            let refusal = error.reason == .failed ? error : counted(error, from: address)
            note(refusal, "renewal refused", user: name, from: address)
            throw refusal
        }
    }

    /// Who an access token is of.
    ///
    /// - Parameter bearer: What the caller sent, whatever it is.
    /// - Returns: The user as the gateway knows it now; nil where the token is not good.
    func user(bearer: String) async -> GatewayUser? {
        let state = state.withLock { $0 }
        guard let claims = try? await state.tokens.claims(of: Secret(bearer), for: .access, now: clock()),
            let user = state.users[claims.sub], user.generation == claims.gen
        else { return nil }
        return user
    }
}

extension SignIn {
    private func check(
        _ name: String,
        _ password: Secret,
        from address: ClientAddress,
        in users: UserBook
    ) async throws(SignInRefusal) -> GatewayUser {
        let derive = derive
        let verdict = await desk.compute { PasswordCheck(name, password, in: users, by: derive) }
        switch verdict {
        case .right(let user): return user
        case .wrong: throw SignInRefusal(reason: .credentials)
        case .undecided, nil:
            // Nothing was learned by it.
            throttle.giveBack(user: name, from: address)
            throw SignInRefusal(reason: verdict == nil ? .overloaded : .failed, retryAfter: 1)
        }
    }

    private func refreshClaims(of token: Secret, _ tokens: TokenDesk) async throws(SignInRefusal) -> TokenClaims {
        do throws(TokenDesk.Flaw) {
            return try await tokens.claims(of: token, for: .refresh, now: clock())
        } catch {
            throw SignInRefusal(reason: error == .expired ? .expired : .tokenInvalid)
        }
    }

    /// What is said of a renewal that failed, which counts like a try to sign in.
    private func counted(_ refusal: SignInRefusal, from address: ClientAddress) -> SignInRefusal {
        do throws(SignInRefusal) {
            try throttle.noteFailedRenewal(from: address)
            return refusal
        } catch {
            return error
        }
    }

    private func issue(
        for user: GatewayUser,
        since begin: Date,
        _ tokens: TokenDesk
    ) async throws(SignInRefusal) -> IssuedTokens {
        let now = clock()
        let end = begin + configuration.loginLifetime / .seconds(1)
        let accessEnd = min(now + configuration.accessLifetime / .seconds(1), end)
        let refreshEnd = min(now + configuration.refreshLifetime / .seconds(1), end)
        // Nobody could do anything with less.
        guard accessEnd.timeIntervalSince(now) >= 1 else { throw SignInRefusal(reason: .expired) }
        func claims(_ audience: TokenClaims.Audience, until end: Date, since: Date? = nil) -> TokenClaims {
            TokenClaims(
                aud: audience, exp: end.numericDate, gen: user.generation, iat: now.numericDate,
                iss: TokenClaims.issuer, jti: UUID().uuidString.lowercased(), since: since?.numericDate, sub: user.name)
        }
        guard let access = await tokens.sign(claims(.access, until: accessEnd), now: now),
            let refresh = await tokens.sign(claims(.refresh, until: refreshEnd, since: begin), now: now)
        else { throw SignInRefusal(reason: .failed) }
        return IssuedTokens(access: access, refresh: refresh, lifetime: .seconds(accessEnd.timeIntervalSince(now)))
    }

    private func note(_ refusal: SignInRefusal, _ what: String, user: String?, from address: ClientAddress) {
        logger.warning(
            "\(what)",
            metadata: [
                "reason": "\(refusal.reason.rawValue)", "address": "\(address)",
                "user": "\(user.map { SafeText($0, limit: 100).string } ?? "-")",
            ])
    }
}

extension Date {
    /// The date as tokens write it, to the millisecond.
    fileprivate var numericDate: Double { (timeIntervalSince1970 * 1000).rounded(.down) / 1000 }
}
