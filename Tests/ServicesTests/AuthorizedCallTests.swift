import Foundation
import Meetings
import Sandbox
import Services
import Testing
import Transport

@Suite("Calls with a login", .timeLimit(.minutes(10)))
struct AuthorizedCallTests {
    @Test("every call carries the access token, and none but the two auth calls goes without")
    func bearer() async throws {
        try await Hospital.open(
            script: { _ in .body("[]") },
            test: { hospital in
                _ = try await hospital.scripted().listConferences()
                #expect(hospital.wire.all.map { $0.headers["authorization"] } == ["Bearer access-1"])
                let authentication = hospital.authentication()
                _ = try await failure { () async throws(ServiceError) in
                    try await authentication.refreshToken("refresh-1")
                }
                #expect(hospital.wire.all.last?.headers["authorization"] == nil)
            }
        )
    }

    @Test("a read that is refused with 401 is made once more with a renewed token")
    func replay() async throws {
        let script: @Sendable (SandboxRequest) -> SandboxAnswer? = { request in
            request.headers["authorization"] == "Bearer access-2" ? .body("[]") : .body("expired", 401)
        }
        try await Hospital.open(
            script: script,
            test: { hospital in
                let desk = TokenDesk("access-1")
                let conferences = try await hospital.scripted(tokens: desk).listConferences()
                #expect(conferences.isEmpty)
                #expect(hospital.wire.lines == ["GET v1/sessions", "GET v1/sessions"])
                #expect(await desk.renewals == 1)
            }
        )
    }

    @Test("after a second 401 the call is refused")
    func secondRefusal() async throws {
        try await Hospital.open(
            script: { _ in .body("still no", 401) },
            test: { hospital in
                let service = hospital.scripted()
                let error = try await failure { () async throws(ServiceError) in
                    try await service.deleteConference(ConferenceIdentifier("1"))
                }
                #expect(error.refusal?.status == 401)
                #expect(error.refusal?.loginWasRenewed == false)
                #expect(hospital.wire.lines.count == 2)
            }
        )
    }

    @Test("a POST is not made twice, but the login is renewed and the operator told so")
    func write() async throws {
        try await Hospital.open(
            script: { _ in .body("expired", 401) },
            test: { hospital in
                let desk = TokenDesk("access-1")
                let service = hospital.scripted(tokens: desk)
                let error = try await failure { () async throws(ServiceError) in
                    try await service.requestConference(ConferenceDraft())
                }
                #expect(hospital.wire.lines == ["POST v1/sessions"])
                #expect(await desk.renewals == 1)
                #expect(error.refusal?.loginWasRenewed == true)
                #expect(error.advice.hasPrefix("The login has been renewed meanwhile: repeat the action."))
            }
        )
    }

    @Test("a login that cannot be renewed says so in the call's place")
    func loginEnded() async throws {
        try await Hospital.open(
            script: { _ in .body("expired", 401) },
            test: { hospital in
                let login = TokenPair(access: "t", issued: .now, expires: .now)
                let service = hospital.scripted(tokens: TokenDesk(login) { _ in login })
                let error = try await failure { () async throws(ServiceError) in try await service.listConferences() }
                #expect(error == .loginEnded("there is nothing to refresh with"))
            }
        )
    }

    @Test("a login that really expires goes on without anybody noticing")
    func expiry() async throws {
        let configuration = SandboxConfiguration(tokenLifetime: .zero)
        try await Hospital.open(configuration) { hospital in
            let service = try await hospital.service()
            let error = try await failure { () async throws(ServiceError) in try await service.listConferences() }
            // Each token ends at once, so that the renewed one is refused too.
            #expect(error.refusal?.status == 401)
            #expect(hospital.wire.lines == ["GET v1/sessions", "POST v1/auth/refresh", "GET v1/sessions"])
        }
    }

    @Test("no answer is told with what was asked, and whether it may have been carried out")
    func unreachable() async throws {
        try await Hospital.open { hospital in
            let service = try await hospital.service()
            hospital.transport.close()
            var deployment = hospital.deployment()
            deployment.baseURL = try #require(URL(string: "http://127.0.0.1:1/v1"))
            let nowhere = V4HService(
                transport: CurlTransport(),
                deployment: deployment,
                tokens: TokenDesk("t")
            )
            let error = try await failure { () async throws(ServiceError) in try await nowhere.listConferences() }
            guard case .unreachable(let call, .cannotConnect) = error else { throw Unexpected("\(error)") }
            #expect(call.url == "http://127.0.0.1:1/v1/sessions")
            #expect(error.title.hasPrefix("Could not list conferences: "))
            #expect(!error.mayHaveBeenCarriedOut)

            let closed = try await failure { () async throws(ServiceError) in try await service.listConferences() }
            #expect(closed == .cancelled)
        }
    }
}
