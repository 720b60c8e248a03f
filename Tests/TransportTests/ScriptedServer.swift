import Foundation
import Synchronization
import TestSupport

/// A server on a loopback port that does with each connection what a script says, for answers no honest server gives.
///
/// Each connection has a thread of its own, and is closed when the script returns.
final class ScriptedServer: Sendable {
    let port: Int
    private let listener: LoopbackSocket

    /// Listens at once; nothing has to be waited for.
    init(script: @escaping @Sendable (ScriptedConnection) -> Void) throws {
        let (listener, port) = try LoopbackSocket.listen()
        self.listener = listener
        self.port = Int(port)
        Thread.detachNewThread {
            var count = 0
            while let socket = listener.accept() {
                count += 1
                let scripted = ScriptedConnection(number: count, socket: socket)
                Thread.detachNewThread { script(scripted) }
            }
        }
    }

    deinit { listener.hangUp() }
}

/// The server's end of one connection.
final class ScriptedConnection: Sendable {
    /// Which of the server's connections this is, from 1.
    let number: Int
    private let socket: LoopbackSocket
    private let unread = Mutex(Data())

    init(number: Int, socket: LoopbackSocket) {
        self.number = number
        self.socket = socket
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
                guard let part = socket.receive() else { return nil }
                unread.append(contentsOf: part)
            }
        }
    }

    /// Sends bytes as they are; false once the client has closed the connection.
    @discardableResult
    func write(_ data: Data) -> Bool { socket.send(data) }

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
