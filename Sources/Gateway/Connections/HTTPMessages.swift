import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1

extension HTTPRequestHead {
    /// Whether it keeps to what RFC 9112, section 3.2, demands beyond the grammar: one host, and no transformed body.
    var isWellFormed: Bool {
        let hosts = headers["host"]
        guard hosts.count == 1 || (version == .http1_0 && hosts.isEmpty) else { return false }
        return !headers.contains(name: "content-encoding") && version.major == 1
    }

    /// Whether another request may follow on the connection.
    ///
    /// Behind what asks for another protocol the decoder reads no further: the connection ends with the answer.
    var staysReadable: Bool { isKeepAlive && method != .CONNECT && !headers.contains(name: "upgrade") }

    /// The request in the words of the field; nil where it has a field that cannot be.
    func request(
        body: ByteBuffer,
        client: ClientAddress,
        identifier: String,
        began: ContinuousClock.Instant
    ) -> GatewayRequest? {
        guard let method = HTTPRequest.Method(method.rawValue) else { return nil }
        var fields = HTTPFields()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name), HTTPField.isValidValue(value) else { return nil }
            fields.append(HTTPField(name: name, value: value))
        }
        return GatewayRequest(
            method: method, target: uri, fields: fields, body: Data(body.readableBytesView), client: client,
            identifier: identifier, began: began)
    }
}

extension GatewayAnswer {
    /// The head of the answer, with what every answer says.
    ///
    /// - Parameters:
    ///   - identifier: What the request is called.
    ///   - keepsAlive: Whether another request may follow on the connection.
    ///   - version: The version of the request.
    /// - Returns: The head.
    func head(identifier: String, keepsAlive: Bool, version: HTTPVersion) -> HTTPResponseHead {
        var headers = HTTPHeaders()
        headers.reserveCapacity(12)
        if !body.isEmpty, pageFields == nil { headers.add(name: "Content-Type", value: contentType) }
        if status != 204 { headers.add(name: "Content-Length", value: String(body.count)) }
        headers.add(name: "Date", value: AnswerDate.now())
        headers.add(name: "X-Request-Id", value: identifier)
        for (name, value) in pageFields ?? GatewayAnswer.protection { headers.add(name: name, value: value) }
        for field in fields { headers.add(name: field.name.rawName, value: field.value) }
        if !keepsAlive {
            headers.add(name: "Connection", value: "close")
        } else if version == .http1_0 {
            headers.add(name: "Connection", value: "keep-alive")
        }
        return HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
    }

    /// What keeps browsers from making more of an answer than data for a program.
    static let protection: [(name: String, value: String)] = [
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Cross-Origin-Resource-Policy", "same-site"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    ]
}
