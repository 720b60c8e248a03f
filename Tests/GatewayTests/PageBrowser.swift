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
    func open(origin: String = StageFixture.origin, saying texts: [String] = []) async throws -> PageSocket {
        let (port, request) = (port, request(origin: origin))
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try PageSocket(port, request, texts) })
            }
        }
    }
}

/// The WebSocket of a page, by bytes (RFC 6455).
final class PageSocket: Sendable {
    /// What came: each text as it is, each other frame as its kind, and the end.
    let heard = Watched<[String]>([])

    private let descriptor: Int32

    /// Opens it, on a thread that may wait; throws what the server said where it does not take it.
    init(_ port: UInt16, _ request: String, _ texts: [String]) throws {
        descriptor = try WireCaller.connection(to: port)
        PageSocket.send(Array(request.utf8) + texts.flatMap { PageSocket.frame(1, Array($0.utf8)) }, to: descriptor)
        var bytes: [UInt8] = []
        while let part = PageSocket.receive(from: descriptor) {
            bytes += part
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            guard bytes.starts(with: "HTTP/1.1 101 ".utf8) else { continue }
            let (descriptor, heard, rest) = (descriptor, heard, bytes[end.upperBound...])
            Thread.detachNewThread { PageSocket.read(from: descriptor, rest, heard) }
            return
        }
        close(descriptor)
        throw SystemFailure(String(decoding: bytes, as: UTF8.self))
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    func say(_ text: String) { PageSocket.send(PageSocket.frame(1, Array(text.utf8)), to: descriptor) }

    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Waits until a text has come, or another frame.
    func hears(_ words: String) async -> Bool {
        await heard.wait(seconds: 60) { $0.contains(words) ? true : nil } ?? false
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func receive(from descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { return Array(buffer[..<count]) }
            if count < 0, errno == EINTR { continue }
            return nil
        }
    }

    /// A whole message, masked as a client's must be.
    private static func frame(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
        var frame: [UInt8] = [0x80 | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65_536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: frame += [0x80 | 127] + (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 0xFF) }
        }
        let mask: [UInt8] = [1, 2, 3, 4]
        return frame + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    private static func read(from descriptor: Int32, _ first: ArraySlice<UInt8>, _ heard: Watched<[String]>) {
        var bytes = Array(first)
        while true {
            while let (words, length) = message(in: bytes) {
                heard.update { $0.append(words) }
                bytes.removeFirst(length)
            }
            guard let part = receive(from: descriptor) else { break }
            bytes += part
        }
        heard.update { $0.append("end") }
        close(descriptor)
    }

    /// The first frame, if it is whole.
    private static func message(in bytes: [UInt8]) -> (String, Int)? {
        guard bytes.count >= 2 else { return nil }
        let short = Int(bytes[1] & 0x7F)
        let extra = short == 126 ? 2 : short == 127 ? 8 : 0
        guard bytes.count >= 2 + extra else { return nil }
        let length = extra == 0 ? short : bytes[2..<2 + extra].reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= 2 + extra + length else { return nil }
        let payload = bytes[(2 + extra)..<(2 + extra + length)]
        let words =
            bytes[0] & 0x0F == 1 ? String(decoding: payload, as: UTF8.self) : "frame \(bytes[0] & 0x0F)"
        return (words, 2 + extra + length)
    }
}
