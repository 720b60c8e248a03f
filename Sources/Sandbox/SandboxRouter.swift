import Foundation
import Services

/// Brings each request to the contract whose path it has, and adds what every answer carries.
struct SandboxRouter: SandboxAnswering {
    private let dialects: [any SandboxDialect]
    private let pages: PublicPages
    private let middleware: SandboxMiddleware
    private let clock: @Sendable () -> Date

    init(_ world: SandboxWorld) {
        dialects = [
            V4HClassicRoutes(world), SessionManagerRoutes(world), ProConfRoutes(world), AdminControlRoutes(world),
            ExternalAPIRoutes(world), MeetingRoutes(world),
        ]
        pages = PublicPages(world: world)
        middleware = world.configuration.middleware
        clock = world.configuration.clock
    }

    /// Answers a request: browsers' questions, then the middleware, then the routes.
    func answer(_ request: SandboxRequest) async -> SandboxAnswer {
        var answer: SandboxAnswer
        if request.method == "OPTIONS", request.headers["access-control-request-method"] != nil {
            answer = preflight(request)
        } else {
            answer = await middleware(request) { await route($0) }
        }
        answer.headers["Date"] = HTTPDate.text(of: clock().addingTimeInterval(answer.clockError))
        answer.headers["X-Request-Id"] = request.identifier
        answer.headers["Cache-Control"] = "no-store"
        if let origin = request.headers["origin"] {
            answer.headers["Access-Control-Allow-Origin"] = SandboxRouter.isPlain(origin) ? origin : "*"
            answer.headers["Access-Control-Expose-Headers"] = "Date, X-Request-Id"
            answer.headers["Vary"] = "Origin"
        }
        return answer
    }

    /// What is refused before any dialect sees it.
    func refuse(_ refusal: SandboxRefusal, identifier: String) -> SandboxAnswer {
        var answer = SandboxAnswer.json(refusal.status) { $0.object { $0.member("message", refusal.message) } }
        answer.headers["Date"] = HTTPDate.text(of: clock())
        answer.headers["X-Request-Id"] = identifier
        return answer
    }

    private func route(_ request: SandboxRequest) async -> SandboxAnswer {
        guard let dialect = dialects.first(where: { request.path.starts(with: type(of: $0).base) }) else {
            return pages.answer(request)
        }
        // HEAD is GET without the body (RFC 9110, section 9.3.2); ProCONF knows no method beside its own.
        var request = request
        if request.method == "HEAD", dialect.audience == .v4h { request.method = "GET" }
        return await dialect.answer(request)
    }

    /// Lets a page of any origin call (Fetch standard, "CORS-preflight fetch"): a sandbox has nothing to guard.
    private func preflight(_ request: SandboxRequest) -> SandboxAnswer {
        let wanted = request.headers["access-control-request-headers"] ?? ""
        var headers = [
            "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
            "Access-Control-Allow-Headers": wanted.isEmpty || !SandboxRouter.isPlain(wanted)
                ? "Authorization, Content-Type" : wanted,
            "Access-Control-Max-Age": "600",
        ]
        if request.headers["access-control-request-private-network"] != nil {
            headers["Access-Control-Allow-Private-Network"] = "true"
        }
        return SandboxAnswer(204, headers: headers)
    }

    /// Whether a field may be said back: nothing in it could end the line.
    private static func isPlain(_ field: String) -> Bool { field.utf8.allSatisfy { (0x20..<0x7F).contains($0) } }
}
