import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A server on this machine that means harm.
final class HostileServer: Sendable {
    let port: Int
    private let server: HTTPServer
    private let answers: Mailbox

    /// What the handler and the test have in common.
    private final class Mailbox: Sendable {
        let answers: Mutex<HostileAnswers>

        init(_ answers: HostileAnswers) { self.answers = Mutex(answers) }
    }

    var manners: HostileAnswers.Manners {
        get { answers.answers.withLock { $0.manners } }
        set { answers.answers.withLock { $0.manners = newValue } }
    }

    /// Runs a server for as long as a test needs it.
    static func with(
        seed: UInt64,
        _ manners: HostileAnswers.Manners = .obliging,
        _ body: (HostileServer) async throws -> Void
    ) async throws {
        let server = try await HostileServer(HostileAnswers(seed: seed, manners: manners))
        do {
            try await body(server)
        } catch {
            await server.server.stop()
            throw error
        }
        await server.server.stop()
    }

    private init(_ hostile: HostileAnswers) async throws {
        let answers = Mailbox(hostile)
        let server = HTTPServer(
            address: try .inet(ip4: "127.0.0.1", port: 0), timeout: 600, logger: .disabled,
            handler: ClosureHTTPHandler { request in
                _ = try await request.bodyData
                let answer = answers.answers.withLock { $0.answer(method: request.method.rawValue, path: request.path) }
                var headers = HTTPHeaders()
                for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
                return HTTPResponse(
                    statusCode: HTTPStatusCode(answer.status, phrase: "\u{1B}[2J"), headers: headers, body: answer.body)
            })
        Task { try await server.run() }
        try await server.waitUntilListening(timeout: 600)
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw POSIXError(.EADDRNOTAVAIL) }
        self.server = server
        self.answers = answers
        self.port = Int(port)
    }
}
