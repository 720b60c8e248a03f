import Foundation
import Synchronization

/// A server on a loopback port that does with each connection what a script says, for answers no honest server gives.
///
/// Each connection has a thread of its own, and is closed when the script returns.
final class ScriptedServer: Sendable {
    let port: Int
    private let listener: Int32

    /// Listens at once; nothing has to be waited for.
    init(script: @escaping @Sendable (ScriptedConnection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, size) + listen(listener, 128) + getsockname(listener, generic, &size)
            }
        }
        guard listener >= 0, result == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread {
            var count = 0
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                count += 1
                let scripted = ScriptedConnection(number: count, socket: connection)
                Thread { script(scripted) }.start()
            }
            close(listener)
        }.start()
    }

    deinit {
        // Ends `accept`, whose thread then closes the socket.
        shutdown(listener, Int32(SHUT_RDWR))
    }
}

/// The server's end of one connection.
final class ScriptedConnection: Sendable {
    /// Which of the server's connections this is, from 1.
    let number: Int
    private let socket: Int32
    private let unread = Mutex(Data())

    init(number: Int, socket: Int32) {
        self.number = number
        self.socket = socket
        // A test that goes wrong shall end too.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(socket)
    }

    /// The next request, head and body, or `nil` once the client has closed the connection.
    func readRequest() -> String? {
        let end = Data("\r\n\r\n".utf8)
        return unread.withLock { unread in
            while true {
                if let headEnd = unread.range(of: end)?.upperBound {
                    let head = String(decoding: unread[..<headEnd], as: UTF8.self)
                    let length = head.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
                    if unread.count >= headEnd - unread.startIndex + length {
                        let request = unread.prefix(headEnd - unread.startIndex + length)
                        unread.removeFirst(request.count)
                        return String(decoding: request, as: UTF8.self)
                    }
                }
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = recv(socket, &buffer, buffer.count, 0)
                guard count > 0 else { return nil }
                unread.append(contentsOf: buffer[..<count])
            }
        }
    }

    /// Sends bytes as they are; false once the client has closed the connection.
    @discardableResult
    func write(_ data: Data) -> Bool {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult
    func write(_ text: String) -> Bool {
        write(Data(text.utf8))
    }

    /// Sends a plain answer that keeps the connection.
    @discardableResult
    func answer(_ body: String = "") -> Bool {
        write("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
