import Foundation
import Meetings
import Services
import Stage
import TestSupport
import Transport

@testable import Gateway

/// A gateway that carries stages, and those who use it.
final class StageFixture: Sendable {
    static let origin = RunningGateway.publicOrigin
    static let meeting = "https://meet.example"

    let gateway: RunningGateway
    let transport = CurlTransport(TransportConfiguration(maximumConnectionsPerHost: 64))

    init(port: UInt16 = 0, _ change: @escaping (inout GatewayConfiguration) -> Void = { _ in }) async throws {
        gateway = try await RunningGateway { configuration in
            configuration.port = port
            configuration.meetingOrigins = Set([MeetingOrigin(StageFixture.meeting)].compactMap(\.self))
            change(&configuration)
        }
    }

    /// Runs a test on a gateway, which is stopped whatever comes of it.
    static func run(
        _ change: @escaping (inout GatewayConfiguration) -> Void = { _ in },
        _ test: (StageFixture) async throws -> Void
    ) async throws {
        let fixture = try await StageFixture(change)
        do {
            try await test(fixture)
        } catch {
            await fixture.stop()
            throw error
        }
        await fixture.stop()
    }

    func stop() async {
        transport.close()
        await gateway.stop()
    }

    /// ProCONF as a user's console calls it.
    func service(of user: String = "berta", port: UInt16? = nil) throws -> ProConfService {
        guard let url = URL(string: "http://127.0.0.1:\(port ?? gateway.port)") else {
            throw SystemFailure("no address")
        }
        let deployment = ProConfDeployment(server: .applicationServer(url), domain: "meet.example")
        let login = EagerLogin(
            user: user, authentication: ProConfAuthentication(transport: transport, deployment: deployment))
        return ProConfService(transport: transport, deployment: deployment, tokens: login)
    }

    func line(of user: String = "berta") async throws -> RelayedLine {
        try await RelayedLine.open(
            by: service(of: user), meetingOrigin: StageFixture.meeting,
            backOff: BackOff(first: 0.05, longest: 0.2, least: 0.05))
    }

    /// A browser that comes in by a new address of a line.
    func browser(at line: RelayedLine) async throws -> PageBrowser {
        try await PageBrowser(line.freshAddress().url.reveal(), by: gateway.port)
    }
}

/// A login that is made where one is needed.
private struct EagerLogin: AccessTokenSource {
    let user: String
    let authentication: ProConfAuthentication

    func accessToken() async throws(ServiceError) -> Secret {
        try await authentication.login(username: user, password: Secret(RunningGateway.password)).access
    }

    func accessToken(replacing old: Secret) async throws(ServiceError) -> Secret { try await accessToken() }
}

/// What has come over a line, as words.
final class HeardLine: Sendable {
    let heard = Watched<[String]>([])

    init(_ line: some StageLine) {
        Task { [heard] in
            for await arrival in line.arrivals {
                let words =
                    switch arrival {
                    case .opened(let tab): "opened \(tab.number)"
                    case .text(let tab, let text): "\(tab.number): \(text)"
                    case .closed(let tab): "closed \(tab.number)"
                    case .broken: "broken"
                    case .mended: "mended"
                    }
                // Each new reason is told.
                heard.update { if words != "broken" || $0.last != words { $0.append(words) } }
            }
            heard.update { $0.append("end") }
        }
    }

    /// Waits until something has come.
    func hears(_ words: String) async -> Bool {
        await heard.wait(seconds: 60) { $0.contains(words) ? true : nil } ?? false
    }
}
