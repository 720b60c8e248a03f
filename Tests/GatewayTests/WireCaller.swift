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
    func hold() async throws -> LoopbackSocket {
        let port = port
        return try await onThread {
            let socket = try LoopbackSocket(to: port)
            socket.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            guard WireCaller.answer(from: socket) != nil else { throw SystemFailure("no answer came") }
            return socket
        }
    }

    /// Whether anybody takes a connection.
    var isListenedTo: Bool { (try? LoopbackSocket(to: port)) != nil }

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
        return try await onThread {
            let socket = try LoopbackSocket(to: port)
            // A server may close before all is said.
            for part in parts where !socket.send(part) { break }
            if manner == .finishing { socket.finish() }
            return try socket.receiveAll()
        }
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
                while let socket = try? LoopbackSocket(to: port), !WireCaller.ask(request, on: socket, &tally) {}
                continuation.resume(returning: tally)
            }
        }
    }

    /// Asks on one connection until it is closed; true where that was without an answer.
    private static func ask(_ request: [UInt8], on socket: LoopbackSocket, _ tally: inout Tally) -> Bool {
        var isFirst = true
        while socket.send(request) {
            guard let answer = answer(from: socket) else {
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
    private static func answer(from socket: LoopbackSocket) -> String? {
        var received: [UInt8] = []
        while let part = socket.receive() {
            received += part
            let text = String(decoding: received, as: UTF8.self)
            guard let head = text.firstRange(of: "\r\n\r\n"),
                let length = text[..<head.lowerBound].firstMatch(of: /Content-Length: (\d+)/).flatMap({ Int($0.1) })
            else { continue }
            if text[head.upperBound...].utf8.count >= length { return text }
        }
        return nil
    }
}
