import Foundation
import TestSupport

/// A browser that says exactly what a test wants, by bytes: no client library says what must be refused.
struct WireBrowser: Sendable {
    let port: UInt16

    /// Sends a text and reads until the server closes.
    func say(_ text: String) async throws -> String {
        let port = port
        return try await onThread {
            let socket = try LoopbackSocket(to: port)
            socket.send(text.utf8)
            return String(decoding: try socket.receiveAll(), as: UTF8.self)
        }
    }

    /// Asks for a path.
    func ask(
        _ path: String, method: String = "GET", host: String? = nil, cookie: String? = nil, fields: String = ""
    ) async throws -> String {
        let cookie = cookie.map { "Cookie: \($0)\r\n" } ?? ""
        return try await say(
            "\(method) \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\n\(cookie)\(fields)\r\n")
    }

    /// Comes in by an address; gives the cookie, without its attributes.
    func enter(_ address: String) async throws -> String {
        guard let url = URL(string: address) else { throw SystemFailure("no address") }
        let answer = try await ask(url.path)
        guard let cookie = answer.firstMatch(of: /Set-Cookie: ([^;\r]+)/) else { throw SystemFailure(answer) }
        return String(cookie.1)
    }

    /// Opens the WebSocket of a page; ``SystemFailure`` says what was answered where the server does not take it.
    func open(
        path: String, cookie: String?, host: String? = nil, origin: String? = nil,
        subprotocol: String = "gavel-stage.1"
    ) async throws -> WireSocket {
        let request = WireBrowser.request(
            path: path, cookie: cookie, host: host ?? "127.0.0.1:\(port)", origin: origin, subprotocol: subprotocol)
        return try await WireSocket.open(port, request)
    }

    /// The request for a WebSocket.
    static func request(
        path: String, cookie: String?, host: String, origin: String? = nil, subprotocol: String = "gavel-stage.1"
    ) -> String {
        var head = "GET \(path)socket HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        head += "Origin: \(origin ?? "http://\(host)")\r\nSec-WebSocket-Version: 13\r\n"
        head += "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: \(subprotocol)\r\n"
        if let cookie { head += "Cookie: \(cookie)\r\n" }
        return head + "\r\n"
    }
}
