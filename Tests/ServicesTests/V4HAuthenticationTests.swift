import Foundation
import Meetings
import Sandbox
import Services
import Testing

@Suite("The sign-in of V4H", .timeLimit(.minutes(10)))
struct V4HAuthenticationTests {
    @Test("login gives an access token of five minutes and a refresh token", arguments: V4HDialect.allCases)
    func login(_ dialect: V4HDialect) async throws {
        try await Hospital.open { hospital in
            let pair = try await hospital.authentication(dialect)
                .login(username: hospital.address.user, password: Secret(hospital.address.password))
            #expect(abs(pair.lifetime - 300) < 2)
            #expect(pair.refresh?.isEmpty == false)
            #expect(Claims(token: pair.access) != nil)
            let path = dialect == .classic ? "POST v1/auth" : "POST api/auth/org"
            #expect(hospital.wire.lines == [path])
            #expect(hospital.wire.bodies == [["login": "operator", "password": "demonstration"]])
        }
    }

    @Test("a wrong password is refused with the service's words and its name for the request")
    func wrongPassword() async throws {
        try await Hospital.open { hospital in
            let authentication = hospital.authentication()
            let error = try await failure { () async throws(ServiceError) in
                try await authentication.login(username: "operator", password: "wrong-password")
            }
            let refusal = try #require(error.refusal)
            #expect(refusal.status == 401)
            #expect(!refusal.words.isEmpty)
            #expect(refusal.requestIdentifier != nil)
            #expect(error.title == "Could not log in: the service did not accept the login.")
            #expect(error.advice == "Check user name and password, or log in again.")
        }
    }

    @Test("loginWithToken takes a token that the service takes, and no other", arguments: V4HDialect.allCases)
    func loginWithToken(_ dialect: V4HDialect) async throws {
        try await Hospital.open { hospital in
            let authentication = hospital.authentication(dialect)
            let login = try await authentication.login(
                username: hospital.address.user,
                password: Secret(hospital.address.password)
            )
            let pair = try await authentication.loginWithToken(login.access)
            #expect(pair.access == login.access)
            #expect(pair.refresh == nil)
            #expect(abs(pair.expires.timeIntervalSince(login.expires)) < 3)
            let error = try await failure { () async throws(ServiceError) in
                try await authentication.loginWithToken("not.a.token")
            }
            #expect(error.refusal?.status == 401)
        }
    }

    @Test("a token whose bearer may not list conferences is a token all the same")
    func tokenWithoutList() async throws {
        try await Hospital.open(
            script: { _ in SandboxAnswer(403) },
            test: { hospital in
                let pair = try await hospital.authentication().loginWithToken("opaque")
                #expect(pair.lifetime == 300)
            }
        )
    }

    @Test("refreshToken takes over a rotated refresh token", arguments: V4HDialect.allCases)
    func rotation(_ dialect: V4HDialect) async throws {
        try await Hospital.open { hospital in
            let authentication = hospital.authentication(dialect)
            let first = try await authentication.login(
                username: hospital.address.user,
                password: Secret(hospital.address.password)
            )
            let old = try #require(first.refresh)
            let second = try await authentication.refreshToken(old)
            #expect(second.refresh != nil)
            #expect(second.refresh != old)
            let error = try await failure { () async throws(ServiceError) in
                try await authentication.refreshToken(old)
            }
            #expect(error.refusal?.status == 401)
            #expect(error.title.hasPrefix("Could not renew the login"))
        }
    }

    @Test("a refresh token that is not rotated is kept")
    func keptRefreshToken() async throws {
        try await Hospital.open(
            script: { _ in .body(#"{"accessToken":"opaque-2"}"#) },
            test: { hospital in
                let pair = try await hospital.authentication().refreshToken("refresh-1")
                #expect(pair.access == "opaque-2")
                #expect(pair.refresh == "refresh-1")
                #expect(hospital.wire.lines == ["POST v1/auth/refresh"])
                #expect(hospital.wire.bodies == [["refreshToken": "refresh-1"]])
            }
        )
    }

    @Test(
        "an opaque token lasts the answer's minutes or seconds, or else five minutes",
        arguments: [
            (#"{"access":{"token":"opaque","expires":12},"refresh":{"token":"r","expires":600}}"#, 720.0),
            (#"{"access":{"token":"opaque","expires":"1.5"},"refresh":{"token":"r"}}"#, 90),
            (#"{"access":{"token":"opaque","expires":null}}"#, 300),
            (#"{"accessToken":"opaque","refreshToken":"r"}"#, 300),
            (#"{"accessToken":"opaque","refreshToken":"r","expiresIn":600,"tokenType":"Bearer"}"#, 600),
            (#"{"access_token":"opaque","expires_in":"90"}"#, 90),
            (#"{"accessToken":"opaque","expiresIn":-1}"#, 300), (#"{"accessToken":"opaque","expiresIn":1e999}"#, 300),
            (#"{"accessToken":"opaque","expiresIn":true}"#, 300),
        ]
    )
    func opaqueTokens(_ body: String, _ seconds: Double) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let before = Date.now
                let pair = try await hospital.authentication(.sessionManagerV1).login(username: "u", password: "p")
                #expect(pair.lifetime == seconds)
                #expect(pair.issued >= before)
                #expect(pair.issued <= .now)
            }
        )
    }

    @Test("a server's clock that is off does not change how long a token lasts here", arguments: [-7200.0, 3600])
    func clockDifference(_ seconds: Double) async throws {
        let configuration = SandboxConfiguration(clock: { Date.now + seconds })
        try await Hospital.open(configuration) { hospital in
            let before = Date.now
            let pair = try await hospital.authentication()
                .login(username: hospital.address.user, password: Secret(hospital.address.password))
            let took = Date.now.timeIntervalSince(before)
            #expect(abs(pair.expires.timeIntervalSince(before) - 300) < 5 + took)
            #expect(abs(pair.issued.timeIntervalSince(before)) < 5 + took)
        }
    }

    @Test(
        "an answer without a token, or with one that cannot be sent, is unreadable",
        arguments: [
            "{}", "[]", "null", #"{"accessToken":""}"#, #"{"accessToken":"with blank"}"#,
            #"{"accessToken":"a\r\nb: c"}"#,
        ]
    )
    func noToken(_ body: String) async throws {
        try await Hospital.open(
            script: { _ in .body(body) },
            test: { hospital in
                let authentication = hospital.authentication()
                let error = try await failure { () async throws(ServiceError) in
                    try await authentication.login(username: "u", password: "p")
                }
                guard case .unreadable(_, status: 200, _, reason: "holds no access token") = error else {
                    throw Unexpected("\(error)")
                }
            }
        )
    }
}
