import Foundation
import Meetings
import Sandbox
import Services
import Testing
import Transport

@testable import Gateway

@Suite("What the console calls, on a gateway", .timeLimit(.minutes(10)))
struct ConsoleServiceTests {
    private func open(
        test: (ProConfAuthentication, ProConfDeployment, CurlTransport) async throws -> Void
    ) async throws {
        let gateway = try await RunningGateway()
        let transport = CurlTransport()
        let url = try #require(URL(string: "http://127.0.0.1:\(gateway.port)"))
        let deployment = ProConfDeployment(server: .applicationServer(url), domain: gateway.address.domain)
        do {
            try await test(ProConfAuthentication(transport: transport, deployment: deployment), deployment, transport)
        } catch {
            transport.close()
            await gateway.stop()
            throw error
        }
        transport.close()
        await gateway.stop()
    }

    @Test("a login is renewed again and again, and each refresh token is followed by another")
    func renewal() async throws {
        try await open { authentication, _, _ in
            try await authentication.knock()
            var pair = try await authentication.login(username: "ana", password: Secret(RunningGateway.password))
            var tokens: Set<Secret> = []
            for _ in 0..<3 {
                #expect(abs(pair.lifetime - 600) < 2 && abs(pair.expires.timeIntervalSinceNow - 600) < 30)
                let refresh = try #require(pair.refresh)
                tokens.formUnion([pair.access, refresh])
                pair = try await authentication.refresh(refresh)
            }
            #expect(tokens.count == 6 && !tokens.contains(pair.access))
        }
    }

    @Test("a refresh token that is none ends a login, as its password would not do")
    func refused() async throws {
        try await open { authentication, _, _ in
            let error = await #expect(throws: ServiceError.self) {
                try await authentication.refresh(Secret("no.such.token"))
            }
            guard case .refused(_, let refusal)? = error else { throw try #require(error) }
            #expect(refusal.status == 401 && refusal.words == "Unauthorized")
            #expect(error?.mayPass == false)
        }
    }

    @Test("everything that the console asks of ProCONF is answered")
    func calls() async throws {
        try await open { authentication, deployment, transport in
            let pair = try await authentication.login(username: "ana", password: Secret(RunningGateway.password))
            let service = ProConfService(transport: transport, deployment: deployment, tokens: OneToken(pair.access))
            let room = "Sala união"
            let owner = try await service.getProconfToken(role: "owner", room: room, participantName: "Ana")
            #expect(owner.link.claims?.role == "owner")
            let member = try await service.joinMember(room: room, participantName: "Bia")
            #expect(member.link.claims?.role == "member")
            #expect(try await service.features().count == 11)
            #expect(try await service.status(of: room) == ProConfRoomStatus(isTranscribing: false, isRecording: false))
            #expect(try await service.catchUp(of: room).string.contains("\n"))
            guard case .text(let summary) = try await service.summary(of: room) else {
                Issue.record("an application server gives the summary's text")
                return
            }
            #expect(summary.string.hasPrefix("Summary of “\(room.lowercased())”\n"))
            #expect(try await !service.meetings().isEmpty)
        }
    }
}

/// A login that is not renewed.
private struct OneToken: AccessTokenSource {
    let token: Secret

    init(_ token: Secret) { self.token = token }

    func accessToken() async throws(ServiceError) -> Secret { token }

    func accessToken(replacing refused: Secret) async throws(ServiceError) -> Secret {
        throw .loginEnded("the token was refused")
    }
}
