import Foundation
import JWTKit
import Meetings
import TestSupport
import Testing

@testable import Gateway

@Suite("Tokens of a gateway", .timeLimit(.minutes(10)))
struct TokenTests {
    private let clock = StillClock()
    private let ring = KeyRing(now: Date(timeIntervalSince1970: 1_700_000_000))
    private let configuration = GatewayConfiguration(adminControl: URL(filePath: "/"))
    private let ada: GatewayUser

    init() throws { ada = try .quick("ada") }

    @Test("a token that is changed in any character is refused")
    func refusesChanges() async throws {
        let signIn = made()
        let token = try await signedIn(signIn).access.reveal()
        var generator = SeededGenerator(seed: 3)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/.")
        #expect(await signIn.user(bearer: token) == ada)
        for place in token.indices {
            for _ in 0..<4 {
                let letter = try #require(letters.randomElement(using: &generator))
                guard letter != token[place] else { continue }
                let changed = token.replacingCharacters(in: place...place, with: String(letter))
                #expect(await signIn.user(bearer: changed) == nil, "\(changed)")
            }
            var shorter = token
            shorter.remove(at: place)
            // One of two equal letters side by side is the other.
            #expect(await signIn.user(bearer: shorter) == nil, "\(shorter)")
        }
    }

    @Test("the last letter of a signature is the one that was written")
    func refusesOtherSpellings() async throws {
        let signIn = made()
        let token = try await signedIn(signIn).access.reveal()
        // 32 bytes leave two bits of the last letter over, which say nothing.
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" where letter != token.last {
            #expect(await signIn.user(bearer: token.dropLast() + String(letter)) == nil)
        }
        for other in [token + "=", token + ".", "." + token, " " + token, token + "\n", token + "A"] {
            #expect(await signIn.user(bearer: other) == nil)
        }
    }

    @Test("parts of two good tokens make no third")
    func refusesMixtures() async throws {
        let signIn = made()
        let tokens = try await signedIn(signIn)
        let (access, refresh) = (
            tokens.access.reveal().split(separator: "."), tokens.refresh.reveal().split(separator: ".")
        )
        for parts in [[access[0], refresh[1], access[2]], [access[0], access[1], refresh[2]]] {
            #expect(await signIn.user(bearer: parts.joined(separator: ".")) == nil)
        }
    }

    @Test("a head that asks for another way, or for none, is refused")
    func refusesOtherWays() async throws {
        let signIn = made()
        let parts = try await signedIn(signIn).access.reveal().split(separator: ".")
        let kid = ring.keys[0].identifier
        let heads = [
            #"{"alg":"none","kid":"\#(kid)","typ":"JWT"}"#, #"{"alg":"None","kid":"\#(kid)","typ":"JWT"}"#,
            #"{"alg":"HS512","kid":"\#(kid)","typ":"JWT"}"#, #"{"alg":"RS256","kid":"\#(kid)","typ":"JWT"}"#,
            #"{"kid":"\#(kid)","typ":"JWT"}"#, #"{"alg":null,"kid":"\#(kid)","typ":"JWT"}"#, "{}", "[]", "",
            #"{"alg":"HS256","typ":"JWT"}"#, #"{"alg":"HS256","kid":"other","typ":"JWT"}"#,
            #"{"alg":"HS256","kid":"","typ":"JWT"}"#, #"{"alg":"HS256","kid":"\#(kid)"}"#,
            #"{"alg":"HS256","kid":"\#(kid)","typ":"JOSE"}"#,
        ]
        for head in heads {
            let head = base64URL(Data(head.utf8))
            #expect(await signIn.user(bearer: "\(head).\(parts[1]).\(parts[2])") == nil)
            #expect(await signIn.user(bearer: "\(head).\(parts[1]).") == nil)
        }
    }

    @Test("even what is signed with the key is refused, unless it is signed as we sign and says what we say")
    func refusesOtherClaims() async throws {
        let signIn = made()
        #expect(await signIn.user(bearer: try signed()) == ada)
        #expect(await signIn.user(bearer: try signed(by: KeyRing(now: clock.now).keys[0])) == nil, "another key")
        #expect(await signIn.user(bearer: try signed(digest: .sha512)) == nil, "HS512")
        #expect(await signIn.user(bearer: try signed(digest: .sha512, alg: "HS256")) == nil, "HS512 in disguise")
        #expect(await signIn.user(bearer: try signed(kid: "other")) == nil, "another name of the key")
        let changes: [(String, (inout TokenClaims) -> Void)] = [
            ("expired", { $0.exp = clock.now.timeIntervalSince1970 }),
            ("not a time", { $0.exp = -.greatestFiniteMagnitude }),
            ("other audience", { $0.aud = .refresh }), ("other generation", { $0.gen = "other" }),
            ("other issuer", { $0.iss = "sandbox" }), ("no such user", { $0.sub = "eve" }),
            ("other spelling", { $0.sub = "Ada" }),
        ]
        for (what, change) in changes {
            #expect(await signIn.user(bearer: try signed(change)) == nil, "\(what)")
        }
    }

    @Test("a refresh token that does not say when the login began is refused")
    func refusesRefreshWithoutBegin() async throws {
        let signIn = made()
        let token = try await signed { $0.aud = .refresh }
        #expect(await refusal { _ = try await signIn.renew(Secret(token), from: .home) }?.reason == .tokenInvalid)
        let good = try await signed { claims in
            claims.aud = .refresh
            claims.since = clock.now.timeIntervalSince1970
        }
        _ = try await signIn.renew(Secret(good), from: .home)
    }

    @Test(
        "anything else is no token",
        arguments: [
            "", ".", "..", "...", "a.b.c", "null", "\u{0}", "ä.ö.ü", String(repeating: "a", count: 20_000),
            String(repeating: ".", count: 20_000), "e30.e30.", "e30.e30.e30",
        ])
    func refusesOthers(text: String) async { #expect(await made().user(bearer: text) == nil) }

    @Test("a user with the longest name there can be has tokens, too")
    func holdsLongNames() async throws {
        let name = String(repeating: "\u{1F600}", count: 1024)
        let user = try GatewayUser.quick(name)
        let signIn = SignIn(users: UserBook([user]), keys: ring, configuration: configuration, clock: clock.read)
        let tokens = try await signIn.signIn(user: name, password: Secret("correct horse"), from: .home)
        #expect(await signIn.user(bearer: tokens.access.reveal()) == user)
        _ = try await signIn.renew(tokens.refresh, from: .home)
    }

    private func made() -> SignIn {
        SignIn(users: UserBook([ada]), keys: ring, configuration: configuration, clock: clock.read)
    }

    private func signedIn(_ signIn: SignIn) async throws -> IssuedTokens {
        try await signIn.signIn(user: "ada", password: Secret("correct horse"), from: .home)
    }

    /// A token that somebody signs who has a key.
    private func signed(
        by key: SigningKey? = nil, kid: String? = nil, digest: DigestAlgorithm = .sha256, alg: String? = nil,
        _ change: (inout TokenClaims) -> Void = { _ in }
    ) async throws -> String {
        let now = clock.now.timeIntervalSince1970
        var claims = TokenClaims(
            aud: .access, exp: now + 60, gen: ada.generation, iat: now, iss: TokenClaims.issuer, jti: "1", since: nil,
            sub: "ada")
        change(&claims)
        // With zeros behind it, a key of this kind is the same key (RFC 2104), and as long as the library demands for HS512.
        let bytes = (key ?? ring.keys[0]).bytes + Data(count: 32)
        var header = JWTHeader()
        header.kid = kid ?? ring.keys[0].identifier
        if let alg { header.alg = alg }
        let only = JWTKeyCollection()
        await only.add(hmac: HMACKey(from: bytes), digestAlgorithm: digest)
        return try await only.sign(claims, header: header)
    }

    private func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
