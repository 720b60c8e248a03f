/// One of the contracts that the sandbox speaks, below a base path of its own.
protocol SandboxDialect: Sendable {
    /// The segments that all its paths begin with.
    static var base: [String] { get }

    var routes: [SandboxRoute] { get }

    /// Whose tokens it takes.
    var audience: TokenMint.Audience { get }

    var mint: TokenMint { get }

    /// What goes wrong with its calls.
    var faults: FaultBook { get }

    /// Puts a no into the dialect's words.
    func answer(_ refusal: SandboxRefusal) -> SandboxAnswer
}

extension SandboxDialect {
    /// Answers a request below the base: unknown path, method, faults, token, then the call itself.
    func answer(_ request: SandboxRequest) async -> SandboxAnswer {
        do throws(SandboxRefusal) {
            let path = request.path.dropFirst(Self.base.count)
            let known = routes.compactMap { route in route.parameters(of: path).map { (route, $0) } }
            guard !known.isEmpty else { throw .notFound("There is no such path.") }
            guard let (route, parameters) = known.first(where: { $0.0.method == request.method }) else {
                throw .methodNotAllowed(known.map(\.0.method))
            }
            guard let fault = faults.fault(on: route.names(of: request)) else {
                return await carryOut(route, request, parameters)
            }
            return await fault.answer(request, in: self) { await carryOut(route, request, parameters) }
        } catch {
            return answer(error)
        }
    }

    private func carryOut(
        _ route: SandboxRoute,
        _ request: SandboxRequest,
        _ parameters: [String]
    ) async -> SandboxAnswer {
        do throws(SandboxRefusal) {
            let caller = try await caller(of: request, access: route.access)
            return try await route.answer(request, parameters, caller)
        } catch {
            return answer(error)
        }
    }

    private func caller(of request: SandboxRequest, access: RouteAccess) async throws(SandboxRefusal) -> String {
        if access == .everyone || (access == .bearerWhereShown && request.headers["authorization"] == nil) { return "" }
        guard let token = request.bearer else { throw .unauthorized("The access token is missing.") }
        return try await mint.user(of: token, audience: audience)
    }
}
