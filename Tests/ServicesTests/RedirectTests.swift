import Meetings
import Sandbox
import Services
import Testing

@Suite("Redirects", .timeLimit(.minutes(10)))
struct RedirectTests {
    @Test(
        "are not followed by any call, so that no login and no token goes elsewhere",
        arguments: [301, 302, 303, 307, 308])
    func never(status: Int) async throws {
        try await Hospital.open { elsewhere in
            for place in [
                "\(elsewhere.address.v4h)/sessions", "/v1/orgs", "//\(elsewhere.address.domain)/", "file:///etc/passwd",
            ] {
                try await Hospital.open(
                    script: { _ in SandboxAnswer(status, headers: ["Location": place]) },
                    test: { hospital in
                        let errors = try await RedirectTests.errors(of: hospital)
                        #expect(errors.map { $0.refusal?.status } == Array(repeating: status, count: errors.count))
                        #expect(hospital.wire.all.count == errors.count)
                    })
            }
            #expect(elsewhere.wire.all.isEmpty)
        }
    }

    /// What one call of each kind ends with: signing in, renewing, reading and writing, on both services.
    private static func errors(of hospital: Hospital) async throws -> [ServiceError] {
        let deployment = ProConfDeployment(
            server: .applicationServer(hospital.address.proconf), domain: hospital.address.domain)
        let service = hospital.scripted()
        let authentication = hospital.authentication()
        let signIn = ProConfAuthentication(transport: hospital.transport, deployment: deployment)
        let proconf = ProConfService(transport: hospital.transport, deployment: deployment, tokens: TokenDesk("t"))
        let id = ConferenceIdentifier("1")
        return [
            try await failure { () async throws(ServiceError) in
                try await authentication.login(username: "u", password: "p")
            },
            try await failure { () async throws(ServiceError) in try await authentication.refreshToken("r") },
            try await failure { () async throws(ServiceError) in try await authentication.loginWithToken("t") },
            try await failure { () async throws(ServiceError) in try await service.listConferences() },
            try await failure { () async throws(ServiceError) in
                try await service.requestConference(ConferenceDraft())
            },
            try await failure { () async throws(ServiceError) in
                try await service.getGuestUrl(id, name: "A", avatarURL: "")
            },
            try await failure { () async throws(ServiceError) in try await service.deleteConference(id) },
            try await failure { () async throws(ServiceError) in
                try await signIn.login(username: "u", password: "p")
            },
            try await failure { () async throws(ServiceError) in try await proconf.meetings() },
        ]
    }
}
