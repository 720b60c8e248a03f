package import Logging
import Meetings
package import Transport

/// A ProCONF service: an application server with a login, or Admin Control without one.
package struct ProConfService: Sendable {
    let client: ServiceClient
    let deployment: ProConfDeployment

    /// Makes a service.
    ///
    /// - Parameters:
    ///   - transport: What carries the calls.
    ///   - deployment: The profile's description.
    ///   - tokens: Where the login comes from; nil where the server is called without one.
    ///   - logger: Where calls are written down.
    package init(
        transport: any HTTPTransport,
        deployment: ProConfDeployment,
        tokens: (any AccessTokenSource)? = nil,
        logger: Logger = .silent
    ) {
        client = ServiceClient(transport: transport, tokens: tokens, logger: logger)
        self.deployment = deployment
    }

    /// Gets the token that starting or joining a meeting takes (seed: `getProconfToken(role, room, participantName)`).
    ///
    /// - Parameters:
    ///   - role: One of the deployment's roles.
    ///   - room: The room; the service may make its letters small.
    ///   - participantName: Who enters.
    /// - Returns: The token, its link and its claims.
    /// - Throws: Why there is none.
    package func getProconfToken(
        role: String,
        room: String,
        participantName: String
    ) async throws(ServiceError) -> ProConfToken {
        try InputCheck.require(role, in: .role)
        try InputCheck.require(room, in: .room)
        try InputCheck.require(participantName, in: .participantName)
        guard deployment.roles.isEmpty || deployment.roles.contains(role) else {
            throw .invalidInput(.role, reason: "is none of \(deployment.roles.joined(separator: ", "))")
        }
        let request = ProConfTokenRequest(role: role, room: room, participantName: participantName)
        return try await token(.token, body: request.body, for: request)
    }

    /// Asks to join a meeting as a member (`POST /auth/joinmember`, application server only; its shape is assumed).
    ///
    /// - Parameters:
    ///   - room: The room.
    ///   - participantName: Who enters.
    /// - Returns: A member's token, its link and its claims.
    /// - Throws: `ServiceError.unsupported` for Admin Control.
    package func joinMember(
        room: String,
        participantName: String
    ) async throws(ServiceError) -> ProConfToken {
        try InputCheck.require(room, in: .room)
        try InputCheck.require(participantName, in: .participantName)
        let body: JSONValue = .object(["room": .string(room), "participantName": .string(participantName)])
        let request = ProConfTokenRequest(role: "member", room: room, participantName: participantName)
        return try await token(.joinMember, body: body, for: request)
    }

    private func token(
        _ route: ProConfRoute,
        body: JSONValue,
        for request: ProConfTokenRequest
    ) async throws(ServiceError) -> ProConfToken {
        let answer = try await client.send(try deployment.request(route, body: body))
        let token = try answer.payload("token", ProConfToken.text(in:))
        return try ProConfToken(token: Secret(token), request: request, deployment: deployment, answer: answer)
    }
}
