import Foundation

/// A connection on 127.0.0.1, used by blocking calls on threads of its own.
///
/// It is closed when nobody has it any more: closed earlier, its number could be another's while a thread still uses it.
package final class LoopbackSocket: Sendable {
    package let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Connects; reading gives up after a minute.
    package init(to port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SystemFailure(call: "socket") }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let descriptor = descriptor
        let code = LoopbackSocket.withAddress(port) { connect(descriptor, $0, $1) }
        // What is thrown here is thrown of a whole one, whose end closes it.
        guard code == 0 else { throw SystemFailure(call: "connect") }
    }

    deinit { close(descriptor) }

    /// Listens.
    ///
    /// - Parameter port: The port; 0 for one of the system's choice.
    /// - Returns: The listener, and its port.
    /// - Throws: `SystemFailure` where the port cannot be had.
    package static func listen(on port: UInt16 = 0) throws -> (socket: LoopbackSocket, port: UInt16) {
        let listener = LoopbackSocket(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var yes: Int32 = 1
        setsockopt(listener.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let isBound = withAddress(port) { bind(listener.descriptor, $0, $1) == 0 }
        guard isBound, Foundation.listen(listener.descriptor, 64) == 0 else { throw SystemFailure(call: "listen") }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener.descriptor, $0, &length) }
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
        withAddress(port) { body($0, $1) ? 0 : 1 } == 0
    }

    /// The next connection; nil when the listener was closed.
    package func accept() -> LoopbackSocket? {
        while true {
            let accepted = Foundation.accept(descriptor, nil, nil)
            if accepted >= 0 { return LoopbackSocket(accepted) }
            // One who has gone before it was taken is not the end of the listener.
            if errno != EINTR, errno != ECONNABORTED { return nil }
        }
    }

    /// Sends all of it; false where the other side takes no more.
    @discardableResult
    package func send(_ bytes: some Sequence<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// What has come; nil at the end, or where nothing comes any more.
    package func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { return Array(buffer[..<count]) }
            if count < 0, errno == EINTR { continue }
            if count == 0 { errno = 0 }
            return nil
        }
    }

    /// All that comes until the other side closes, or resets.
    ///
    /// - Throws: ``SystemFailure`` where it does neither in a minute.
    package func receiveAll() throws -> [UInt8] {
        var received: [UInt8] = []
        while let part = receive() { received += part }
        guard errno != EAGAIN else { throw SystemFailure(call: "recv", code: EAGAIN) }
        return received
    }

    /// Says that nothing more is sent.
    package func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends both directions, so that whoever reads wakes.
    package func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// Runs a blocking call on a thread of its own.
package func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}
