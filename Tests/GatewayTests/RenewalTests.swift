import Foundation
import Meetings
import Services
import Testing

@testable import Gateway

@Suite("Renewing a login", .timeLimit(.minutes(10)))
struct RenewalTests {
    private let clock = StillClock()
    private var configuration = GatewayConfiguration(adminControl: URL(filePath: "/"))
    private let start = StillClock().now

    init() {
        configuration.accessLifetime = .seconds(600)
        configuration.refreshLifetime = .seconds(3600)
        configuration.loginLifetime = .seconds(7200)
    }

    @Test("a login lasts as long as it is renewed, but never beyond its longest")
    func slides() async throws {
        let signIn = made(try [.quick("ada")])
        var tokens = try await signedIn(signIn)
        for _ in 0..<2 {
            clock.move(by: 3000)
            let renewed = try await signIn.renew(tokens.refresh, from: .home)
            #expect(renewed.access != tokens.access && renewed.refresh != tokens.refresh)
            #expect(renewed.lifetime == .seconds(600))
            tokens = renewed
        }
        clock.move(by: 1100)
        tokens = try await signIn.renew(tokens.refresh, from: .home)
        #expect(tokens.lifetime == .seconds(100))
        clock.move(by: 99)
        #expect(await signIn.user(bearer: tokens.access.reveal()) != nil)
        clock.move(by: 1)
        #expect(await signIn.user(bearer: tokens.access.reveal()) == nil)
        #expect(await refusal { _ = try await signIn.renew(tokens.refresh, from: .home) }?.reason == .expired)
    }

    @Test("a login that is not renewed ends")
    func ends() async throws {
        let signIn = made(try [.quick("ada")])
        let tokens = try await signedIn(signIn)
        clock.move(by: 3600)
        #expect(await refusal { _ = try await signIn.renew(tokens.refresh, from: .home) }?.reason == .expired)
    }

    @Test("a shorter life of logins counts for those that have begun, too")
    func countsShorterLives() async throws {
        let (users, keys) = (UserBook([try .quick("ada")]), KeyRing(now: start))
        let tokens = try await signedIn(
            SignIn(users: users, keys: keys, configuration: configuration, clock: clock.read))
        var shorter = configuration
        shorter.loginLifetime = .seconds(60)
        clock.move(by: 60)
        let signIn = SignIn(users: users, keys: keys, configuration: shorter, clock: clock.read)
        #expect(await refusal { _ = try await signIn.renew(tokens.refresh, from: .home) }?.reason == .expired)
    }

    @Test("an access token renews nothing, and a refresh token opens nothing")
    func keepsTokensApart() async throws {
        let signIn = made(try [.quick("ada")])
        let tokens = try await signedIn(signIn)
        #expect(await refusal { _ = try await signIn.renew(tokens.access, from: .home) }?.reason == .tokenInvalid)
        #expect(await signIn.user(bearer: tokens.refresh.reveal()) == nil)
    }

    @Test("renewals that fail count against the address, and never against one that is good")
    func throttles() async throws {
        let signIn = made(try [.quick("ada")])
        let tokens = try await signedIn(signIn)
        for _ in 0..<20 {
            #expect(await refusal { _ = try await signIn.renew(Secret("x.y.z"), from: .home) }?.reason == .tokenInvalid)
        }
        #expect(
            await refusal { _ = try await signIn.renew(Secret("x.y.z"), from: .home) }
                == SignInRefusal(reason: .addressThrottled, retryAfter: 6))
        #expect(
            await refusal {
                _ = try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
            }?.reason == .addressThrottled)
        _ = try await signIn.renew(tokens.refresh, from: .home)
    }

    @Test("any gateway with the same users and keys takes the tokens of all others")
    func keepsNoState() async throws {
        let users = UserBook([try .quick("ada")])
        let keys = KeyRing(now: start)
        let gateways = (0..<2).map { _ in
            SignIn(users: users, keys: keys, configuration: configuration, clock: clock.read)
        }
        let tokens = try await signedIn(gateways[0])
        #expect(await gateways[1].user(bearer: tokens.access.reveal())?.name == "ada")
        let renewed = try await gateways[1].renew(tokens.refresh, from: .home)
        #expect(await gateways[0].user(bearer: renewed.access.reveal())?.name == "ada")
    }

    @Test("keys are rotated under way, gateway by gateway, and no login ends by that")
    func rotatesKeys() async throws {
        let users = UserBook([try .quick("ada")])
        let old = KeyRing(now: start)
        let new = try old.rotated(now: clock.now, after: .seconds(600), refreshLifetime: .seconds(3600))
        let early = SignIn(users: users, keys: old, configuration: configuration, clock: clock.read)
        let late = SignIn(users: users, keys: old, configuration: configuration, clock: clock.read)
        let before = try await signedIn(early)
        await early.reload(users: users, keys: new)
        let between = try await signedIn(early)
        for signIn in [early, late] {
            for tokens in [before, between] {
                #expect(await signIn.user(bearer: tokens.access.reveal()) != nil)
                _ = try await signIn.renew(tokens.refresh, from: .home)
            }
        }
        clock.move(by: 300)
        await late.reload(users: users, keys: new)
        clock.move(by: 300)
        let after = try await signedIn(early)
        #expect(kid(of: before.access) == old.keys[0].identifier && kid(of: between.access) == old.keys[0].identifier)
        #expect(kid(of: after.access) == new.keys[1].identifier && kid(of: after.refresh) == new.keys[1].identifier)
        #expect(await late.user(bearer: after.access.reveal()) != nil)
        for tokens in [before, between] {
            let renewed = try await late.renew(tokens.refresh, from: .home)
            #expect(kid(of: renewed.refresh) == new.keys[1].identifier)
        }
        // The next rotation waits until nothing of the old key is left.
        clock.move(by: 3600)
        let next = try new.rotated(now: clock.now, after: .seconds(600), refreshLifetime: .seconds(3600))
        await late.reload(users: users, keys: next)
        #expect(await refusal { _ = try await late.renew(between.refresh, from: .home) }?.reason == .tokenInvalid)
    }

    private func made(_ users: [GatewayUser]) -> SignIn {
        SignIn(users: UserBook(users), keys: KeyRing(now: start), configuration: configuration, clock: clock.read)
    }

    private func signedIn(_ signIn: SignIn) async throws -> IssuedTokens {
        try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
    }

    private func kid(of token: Secret) -> String? {
        guard case .string(let kid)? = Claims(token: token)?.header["kid"] else { return nil }
        return kid
    }
}
