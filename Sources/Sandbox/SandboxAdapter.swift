import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// Stands between the HTTP server and the router: it reads requests and writes answers.
final class SandboxAdapter: HTTPHandler {
    private let router = Mutex<SandboxRouter?>(nil)
    private let requests = Atomic<Int>(0)
    private let run = String(UInt32.random(in: .min ... .max), radix: 36)

    /// Lets requests through to a router.
    ///
    /// The address that answers speak of is known only when the server listens already.
    func open(_ router: SandboxRouter) { self.router.withLock { $0 = router } }

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard let router = router.withLock(\.self) else { return HTTPResponse(statusCode: .serviceUnavailable) }
        let number = requests.add(1, ordering: .relaxed).newValue
        let identifier = "sandbox-\(run)-\(number)"
        let answer: SandboxAnswer
        do throws(SandboxRefusal) {
            answer = await router.answer(try await read(request, identifier: identifier))
        } catch {
            answer = router.refuse(error, identifier: identifier)
        }
        return write(answer, toHead: request.method == .HEAD)
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

    private func write(_ answer: SandboxAnswer, toHead: Bool) -> HTTPResponse {
        var headers = HTTPHeaders()
        for (name, value) in answer.headers { headers.setValues([value], for: HTTPHeader(name)) }
        if toHead { headers[.contentLength] = String(answer.body.count) }
        return HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: SandboxAdapter.phrases[answer.status] ?? "Unknown"),
            headers: headers,
            body: HTTPBodySequence(data: toHead ? Data() : answer.body, suggestedBufferSize: 1 << 16)
        )
    }

    private static let phrases = Dictionary(
        [
            HTTPStatusCode.ok, .noContent, .badRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed,
            .conflict, .gone, .payloadTooLarge, .unsupportedMediaType, .tooManyRequests, .internalServerError,
            .badGateway, .serviceUnavailable, .gatewayTimeout,
        ].map { ($0.code, $0.phrase) },
        uniquingKeysWith: { first, _ in first }
    )
}
