import Foundation
import HTTPTypes
import Transport

extension HTTPRequest {
    /// A request to a server on this machine.
    static func loopback(
        _ method: HTTPRequest.Method = .get,
        port: Int,
        path: String = "/",
        scheme: String = "http",
        fields: HTTPFields = [:]
    ) -> HTTPRequest {
        HTTPRequest(method: method, scheme: scheme, authority: "127.0.0.1:\(port)", path: path, headerFields: fields)
    }
}

extension CurlTransport {
    func send(_ request: HTTPRequest, body: Data? = nil) async throws(TransportError) -> TransportResponse {
        try await send(request, body: body, timeout: nil)
    }

    /// The error a request ends with, or `nil` where it is answered.
    func failure(of request: HTTPRequest, body: Data? = nil, timeout: Duration? = nil) async -> TransportError? {
        do {
            _ = try await send(request, body: body, timeout: timeout)
            return nil
        } catch {
            return error
        }
    }
}

extension TransportResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
