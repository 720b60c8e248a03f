import Foundation

/// A browser's WebSocket, by bytes (RFC 6455): no client library says what must be refused.
package final class WireSocket: Sendable {
    /// What came: each text as it is, each other frame as its kind, and the end.
    package let heard = Watched<[String]>([])
    private let socket: LoopbackSocket

    /// Opens one.
    ///
    /// - Parameters:
    ///   - port: Where, on 127.0.0.1.
    ///   - request: The head of the request, to its empty line.
    ///   - texts: What is said with the same bytes.
    /// - Returns: The socket, when the server has taken it.
    /// - Throws: ``SystemFailure`` with what the server said instead.
    package static func open(_ port: UInt16, _ request: String, saying texts: [String] = []) async throws -> WireSocket
    {
        try await onThread { try WireSocket(port, request, texts) }
    }

    private init(_ port: UInt16, _ request: String, _ texts: [String]) throws {
        socket = try LoopbackSocket(to: port)
        socket.send(Array(request.utf8) + texts.flatMap { WireSocket.frame(1, Array($0.utf8), isFinal: true) })
        var bytes: [UInt8] = []
        while let part = socket.receive() {
            bytes += part
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            guard head.hasPrefix("HTTP/1.1 101 "), head.contains("gavel-stage.1") else { break }
            let (socket, heard, first) = (socket, heard, bytes[end.upperBound...])
            Thread.detachNewThread { WireSocket.read(socket, first, heard) }
            return
        }
        throw SystemFailure(String(decoding: bytes, as: UTF8.self))
    }

    deinit { socket.hangUp() }

    /// Says a text in one frame.
    package func say(_ text: String) { send(opcode: 1, Array(text.utf8)) }

    /// Sends a frame, masked as a client's must be.
    package func send(opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) {
        socket.send(WireSocket.frame(opcode, payload, isFinal: isFinal))
    }

    package func hangUp() { socket.hangUp() }

    /// Waits until a text has come, or another frame: `close 1000`, `pong …`, or `end`.
    package func hears(_ words: String) async -> Bool {
        await heard.wait(seconds: 60) { $0.contains(words) ? true : nil } ?? false
    }

    private static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool) -> [UInt8] {
        var frame: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65_536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: frame += [0x80 | 127] + (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 0xFF) }
        }
        // A mask of noughts is one too, and spares a megabyte the arithmetic.
        guard payload.count < 65_536 else { return frame + [0, 0, 0, 0] + payload }
        let mask: [UInt8] = [1, 2, 3, 4]
        return frame + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    private static func read(_ socket: LoopbackSocket, _ first: ArraySlice<UInt8>, _ heard: Watched<[String]>) {
        var bytes = first
        while true {
            while let (words, length) = message(in: Array(bytes)) {
                heard.update { $0.append(words) }
                bytes = bytes.dropFirst(length)
            }
            guard let part = socket.receive() else { break }
            bytes += part
        }
        heard.update { $0.append("end") }
    }

    /// The first frame in bytes, and its length, if it is whole.
    private static func message(in bytes: [UInt8]) -> (String, Int)? {
        guard bytes.count >= 2 else { return nil }
        let short = Int(bytes[1] & 0x7F)
        let extra = short == 126 ? 2 : short == 127 ? 8 : 0
        let start = 2 + extra
        guard bytes.count >= start else { return nil }
        let length = extra == 0 ? short : bytes[2..<start].reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= start + length else { return nil }
        let payload = bytes[start..<start + length]
        let text = String(decoding: payload, as: UTF8.self)
        let words =
            switch bytes[0] & 0x0F {
            case 1: text
            case 8: "close \(payload.prefix(2).reduce(0) { $0 << 8 | Int($1) })"
            case 10: "pong \(text)"
            default: "frame \(bytes[0] & 0x0F)"
            }
        return (words, start + length)
    }
}
