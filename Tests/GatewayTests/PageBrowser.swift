import Foundation
import TestSupport

/// A browser that has been given the address of a stage's page, and speaks by bytes.
struct PageBrowser: Sendable {
    /// Where it connects, whatever host the address names.
    let port: UInt16

    /// The path of the page, and what the browser was told to keep.
    let path: String
    let cookie: String

    /// All that the server said when it let the browser in.
    let entry: String

    /// Comes in by an address.
    init(_ address: String, by port: UInt16) async throws {
        self.port = port
        guard let url = URL(string: address) else { throw SystemFailure(address) }
        entry = try await WireCaller(port: port).say(
            "GET \(url.path) HTTP/1.1\r\nHost: gateway.example\r\nConnection: close\r\n\r\n", .waiting)
        guard let cookie = entry.firstMatch(of: /Set-Cookie: ([^;\r]+);/),
            let place = entry.firstMatch(of: /Location: (\S+)\r\n/)
        else { throw SystemFailure(entry) }
        self.cookie = String(cookie.1)
        path = String(place.1)
    }

    /// Asks for a part of the page.
    func ask(_ part: String = "", fields: String = "") async throws -> String {
        try await WireCaller(port: port).say(
            "GET \(path)\(part) HTTP/1.1\r\nHost: gateway.example\r\nCookie: \(cookie)\r\nConnection: close\r\n\(fields)\r\n",
            .waiting)
    }

    /// The request for the WebSocket.
    func request(origin: String, cookie: String? = nil) -> String {
        "GET \(path)socket HTTP/1.1\r\nHost: gateway.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Origin: \(origin)\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: gavel-stage.1\r\nCookie: \(cookie ?? self.cookie)\r\n\r\n"
    }

    /// Opens the WebSocket, and says some texts with the same bytes.
    func open(origin: String = StageFixture.origin, saying texts: [String] = []) async throws -> WireSocket {
        try await WireSocket.open(port, request(origin: origin), saying: texts)
    }
}
