import Foundation
import HTTPTypes
import JWTKit
import Meetings
import Sandbox
import Testing

@Suite("Tokens", .timeLimit(.minutes(10)))
struct TokenTests {
    private struct AccessClaims: JWTPayload {
        var iat: Double
        var exp: Double
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private struct ProConfClaims: JWTPayload, Equatable {
        struct User: Codable, Equatable {
            var role: String
        }
        struct Context: Codable, Equatable {
            var user: User
        }
        var aud: String
        var iss: String
        var sub: String
        var room: String
        var participantName: String
        var context: Context
        var iat: Int
        var nbf: Int
        var exp: Int
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    @Test("An access token is good for its lifetime and not a second longer")
    func expiry() async throws {
        let clock = StandingClock()
        let configuration = SandboxConfiguration(tokenLifetime: .seconds(300), clock: { clock.read() })
        try await SandboxCaller.withSandbox(configuration) { caller in
            let token = try await caller.login()
            let claims = try await JWTKeyCollection().unverified(token, as: AccessClaims.self)
            #expect(claims.exp - claims.iat == 300)
            clock.advance(by: 299)
            let list = "\(caller.address.v4h)/sessions?limit=1"
            let good = try await caller.call(.get, list, token: token)
            #expect(good.status == 200)
            #expect(good.headers[.date] == "Fri, 15 Jan 2027 08:04:59 GMT")
            clock.advance(by: 1)
            let late = try await caller.call(.get, list, token: token)
            #expect(late.status == 401)
            #expect(try late.member("message") == "The access token has expired.")
        }
    }

    @Test("A refresh gives new tokens, and uses the old refresh token up")
    func rotation() async throws {
        let clock = StandingClock()
        let configuration = SandboxConfiguration(tokenLifetime: .seconds(60), clock: { clock.read() })
        try await SandboxCaller.withSandbox(configuration) { caller in
            let refresh = "\(caller.address.v4h)/auth/refresh"
            let first = try await caller.call(.post, "\(caller.address.v4h)/auth", caller.credentials())
            let old: JSONValue = .object(["refreshToken": .string(try first.member("refreshToken"))])
            clock.advance(by: 120)
            let second = try await caller.call(.post, refresh, old)
            #expect(second.status == 200)
            let list = "\(caller.address.v4h)/sessions?limit=1"
            #expect(try await caller.call(.get, list, token: second.member("accessToken")).status == 200)
            #expect(try await caller.call(.get, list, token: first.member("accessToken")).status == 401)
            #expect(try await caller.call(.post, refresh, old).status == 401)
            let new: JSONValue = .object(["refreshToken": .string(try second.member("refreshToken"))])
            #expect(try await caller.call(.post, refresh, new).status == 200, "a refused one does not end the login")
            #expect(try await caller.call(.post, refresh, .object(["refreshToken": 5])).status == 400)
        }
    }

    @Test("A refresh token ends too")
    func refreshExpiry() async throws {
        let clock = StandingClock()
        let configuration = SandboxConfiguration(refreshLifetime: .seconds(600), clock: { clock.read() })
        try await SandboxCaller.withSandbox(configuration) { caller in
            let login = try await caller.call(.post, "\(caller.address.v4h)/auth", caller.credentials())
            clock.advance(by: 601)
            let body: JSONValue = .object(["refreshToken": .string(try login.member("refreshToken"))])
            #expect(try await caller.call(.post, "\(caller.address.v4h)/auth/refresh", body).status == 401)
        }
    }

    @Test("A token of another run, or changed by a letter, is refused")
    func forgery() async throws {
        try await SandboxCaller.withSandbox { caller in
            let token = try await caller.login()
            let list = "\(caller.address.v4h)/sessions?limit=1"
            try await SandboxCaller.withSandbox { other in
                let strange = try await other.login()
                #expect(try await caller.call(.get, list, token: strange).status == 401)
            }
            let parts = token.split(separator: ".")
            let signature = String(parts[2].reversed())
            let changed = "\(parts[0]).\(parts[1]).\(signature)"
            #expect(try await caller.call(.get, list, token: changed).status == 401)
            #expect(try await caller.call(.get, list, token: "nonsense").status == 401)
            #expect(try await caller.call(.get, list, token: token).status == 200)
        }
    }

    @Test("A ProCONF token says what the seed's sample says")
    func proConfToken() async throws {
        let clock = StandingClock()
        try await SandboxCaller.withSandbox(SandboxConfiguration(clock: { clock.read() })) { caller in
            let body: JSONValue = .object(["role": "owner", "room": "testRoom", "participantName": "Alex"])
            let answer = try await caller.call(.post, "\(caller.address.adminControl)/proconf-token", body)
            #expect(answer.json["error"] == .null)
            let token = try #require(answer.json["data"]?.text)
            #expect(token.hasPrefix("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."), "the header of the seed's sample")
            let claims = try await JWTKeyCollection().unverified(token, as: ProConfClaims.self)
            let issued = 1_800_000_000
            #expect(
                claims
                    == ProConfClaims(
                        aud: "*",
                        iss: "sandbox",
                        sub: "sandbox.proconf.info",
                        room: "testroom",
                        participantName: "Alex",
                        context: .init(user: .init(role: "owner")),
                        iat: issued,
                        nbf: issued - 3_600,
                        exp: issued + 604_800
                    )
            )
        }
    }
}
