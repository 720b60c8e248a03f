package import Foundation
package import Logging
package import Meetings
package import Transport

/// What an application server asks of Admin Control, to pass on what it answers as it came (contract: "The other
/// endpoints", second column).
///
/// ``ProConfService`` reads the same answers into models of the console, which keep nothing that they have no name for;
/// here only the envelope is taken off, and the payload is held to its kind.
package struct ProConfRelay: Sendable {
    /// What Admin Control has of a meeting's summary.
    package enum Summary: Hashable, Sendable {
        /// The text itself, in Admin Controls that keep it.
        case text(JSONValue)

        /// Where it lies in the deployment's object store, as it came: it may be any text, and is empty where none is said.
        case file(String)
    }

    private let client: ServiceClient
    private let deployment: ProConfDeployment

    /// Makes a relay; nothing is called yet.
    ///
    /// - Parameters:
    ///   - transport: What carries the calls.
    ///   - adminControl: Where Admin Control is, such as `https://admin.example.com/api`.
    ///   - logger: Where calls are written down.
    package init(transport: any HTTPTransport, adminControl: URL, logger: Logger = .silent) {
        client = ServiceClient(transport: transport, tokens: nil, logger: logger)
        deployment = ProConfDeployment(server: .adminControl(adminControl), domain: adminControl.host() ?? "")
    }

    /// Gets a token (`POST {admin}/proconf-token`).
    ///
    /// - Parameters:
    ///   - request: What to ask for; it is sent as it is.
    ///   - timeout: How long the exchange may take; nil for the transport's own limit.
    /// - Returns: The token, a text.
    /// - Throws: Why there is none.
    package func token(_ request: ProConfTokenRequest, timeout: Duration? = nil) async throws(ServiceError) -> JSONValue
    {
        try InputCheck.require(request.role, in: .role)
        try InputCheck.require(request.room, in: .room)
        try InputCheck.require(request.participantName, in: .participantName)
        let answer = try await answer(to: .token, body: request.body, timeout: timeout)
        return .string(try answer.payload("token", ProConfToken.text(in:)))
    }

    /// What the deployment offers (`GET {admin}/configuration`).
    ///
    /// - Parameter timeout: How long the exchange may take; nil for the transport's own limit.
    /// - Returns: An object with `features`.
    /// - Throws: Why it is not known.
    package func features(timeout: Duration? = nil) async throws(ServiceError) -> JSONValue {
        let answer = try await answer(to: .features, timeout: timeout)
        return try answer.payload("features") { $0["features"]?.members == nil ? nil : $0 }
    }

    /// What is being kept of an ongoing meeting (`GET {admin}/sessions-status/R`).
    ///
    /// - Parameters:
    ///   - room: The room.
    ///   - timeout: How long the exchange may take; nil for the transport's own limit.
    /// - Returns: An object with `transcript_status` or `recording_status`.
    /// - Throws: Why it is not known.
    package func status(of room: String, timeout: Duration? = nil) async throws(ServiceError) -> JSONValue {
        let answer = try await answer(to: .status(room: room), about: room, timeout: timeout)
        return try answer.payload("status of a room") { $0.isRoomStatus ? $0 : nil }
    }

    /// What was said so far (`GET {admin}/call-catchup/R`).
    ///
    /// - Parameters:
    ///   - room: The room.
    ///   - timeout: How long the exchange may take; nil for the transport's own limit.
    /// - Returns: A text; empty where nothing was said yet.
    /// - Throws: Why there is none.
    package func catchUp(of room: String, timeout: Duration? = nil) async throws(ServiceError) -> JSONValue {
        let answer = try await answer(to: .catchUp(room: room), about: room, timeout: timeout)
        return try answer.payload("text", ProConfRelay.text)
    }

    /// What a meeting came to (`GET {admin}/call-summary/R`).
    ///
    /// - Parameters:
    ///   - room: The room.
    ///   - timeout: How long the exchange may take; nil for the transport's own limit.
    /// - Returns: The text, or where it lies.
    /// - Throws: Why there is neither.
    package func summary(of room: String, timeout: Duration? = nil) async throws(ServiceError) -> Summary {
        let answer = try await answer(to: .summary(room: room), about: room, timeout: timeout)
        return try answer.payload("summary") { layer in
            if let location = layer["file_url"] { return .file(location.text ?? "") }
            return ProConfRelay.text(layer).map { .text($0) }
        }
    }

    /// The meetings that have ended (`GET {admin}/meetings`), read off the caller's actor.
    ///
    /// - Parameter timeout: How long the exchange may take; nil for the transport's own limit.
    /// - Returns: A list.
    /// - Throws: Why there is none.
    @concurrent package func meetings(timeout: Duration? = nil) async throws(ServiceError) -> JSONValue {
        let answer = try await answer(to: .meetings, timeout: timeout)
        return try answer.payload("list of meetings") { if case .array = $0 { $0 } else { nil } }
    }

    private func answer(
        to route: ProConfRoute,
        about room: String? = nil,
        body: JSONValue? = nil,
        timeout: Duration?
    ) async throws(ServiceError) -> ServiceAnswer {
        if let room { try InputCheck.require(room, in: .room) }
        var request = try deployment.request(route, body: body)
        request.timeout = timeout
        return try await client.exchange(request, bearer: nil)
    }

    /// A text; null is an empty one.
    private static func text(_ layer: JSONValue) -> JSONValue? {
        switch layer {
        case .string: layer
        case .null: ""
        default: nil
        }
    }
}
