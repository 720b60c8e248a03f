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
            var received: [UInt8] = []
            while let part = socket.receive() { received += part }
            return String(decoding: received, as: UTF8.self)
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
}

/// A WebSocket of a tab, by bytes (RFC 6455).
final class WireTab: Sendable {
    /// What came, each text as it is, each other frame as its kind.
    let received = Watched<[String]>([])
    private let socket: LoopbackSocket

    /// Opens one; ``SystemFailure`` says the head of the answer where the server does not take it.
    static func open(
        _ browser: WireBrowser, path: String, cookie: String?, host: String? = nil, origin: String? = nil,
        subprotocol: String = "gavel-stage.1"
    ) async throws -> WireTab {
        let request = request(
            path: path, cookie: cookie, host: host ?? "127.0.0.1:\(browser.port)", origin: origin,
            subprotocol: subprotocol)
        return try await onThread { try WireTab(browser.port, request) }
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

    private init(_ port: UInt16, _ request: String) throws {
        socket = try LoopbackSocket(to: port)
        socket.send(request.utf8)
        var bytes: [UInt8] = []
        while let part = socket.receive() {
            bytes += part
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            guard head.hasPrefix("HTTP/1.1 101 ") else { break }
            guard head.contains("gavel-stage.1") else { break }
            let (socket, received, first) = (socket, received, Array(bytes[end.upperBound...]))
            Thread.detachNewThread { WireTab.read(socket, first, received) }
            return
        }
        throw SystemFailure(String(decoding: bytes, as: UTF8.self))
    }

    deinit { socket.hangUp() }

    /// Says a text in one frame.
    func say(_ text: String) { send(opcode: 1, Array(text.utf8)) }

    /// Sends a frame, masked as a client's must be.
    func send(opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) {
        var frame: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65_536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: frame += [0x80 | 127] + (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 0xFF) }
        }
        // A mask of noughts is one too, and spares a megabyte the arithmetic.
        let mask: [UInt8] = payload.count < 65_536 ? [1, 2, 3, 4] : [0, 0, 0, 0]
        frame += mask
        frame += payload.count < 65_536 ? payload.enumerated().map { $1 ^ mask[$0 % 4] } : payload
        socket.send(frame)
    }

    func hangUp() { socket.hangUp() }

    /// Waits until a text with some words has come.
    func wait(for words: String) async -> Bool {
        await received.wait(seconds: 60) { $0.contains { $0.contains(words) } ? true : nil } ?? false
    }

    private static func read(_ socket: LoopbackSocket, _ first: [UInt8], _ received: Watched<[String]>) {
        var bytes = first[...]
        while true {
            while let (words, length) = frame(bytes) {
                received.update { $0.append(words) }
                bytes = bytes.dropFirst(length)
            }
            guard let part = socket.receive() else { break }
            bytes += part
        }
        received.update { $0.append("end") }
    }

    /// The first frame in bytes, if it is whole.
    private static func frame(_ bytes: ArraySlice<UInt8>) -> (String, Int)? {
        let bytes = Array(bytes)
        guard bytes.count >= 2 else { return nil }
        var (start, length) = (2, Int(bytes[1] & 0x7F))
        let extra = length == 126 ? 2 : length == 127 ? 8 : 0
        guard bytes.count >= 2 + extra else { return nil }
        if extra > 0 {
            length = bytes[2..<2 + extra].reduce(0) { $0 << 8 | Int($1) }
            start += extra
        }
        guard bytes.count >= start + length else { return nil }
        let payload = bytes[start..<start + length]
        let text = String(decoding: payload, as: UTF8.self)
        return switch bytes[0] & 0x0F {
        case 1: (text, start + length)
        case 8: ("close \(payload.prefix(2).reduce(0) { $0 << 8 | Int($1) })", start + length)
        case 10: ("pong \(text)", start + length)
        default: ("frame \(bytes[0] & 0x0F)", start + length)
        }
    }
}
