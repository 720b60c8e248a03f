package import Logging
import Meetings
package import Transport

/// A V4H service, called with the login of an operator: the methods of the contract, whatever the dialect.
package struct V4HService: Sendable {
    let client: ServiceClient
    let deployment: V4HDeployment

    /// What is known of a conference beyond its identifier.
    let rooms = RoomBook()

    package init(
        transport: any HTTPTransport,
        deployment: V4HDeployment,
        tokens: any AccessTokenSource,
        logger: Logger = .silent
    ) {
        client = ServiceClient(transport: transport, tokens: tokens, logger: logger)
        self.deployment = deployment
    }

    /// Makes the call of a route.
    ///
    /// - Parameters:
    ///   - route: What to ask.
    ///   - id: The conference or the organisation it is about.
    ///   - short: The conference's room, where it is known to differ from what is remembered of it.
    ///   - body: What to send.
    ///   - secrets: What must not be shown although the service may say it back.
    /// - Returns: An answer that is not a refusal.
    /// - Throws: Why there is none.
    func send(
        _ route: V4HRoute,
        id: String = "",
        short: String? = nil,
        body: JSONValue? = nil,
        secrets: [Secret] = []
    ) async throws(ServiceError) -> ServiceAnswer {
        let template = try deployment.template(for: route)
        let base = try deployment.baseAddress()
        let short = short ?? rooms[ConferenceIdentifier(id)].short ?? id
        // Either may be a service's own word for a room or a session.
        for segment in [id, short] { try V4HService.check(segment: segment) }
        return try await client.send(
            ServiceRequest(
                purpose: route.purpose,
                method: template.method,
                address: template.address(at: base, id: id, short: short),
                body: body,
                secrets: secrets,
                longestAnswer: route.isList ? nil : ServiceRequest.usualLongestAnswer
            )
        )
    }

    /// What cannot be one segment of a path: dots are taken away on the way (RFC 3986, section 5.2.4).
    private static func check(segment: String) throws(ServiceError) {
        if segment == "." || segment == ".." { throw .invalidInput(.conference, reason: "must not be “\(segment)”") }
        guard segment.utf8.count <= 1024 else { throw .invalidInput(.conference, reason: "is longer than 1024 bytes") }
    }
}
