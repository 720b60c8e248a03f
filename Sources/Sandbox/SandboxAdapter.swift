import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// What answers the requests of a listener.
protocol SandboxAnswering: Sendable {
    func answer(_ request: SandboxRequest) async -> SandboxAnswer

    /// Answers what could not be read.
    func refuse(_ refusal: SandboxRefusal, identifier: String) -> SandboxAnswer
}

/// Stands between one listener and what answers: it reads requests and writes answers.
final class SandboxAdapter: HTTPHandler {
    private struct Traffic {
        var isEnding = false
        var lastNumber = 0
        var underWay: [Int: Task<SandboxAnswer, Never>] = [:]
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let answering: any SandboxAnswering

    /// Closes the listener for a while.
    private let onRefusal: @Sendable (Duration) -> Void

    private let traffic = Mutex(Traffic())
    private let run = String(UInt32.random(in: .min ... .max), radix: 36)

    init(answering: any SandboxAnswering, onRefusal: @escaping @Sendable (Duration) -> Void) {
        self.answering = answering
        self.onRefusal = onRefusal
    }

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let call: (number: Int, answer: Task<SandboxAnswer, Never>)? = traffic.withLock { traffic in
            guard !traffic.isEnding else { return nil }
            traffic.lastNumber += 1
            let identifier = "sandbox-\(run)-\(traffic.lastNumber)"
            let answer = Task { await self.answer(request, identifier: identifier) }
            traffic.underWay[traffic.lastNumber] = answer
            return (traffic.lastNumber, answer)
        }
        guard let call else { return HTTPResponse(webSocket: AbruptEnding()) }
        let answer = await call.answer.value
        return finish(call.number) ? HTTPResponse(webSocket: AbruptEnding()) : write(answer, request)
    }

    /// Answers nothing any more, and returns when no request is being answered.
    ///
    /// The server would say 500 to those; a server that goes away says nothing.
    func end() async {
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            let isIdle = traffic.withLock { traffic in
                traffic.isEnding = true
                for answer in traffic.underWay.values { answer.cancel() }
                if !traffic.underWay.isEmpty { traffic.waiting.append(ended) }
                return traffic.underWay.isEmpty
            }
            if isIdle { ended.resume() }
        }
    }

    /// Strikes a request off, and tells whether its answer must not be sent any more.
    private func finish(_ number: Int) -> Bool {
        let (isEnding, ended) = traffic.withLock { traffic in
            traffic.underWay[number] = nil
            guard traffic.underWay.isEmpty else { return (traffic.isEnding, [CheckedContinuation<Void, Never>]()) }
            defer { traffic.waiting = [] }
            return (traffic.isEnding, traffic.waiting)
        }
        for continuation in ended { continuation.resume() }
        return isEnding
    }

    private func answer(_ request: HTTPRequest, identifier: String) async -> SandboxAnswer {
        do throws(SandboxRefusal) {
            return await answering.answer(try await read(request, identifier: identifier))
        } catch {
            return answering.refuse(error, identifier: identifier)
        }
    }

    private func read(_ request: HTTPRequest, identifier: String) async throws(SandboxRefusal) -> SandboxRequest {
        var headers: [String: String] = [:]
        for header in request.headers { headers[header.key.rawValue.lowercased()] = header.value }
        let body = try await body(of: request)
        var path: [String] = []
        for segment in request.target.path().split(separator: "/") {
            guard let decoded = segment.removingPercentEncoding else {
                throw .badRequest("The path is not percent-encoded as it should be.")
            }
            path.append(decoded)
        }
        var query: [String: String] = [:]
        for pair in request.target.query().split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts[0].removingPercentEncoding, query[name] == nil else { continue }
            query[name] = parts.count > 1 ? parts[1].removingPercentEncoding : ""
        }
        return SandboxRequest(
            method: request.method.rawValue,
            path: path,
            query: query,
            headers: headers,
            body: body,
            identifier: identifier
        )
    }

    /// Reads a body to its end, even where it is refused: the next request begins behind it.
    private func body(of request: HTTPRequest) async throws(SandboxRefusal) -> Data {
        var body = Data()
        var count = 0
        do {
            for try await chunk in request.bodySequence {
                count += chunk.count
                if count <= SandboxServer.longestBody { body.append(chunk) }
            }
        } catch {
            throw .badRequest("The body could not be read.")
        }
        guard count <= SandboxServer.longestBody else {
            throw SandboxRefusal(413, "The body is longer than \(SandboxServer.longestBody) bytes.")
        }
        return body
    }

    private func write(_ answer: SandboxAnswer, _ request: HTTPRequest) -> HTTPResponse {
        var response = HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: SandboxAdapter.phrases[answer.status] ?? "Unknown"))
        for (name, value) in answer.headers { response.headers.setValues([value], for: HTTPHeader(name)) }
        if request.method == .HEAD { response.headers[.contentLength] = String(answer.body.count) }
        let body = request.method == .HEAD ? Data() : answer.body
        switch answer.delivery {
        case .whole: response.payload = .httpBody(HTTPBodySequence(data: body, suggestedBufferSize: 1 << 16))
        case .cut: response.payload = .webSocket(AbruptEnding())
        case .refused(let time): response.payload = .webSocket(AbruptEnding { [onRefusal] in onRefusal(time) })
        case .silence: response.payload = .webSocket(Silence())
        case .reset: response.payload = .webSocket(ConnectionReset(after: ConnectionReset.beginning(of: answer)))
        case .drip(let pause):
            let drops = DrippingBody(bytes: body, pause: pause)
            response.payload = .httpBody(HTTPBodySequence(from: drops, count: body.count))
        case .padded(let count):
            let padded = PaddedBody(padding: count, bytes: body)
            response.payload = .httpBody(HTTPBodySequence(from: padded, suggestedBufferSize: 1 << 16))
        }
        return response
    }

    private static let phrases = Dictionary(
        [
            HTTPStatusCode.ok, .noContent, .temporaryRedirect, .badRequest, .unauthorized, .forbidden, .notFound,
            .methodNotAllowed, .conflict, .gone, .payloadTooLarge, .unsupportedMediaType, .tooManyRequests,
            .internalServerError, .badGateway, .serviceUnavailable, .gatewayTimeout,
        ].map { ($0.code, $0.phrase) },
        uniquingKeysWith: { first, _ in first }
    )
}
