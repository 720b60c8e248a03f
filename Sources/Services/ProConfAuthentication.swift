package import Logging
package import Meetings
package import Transport

/// The sign-in of a ProCONF application server.
package struct ProConfAuthentication: Sendable {
    private let client: ServiceClient
    private let deployment: ProConfDeployment

    package init(transport: any HTTPTransport, deployment: ProConfDeployment, logger: Logger = .silent) {
        client = ServiceClient(transport: transport, tokens: nil, logger: logger)
        self.deployment = deployment
    }

    /// Asks without a login, to learn whether the server is there: that it wants one says so.
    ///
    /// - Throws: Why it does not answer as a server does.
    package func knock() async throws(ServiceError) {
        do {
            _ = try await client.exchange(try deployment.request(.features), bearer: nil)
        } catch .refused(_, let refusal) where [401, 403].contains(refusal.status) {
            return
        }
    }

    /// Logs in (`POST /auth/login`); the names in its body are assumed, those in its answer may be any usual ones.
    ///
    /// - Parameters:
    ///   - username: The name, as typed.
    ///   - password: The password, as typed.
    /// - Returns: The tokens of the login.
    /// - Throws: `ServiceError.unsupported` for Admin Control; `ServiceError.refused` with 401 where the two are not known.
    package func login(username: String, password: Secret) async throws(ServiceError) -> TokenPair {
        try InputCheck.require(username, in: .user)
        try InputCheck.require(password.reveal(), in: .password)
        let body: JSONValue = .object(["username": .string(username), "password": .string(password.reveal())])
        return try await tokens(try deployment.request(.login, body: body, secrets: [password]), previous: nil)
    }

    /// Gets a new access token (`POST /auth/refresh`, which is assumed).
    ///
    /// - Parameter refresh: The refresh token of the login.
    /// - Returns: The new tokens; the refresh token is the old one where the server does not rotate it.
    /// - Throws: `ServiceError.unsupported` for Admin Control; `ServiceError.refused` with 401 where the login cannot be
    ///   renewed any more.
    package func refresh(_ refresh: Secret) async throws(ServiceError) -> TokenPair {
        let body: JSONValue = .object(["refreshToken": .string(refresh.reveal())])
        return try await tokens(try deployment.request(.refresh, body: body, secrets: [refresh]), previous: refresh)
    }

    private func tokens(_ request: ServiceRequest, previous: Secret?) async throws(ServiceError) -> TokenPair {
        let answer = try await client.exchange(request, bearer: nil)
        return try answer.payload("access token") { TokenPair(document: $0, previous: previous, answer: answer) }
    }
}
