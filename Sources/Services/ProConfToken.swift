package import Meetings

/// A token for a ProCONF meeting, and the address it opens.
package struct ProConfToken: Hashable, Sendable {
    /// The address, the token and its claims.
    package var link: MeetingLink

    /// What was asked for.
    package var request: ProConfTokenRequest

    /// Whether the token names the room in small letters although it was asked for otherwise, as the seed's sample does.
    package var roomWasLowercased: Bool

    package init(link: MeetingLink, request: ProConfTokenRequest, roomWasLowercased: Bool) {
        self.link = link
        self.request = request
        self.roomWasLowercased = roomWasLowercased
    }
}

extension ProConfTokenRequest {
    /// The body that asks for it (contract: "The token").
    var body: JSONValue {
        .object(["role": .string(role), "room": .string(room), "participantName": .string(participantName)])
    }
}

extension ProConfToken {
    /// The token in a payload, which some servers give a name; nil where there is none that is well-formed.
    static func text(in layer: JSONValue) -> String? {
        let text: String? =
            if case .string(let text) = layer { text } else { layer.text("token", "jwt", "accessToken") }
        return text.flatMap { Token.isWellFormed($0) ? $0 : nil }
    }

    /// Makes the link of a token that came in an answer to a request.
    ///
    /// - Throws: `ServiceError.unsafeAddress` where the link must not be used.
    init(
        token: Secret,
        request: ProConfTokenRequest,
        deployment: ProConfDeployment,
        answer: ServiceAnswer
    ) throws(ServiceError) {
        let named = Claims(token: token)?.room?.string
        let wasLowercased = named.map { $0 != request.room && $0 == request.room.lowercased() } ?? false
        // The token opens the room that it names.
        let room = wasLowercased ? request.room.lowercased() : request.room
        self.init(
            link: try answer.link(deployment.link(room: room, token: token)),
            request: request,
            roomWasLowercased: wasLowercased
        )
    }
}
