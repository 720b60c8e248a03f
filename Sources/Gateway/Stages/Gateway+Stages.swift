import HTTPTypes
import Meetings
import Services
import Stage

/// What the console of a stage asks.
extension Gateway {
    /// Answers a call about stages.
    ///
    /// - Parameter call: The call, whose user is known.
    /// - Returns: The answer.
    /// - Throws: Why there is no data.
    func stageData(for call: GatewayCall) async throws(GatewayRefusal) -> GatewayAnswer {
        guard let stages, let user = call.user else { throw .notFound }
        if call.route == .stageOpening { return try opened(call, by: user, in: stages) }
        guard let stage = call.pathWord.flatMap({ stages.stage($0, of: user.name) }) else { throw .notFound }
        switch call.route {
        case .stageArrivals: return try await arrivals(call, of: stage)
        case .stageMessages:
            let body = try call.body()
            stage.take(try body.stageMessages(), first: try body.firstNumber())
            return GatewayAnswer(data: .object([:]))
        case .stageSecret: return GatewayAnswer(data: .object(address(of: stage, in: stages)))
        case .stageEnding:
            await stages.end(stage)
            return GatewayAnswer(data: .object([:]))
        default: throw .notFound
        }
    }

    private func opened(
        _ call: GatewayCall,
        by user: GatewayUser,
        in stages: StageBook
    ) throws(GatewayRefusal) -> GatewayAnswer {
        let text = try call.body().text("meetingOrigin", in: .name)
        guard let origin = MeetingOrigin(text) else { throw .invalidBody }
        // Who may enter no room has nothing to show on a stage.
        guard !user.roles.isEmpty else { throw .unauthorized }
        let stage = try stages.open(for: user.name, meeting: origin)
        let members = address(of: stage, in: stages).merging(["stage": .string(stage.identifier)]) { $1 }
        return GatewayAnswer(data: .object(members))
    }

    private func address(of stage: RelayedStage, in stages: StageBook) -> [String: JSONValue] {
        let (url, secret) = stages.address(of: stage)
        return ["url": .string(url.reveal()), "secret": .string(secret.reveal())]
    }

    private func arrivals(_ call: GatewayCall, of stage: RelayedStage) async throws(GatewayRefusal) -> GatewayAnswer {
        let text = call.target.query.isEmpty ? "0" : call.target.parameter("after") ?? ""
        guard text.utf8.count <= 15, let after = Int(text), after >= 0 else { throw .invalidBody }
        guard let arrivals = await stage.arrivals(after: after) else { throw .notFound }
        return GatewayAnswer(data: [
            "arrivals": .array(arrivals.map(\.document)), "next": .integer(Int64(arrivals.last?.number ?? after)),
        ])
    }
}

extension GatewayBody {
    /// The number of the first message.
    fileprivate func firstNumber() throws(GatewayRefusal) -> Int {
        guard case .integer(let first)? = members["first"], (1...Int64(1) << 48).contains(first) else {
            throw .invalidBody
        }
        return Int(first)
    }

    /// What is to be handed on to pages.
    fileprivate func stageMessages() throws(GatewayRefusal) -> [RelayedStage.Message] {
        guard case .array(let items)? = members["messages"] else { throw .invalidBody }
        var messages: [RelayedStage.Message] = []
        for item in items {
            guard case .integer(let number)? = item["tab"], let number = Int(exactly: number) else {
                throw .invalidBody
            }
            let tab = StageTab(number)
            if case .string(let text)? = item["text"] {
                messages.append(.text(tab, text))
            } else if item["close"] == true {
                messages.append(.close(tab))
            } else if item["keepOnly"] == true {
                messages.append(.keepOnly(tab))
            } else {
                throw .invalidBody
            }
        }
        return messages
    }
}
