import Foundation
import NIOHTTP1
import Stage

/// A request of a browser for the page of a stage, or for its WebSocket.
struct PageRequest: Sendable {
    let head: HTTPRequestHead

    /// Who calls, as far as that can be believed.
    let client: ClientAddress

    /// What the answer and the log call the request.
    let identifier: String

    /// When its first byte came.
    let began: ContinuousClock.Instant
}

/// What browsers are answered.
extension Gateway {
    /// The templates that stand for pages and WebSockets in log and metrics: names of stages and secrets never do.
    static let pagePath = StageBook.path + "{stage}/{part}"
    static let socketPath = StageBook.path + "{stage}/socket"

    var pages: StageServing? { stages?.serving }

    func bodyLimit(of head: HTTPRequestHead) -> Int {
        let usual = configuration.limits.bodyBytes
        guard stages != nil, head.method == .POST, head.uri.hasPrefix("/stages/"), head.uri.hasSuffix("/messages")
        else { return usual }
        return max(usual, configuration.stageLimits.messageBytes)
    }

    func answerPage(_ request: PageRequest) -> GatewayAnswer {
        let answer = GatewayAnswer(stages?.serving.answer(DoorRequest(request.head)) ?? .nothing)
        note(answer, of: request, path: Gateway.pagePath)
        return answer
    }

    func noteSocket(_ request: PageRequest) {
        note(GatewayAnswer(status: 101), of: request, path: Gateway.socketPath)
    }

    private func note(_ answer: GatewayAnswer, of request: PageRequest, path: String) {
        note(
            answer, method: request.head.method.rawValue, path: path, client: request.client, began: request.began,
            identifier: request.identifier)
    }
}

extension GatewayAnswer {
    /// A page as the door of its stage answers it.
    fileprivate init(_ answer: DoorAnswer) {
        self.init(status: answer.status)
        body = Data(answer.body)
        pageFields = answer.fields
    }
}
