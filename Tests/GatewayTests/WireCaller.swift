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
