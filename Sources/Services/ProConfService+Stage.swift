package import Meetings

/// A stage on a gateway of gavel's, and the address of its page.
package struct GatewayStage: Hashable, Sendable {
    /// What the gateway calls it.
    package var identifier: String

    /// Where its page is.
    package var address: GatewayStageAddress
}

/// The address of a stage's page, with its secret that is good once.
package struct GatewayStageAddress: Hashable, Sendable {
    package var url: WebAddress
    package var secret: Secret
}

/// What has come from the pages of a stage.
package struct GatewayArrivals: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case opened
        case text(String)
        case closed
    }

    package var arrivals: [(tab: Int, kind: Kind)]

    /// What is said when more is asked for, so that the gateway forgets these.
    package var next: Int

    package static func == (one: Self, other: Self) -> Bool {
        one.next == other.next && one.arrivals.elementsEqual(other.arrivals) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(next) }
}

/// What a console has for a page of its stage.
package enum GatewayMessage: Hashable, Sendable {
    case text(String, tab: Int)
    case close(tab: Int)

    /// Lets no browser come back but this tab's.
    case keepOnly(tab: Int)
}

extension ProConfService {
    /// Opens a stage, whose page the gateway serves (`POST /stages`, gavel's own gateway only).
    ///
    /// - Parameter meetingOrigin: Where the meeting is, such as `https://meet.example.org`.
    /// - Returns: The stage.
    /// - Throws: Why there is none; a gateway that carries no stages, or is not gavel's, answers 404.
    package func openStage(meetingOrigin: String) async throws(ServiceError) -> GatewayStage {
        let body: JSONValue = .object(["meetingOrigin": .string(meetingOrigin)])
        let answer = try await client.send(try deployment.request(.stageOpening, body: body))
        return try answer.payload("stage") { layer in
            guard let stage = layer["stage"]?.text, let address = GatewayStageAddress(layer) else { return nil }
            return GatewayStage(identifier: stage, address: address)
        }
    }

    /// Waits for what comes from the pages of a stage (`GET /stages/S/arrivals`).
    ///
    /// - Parameters:
    ///   - stage: The stage.
    ///   - number: What the answer before said comes next; 0 at first.
    /// - Returns: What has come; nothing, where nothing has for a while.
    /// - Throws: Why it is not known; 404 where there is no such stage any more.
    package func stageArrivals(of stage: String, after number: Int) async throws(ServiceError) -> GatewayArrivals {
        var request = try deployment.request(.stageArrivals(stage: stage, after: number))
        request.timeout = ProConfService.longestPoll
        request.longestAnswer = ProConfService.longestArrivals
        let answer = try await client.send(request)
        return try answer.payload("arrivals") { layer in
            guard case .array(let items)? = layer["arrivals"], case .integer(let next)? = layer["next"] else {
                return nil
            }
            return GatewayArrivals(
                arrivals: items.compactMap { item in
                    guard case .integer(let tab)? = item["tab"], let kind = GatewayArrivals.Kind(item) else {
                        return nil
                    }
                    return (Int(tab), kind)
                }, next: Int(next))
        }
    }

    /// Says something to the pages of a stage (`POST /stages/S/messages`).
    ///
    /// It may be called again where no answer came: no message is taken twice.
    ///
    /// - Parameters:
    ///   - messages: The messages, in order.
    ///   - stage: The stage.
    ///   - first: The number of the first of them, counted from 1 on.
    /// - Throws: Why they were not taken.
    package func send(
        _ messages: [GatewayMessage],
        toStage stage: String,
        first: Int
    ) async throws(ServiceError) {
        let body: JSONValue = .object([
            "first": .integer(Int64(first)), "messages": .array(messages.map(\.document)),
        ])
        _ = try await client.send(try deployment.request(.stageMessages(stage: stage), body: body))
    }

    /// Makes a new address of a stage's page (`POST /stages/S/secret`).
    ///
    /// - Parameter stage: The stage.
    /// - Returns: The address; the one before is good no more, if it was not used.
    /// - Throws: Why there is none.
    package func freshStageAddress(of stage: String) async throws(ServiceError) -> GatewayStageAddress {
        let answer = try await client.send(try deployment.request(.stageSecret(stage: stage)))
        return try answer.payload("address") { GatewayStageAddress($0) }
    }

    /// Ends a stage (`DELETE /stages/S`).
    ///
    /// - Parameter stage: The stage.
    /// - Throws: Why that is not certain; the gateway ends it by itself when nobody asks for its arrivals.
    package func endStage(_ stage: String) async throws(ServiceError) {
        _ = try await client.send(try deployment.request(.stageEnding(stage: stage)))
    }

    /// A gateway answers after 25 seconds at the latest.
    private static let longestPoll = Duration.seconds(45)

    /// One text of a page has at most 1 MiB, and each byte of it may take six in JSON.
    private static let longestArrivals = 8 << 20
}

extension GatewayStageAddress {
    fileprivate init?(_ layer: JSONValue) {
        guard let url = layer["url"]?.text, let address = try? WebAddress(url), let secret = layer["secret"]?.text
        else { return nil }
        self.init(url: address, secret: Secret(secret))
    }
}

extension GatewayArrivals.Kind {
    fileprivate init?(_ item: JSONValue) {
        switch item["kind"] {
        case "opened": self = .opened
        case "closed": self = .closed
        case "text":
            guard case .string(let text)? = item["text"] else { return nil }
            self = .text(text)
        default: return nil
        }
    }
}

extension GatewayMessage {
    fileprivate var document: JSONValue {
        switch self {
        case .text(let text, let tab): .object(["tab": .integer(Int64(tab)), "text": .string(text)])
        case .close(let tab): .object(["tab": .integer(Int64(tab)), "close": true])
        case .keepOnly(let tab): .object(["tab": .integer(Int64(tab)), "keepOnly": true])
        }
    }
}
