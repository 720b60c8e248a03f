import FlyingFox
import FlyingSocks
import Foundation

/// An honest server: gives back what it got.
struct EchoServer {
    let port: Int
    private let server: HTTPServer

    /// Starts it; it listens when this returns.
    init() async throws {
        let server = HTTPServer(
            address: try .inet(ip4: "127.0.0.1", port: 0),
            timeout: 600,
            logger: .disabled,
            handler: ClosureHTTPHandler { request in
                let agent = request.headers[.init("User-Agent")] ?? ""
                let token = request.headers[.authorization] ?? ""
                return HTTPResponse(
                    statusCode: .accepted,
                    headers: [
                        .contentType: "text/plain", .init("X-Seen"): "\(request.method.rawValue) \(agent) \(token)",
                    ],
                    body: try await request.bodyData + Data(" to \(request.path)".utf8)
                )
            }
        )
        Task { try await server.run() }
        try await server.waitUntilListening(timeout: 600)
        guard case .ip4(_, let port) = await server.listeningAddress else { throw POSIXError(.EADDRNOTAVAIL) }
        self.server = server
        self.port = Int(port)
    }

    func stop() async {
        await server.stop()
    }
}
