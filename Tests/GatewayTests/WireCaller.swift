import Foundation
import TestSupport

/// Says bytes to a server as they are, and takes what comes back, on a thread of its own.
///
/// No client library would send what a server has to refuse.
struct WireCaller: Sendable {
    let port: UInt16

    /// What is done after the bytes are sent.
    enum Manner: Sendable {
        /// The sending side is closed, as by a program that has nothing more to say.
        case finishing

        /// Nothing more is sent, and the connection stays open until the server closes it.
        case waiting
    }

    /// A connection on which something has been asked and answered, so that the server has taken it.
    func hold() async throws -> Int32 {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let descriptor = try WireCaller.connection(to: port)
                        _ = WireCaller.send(Array("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8), to: descriptor)
                        guard WireCaller.answer(from: descriptor) != nil else {
                            close(descriptor)
                            throw SystemFailure("no answer came")
                        }
                        return descriptor
                    })
            }
        }
    }

    /// Whether anybody takes a connection.
    var isListenedTo: Bool {
        guard let descriptor = try? WireCaller.connection(to: port) else { return false }
        close(descriptor)
        return true
    }

    /// Sends a text and reads until the server closes.
    ///
    /// - Parameters:
    ///   - text: What to send.
    ///   - manner: What to do then.
    /// - Returns: All that came.
    /// - Throws: `SystemFailure` where the server does not close within a minute.
    func say(_ text: String, _ manner: Manner = .finishing) async throws -> String {
        String(decoding: try await say([Array(text.utf8)], manner), as: UTF8.self)
    }

    /// Sends parts, one after another, and reads until the server closes.
    func say(_ parts: [[UInt8]], _ manner: Manner = .finishing) async throws -> [UInt8] {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try WireCaller.converse(parts, manner, port: port) })
            }
        }
    }

    private static func converse(_ parts: [[UInt8]], _ manner: Manner, port: UInt16) throws -> [UInt8] {
        let descriptor = try connection(to: port)
        defer { close(descriptor) }
        for part in parts where !send(part, to: descriptor) { break }
        if manner == .finishing { shutdown(descriptor, Int32(SHUT_WR)) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { received += buffer[..<count] }
            if count == 0 { return received }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == ECONNRESET { return received }
            if count < 0 { throw SystemFailure(call: "recv") }
        }
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            // A server may close before all is said.
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// A connection whose reading gives up after a minute.
    static func connection(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SystemFailure(call: "socket") }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let reason = errno
            close(descriptor)
            throw SystemFailure(call: "connect", code: reason)
        }
        return descriptor
    }
}

extension WireCaller {
    /// What came of many requests.
    struct Tally: Sendable {
        /// Requests that were answered by 200.
        var answered = 0

        /// The answers to the others.
        var refusals: [String] = []

        /// Requests on a connection that had been taken, which got no answer.
        var lost = 0

        static func += (left: inout Tally, right: Tally) {
            left.answered += right.answered
            left.refusals += right.refusals
            left.lost += right.lost
        }
    }

    /// Sends a request again and again, over connections that are kept, until nobody takes a new one.
    func ask(_ request: [UInt8]) async -> Tally {
        let port = port
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var tally = Tally()
                while let descriptor = try? WireCaller.connection(to: port) {
                    let isOver = WireCaller.ask(request, on: descriptor, &tally)
                    close(descriptor)
                    if isOver { break }
                }
                continuation.resume(returning: tally)
            }
        }
    }

    /// Asks on one connection until it is closed; true where that was without an answer.
    private static func ask(_ request: [UInt8], on descriptor: Int32, _ tally: inout Tally) -> Bool {
        var isFirst = true
        while send(request, to: descriptor) {
            guard let answer = answer(from: descriptor) else {
                // The system takes connections that the program never sees; only those that it saw count.
                tally.lost += isFirst ? 0 : 1
                return true
            }
            isFirst = false
            if answer.hasPrefix("HTTP/1.1 200 ") { tally.answered += 1 } else { tally.refusals.append(answer) }
            if answer.contains("Connection: close\r\n") { return false }
        }
        return false
    }

    /// One answer with the length that it names; nil where the connection ends before.
    private static func answer(from descriptor: Int32) -> String? {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            received += buffer[..<count]
            let text = String(decoding: received, as: UTF8.self)
            guard let head = text.firstRange(of: "\r\n\r\n"),
                let length = text[..<head.lowerBound].firstMatch(of: /Content-Length: (\d+)/).flatMap({ Int($0.1) })
            else { continue }
            if text[head.upperBound...].utf8.count >= length { return text }
        }
    }
}
