import Foundation
package import Logging
package import Meetings
package import Transport

/// The sign-in of a V4H service: the seed's `login`, `loginWithToken` and `refreshToken`.
package struct V4HAuthentication: Sendable {
    private let client: ServiceClient
    private let deployment: V4HDeployment

    package init(transport: any HTTPTransport, deployment: V4HDeployment, logger: Logger = .silent) {
        client = ServiceClient(transport: transport, tokens: nil, logger: logger)
        self.deployment = deployment
    }

    /// Logs in (contract row `login`).
    ///
    /// - Parameters:
    ///   - username: The name, as typed.
    ///   - password: The password, as typed.
    /// - Returns: The tokens of the login.
    /// - Throws: `ServiceError.refused` with 401 where the service does not know the two.
    package func login(username: String, password: Secret) async throws(ServiceError) -> TokenPair {
        try InputCheck.require(username, in: .user)
        try InputCheck.require(password.reveal(), in: .password)
        var request = try request(.login)
        request.body = .object(["login": .string(username), "password": .string(password.reveal())])
        request.secrets = [password]
        return try await tokens(request, previous: nil)
    }

    /// Takes an access token that the operator has, and proves it by one authorised call (contract row
    /// `loginWithToken`).
    ///
    /// - Parameter access: The token.
    /// - Returns: The login; it has nothing to refresh with.
    /// - Throws: `ServiceError.refused` with 401 where the service does not take the token.
    package func loginWithToken(_ access: Secret) async throws(ServiceError) -> TokenPair {
        try InputCheck.require(access.reveal(), in: .accessToken)
        var received = Date.now
        var clockDifference = 0.0
        do {
            let answer = try await client.exchange(try request(.checkToken), bearer: access)
            received = answer.response.receivedAt
            clockDifference = answer.clockDifference
        } catch .refused(_, let refusal) where refusal.status == 403 {
            // The token was taken; it is the list that its bearer may not see.
            received = .now
        }
        return TokenPair(
            access: access,
            refresh: nil,
            lifetime: nil,
            received: received,
            clockDifference: clockDifference
        )
    }

    /// Asks without a login, to learn whether the service is there: that it wants one says so.
    ///
    /// - Throws: Why it does not answer as a service does.
    package func knock() async throws(ServiceError) {
        do {
            _ = try await client.exchange(try request(.checkToken), bearer: nil)
        } catch .refused(_, let refusal) where [401, 403].contains(refusal.status) {
            return
        }
    }

    /// Gets a new access token (contract row `refreshToken`).
    ///
    /// - Parameter refresh: The refresh token of the login.
    /// - Returns: The new tokens; the refresh token is the old one where the service does not rotate it.
    /// - Throws: `ServiceError.refused` with 401 where the login cannot be renewed any more.
    package func refreshToken(_ refresh: Secret) async throws(ServiceError) -> TokenPair {
        var request = try request(.refresh)
        request.body = .object(["refreshToken": .string(refresh.reveal())])
        request.secrets = [refresh]
        return try await tokens(request, previous: refresh)
    }

    private func request(_ route: V4HRoute) throws(ServiceError) -> ServiceRequest {
        let template = try deployment.template(for: route)
        return ServiceRequest(
            purpose: route.purpose,
            method: template.method,
            address: template.address(at: try deployment.baseAddress()),
            longestAnswer: route.isList ? nil : ServiceRequest.usualLongestAnswer
        )
    }

    private func tokens(_ request: ServiceRequest, previous: Secret?) async throws(ServiceError) -> TokenPair {
        let answer = try await client.exchange(request, bearer: nil)
        guard let pair = TokenPair(document: try answer.document(), previous: previous, answer: answer) else {
            throw answer.unreadable("holds no access token")
        }
        return pair
    }
}
