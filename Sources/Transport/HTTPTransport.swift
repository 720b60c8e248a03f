package import Foundation
package import HTTPTypes

/// What carries one HTTP request to a server and brings back the answer.
package protocol HTTPTransport: Sendable {
    /// Sends one request and gives the whole answer.
    ///
    /// Any HTTP status is an answer, not an error, and redirects are not followed. Cancelling the calling task aborts the
    /// transfer at once.
    ///
    /// - Parameters:
    ///   - request: Method, scheme (`http` or `https`), authority (such as `127.0.0.1:8080`), path with query, and header
    ///     fields. The transport itself writes `Host`, `Content-Length` and the other fields that frame a message.
    ///   - body: The bytes to send; `nil` for none.
    ///   - timeout: How long the transfer may take in all, or `nil` for the transport's own limit. Waiting for a free
    ///     connection does not count.
    ///   - limit: The size of a body, in bytes after decompression, above which the answer is not accepted, or `nil` for
    ///     the transport's own limit.
    /// - Returns: The head and the decoded body of the final answer.
    /// - Throws: What became of the request, in words for an operator.
    func send(
        _ request: HTTPRequest,
        body: Data?,
        timeout: Duration?,
        limit: Int?
    ) async throws(TransportError) -> TransportResponse
}

extension HTTPTransport {
    /// Sends one request; the transport's own limit holds for the size of the answer.
    package func send(
        _ request: HTTPRequest,
        body: Data?,
        timeout: Duration?
    ) async throws(TransportError) -> TransportResponse {
        try await send(request, body: body, timeout: timeout, limit: nil)
    }
}
